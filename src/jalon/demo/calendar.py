"""The centre's calendar in the demonstration: equipment, working weeks, an absence to come, calendars in use."""

from datetime import date, datetime, time, timedelta

from jalon.bookings import actions as bookings
from jalon.bookings.models import Equipment, FeedReading
from jalon.bookings.reading import Found
from jalon.core.actor import Actor
from jalon.core.moments import utc_moment
from jalon.people.actions import declare_absence
from jalon.people.models import Person
from jalon.structures.models import Centre

EQUIPMENT = (
    ("Vidéoprojecteur 1", "Câble HDMI dans la housse"),
    ("Vidéoprojecteur 2", "Prévoir un adaptateur USB-C"),
    ("Sono portable", "À recharger la veille"),
    ("Stand parapluie", "Deux personnes pour le monter"),
)
FULL = [["08:30", "12:30"], ["13:30", "17:00"]]
FRIDAY = [["08:30", "12:00"], ["14:00", "17:00"]]
WEEKS = {
    "coordination": [FULL, FULL, FULL, FULL, FRIDAY, [], []],
    "communication": [FULL, FULL, [["08:30", "12:30"]], FULL, FRIDAY, [], []],
    "ambassadeurs": [FULL, FULL, FULL, FULL, FRIDAY, [["09:00", "12:00"]], []],
}


def equip(centre: Centre, *, by: Actor, now: datetime) -> list[Equipment]:
    """What the centre lends."""
    return [bookings.add_equipment(centre, name, note=note, by=by, now=now) for name, note in EQUIPMENT]


def settle(centre: Centre, team: dict[str, Person], *, by: Actor, today: date, now: datetime) -> None:
    """Working weeks, an absence in two weeks with who stands in, a calendar that a phone reads, a doctor's visit."""
    for login, week in WEEKS.items():
        bookings.set_working_time(
            team[login], starts_on=today - timedelta(days=120), week=[*week], by=by, now=now - timedelta(days=120)
        )
    declare_absence(
        team["communication"],
        by=by,
        now=now - timedelta(days=2),
        starts_on=today + timedelta(days=14),
        ends_on=today + timedelta(days=18),
        replacement=team["coordination"],
    )
    person = team["coordination"]
    own = Actor("person", centre_id=centre.pk, person_id=person.pk)  # type: ignore[arg-type]
    feed = bookings.open_feed(centre, by=own, owner=person, person=person, now=now - timedelta(days=60))
    FeedReading.objects.create(feed=feed, read_at=now - timedelta(minutes=20))
    starts = utc_moment(today + timedelta(days=9), time(11), centre.timezone)
    visit = Found("demo-1", "Rendez-vous médical", starts, starts + timedelta(hours=1), False, "")
    bookings.import_calendar(person, [visit], destination="bookings.occupations", by=own, now=now)
