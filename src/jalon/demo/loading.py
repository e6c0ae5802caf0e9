"""Plays the story through the same actions as the screens, with the moments of the past."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F

from jalon.accounts.access import person_actor
from jalon.accounts.actions import create_account
from jalon.accounts.models import User
from jalon.activities import actions as activities
from jalon.activities.models import Activity, ActivityType, Presence, Status
from jalon.core import names as keys
from jalon.core.actor import Actor, system
from jalon.core.moments import local, utc_moment
from jalon.demo import answers, calendar, events, names, partners, story, welcome
from jalon.kits.actions import install_kit
from jalon.messaging.models import Message, State
from jalon.people.actions import add_person, appoint, set_name_keys
from jalon.people.models import Origin, Person, Studies
from jalon.structures import actions as structures
from jalon.structures.models import AcademicYear, Centre, Establishment, Reference, Room
from jalon.surveys.actions import publish_due

PASSWORD = "jalon-demo"  # noqa: S105 - printed by `./jalon demo`, and refused outside the demonstration
SEED = 20260901
STUDENTS = 320
REGISTERED = 190
Say = Callable[[str], None]


@dataclass
class World:
    """What the loading has made so far."""

    centre: Centre
    now: datetime
    today: date
    by: Actor
    random: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 - a story, not a secret
    team: dict[str, Person] = field(default_factory=dict)
    students: list[Person] = field(default_factory=list)

    def actor(self, login: str) -> Actor:
        """What this member may do today."""
        return person_actor(self.team[login], self.today)


def load(now: datetime, say: Say) -> Centre:
    """Make the demonstration centre: places, team, students, six months of activities and those to come."""
    say("le centre, ses lieux et ses années")
    world = _found(now)
    say("l’équipe et les étudiants")
    _people(world)
    say("six mois d’activités")
    _past(world)
    say("les activités à venir")
    _coming(world)
    say("l’accueil")
    welcome.tell(centre=world.centre, now=now, today=world.today, team=world.team, students=world.students)
    say("les partenaires")
    partners.load(world)
    answers.survey_the_fair(world.centre, world.actor("business"), world.random, now)
    say("les fiches évènement")
    events.tell(world)
    _settle(world)
    calendar.settle(world.centre, world.team, by=world.by, today=world.today, now=world.now)
    return world.centre


@transaction.atomic
def _found(now: datetime) -> World:
    start = now - timedelta(days=700)
    centre = structures.open_centre(
        code=story.CENTRE, name=story.NAME, host_institution=story.HOST, by=system(), now=start
    )
    by = system(centre.pk)
    today = local(now, centre.timezone).date()
    install_kit(centre, "centre-de-carriere", by=by, now=start)
    for first in _years(today):
        structures.set_year(
            centre,
            starts_on=date(first, 9, 1),
            second_semester_on=date(first + 1, 2, 1),
            ends_on=date(first + 1, 8, 31),
            by=by,
            now=start,
        )
    for site_name, address, rooms in story.SITES:
        site = structures.add_site(centre, site_name, address=address, by=by, now=start)
        for room_name, seats in rooms:
            structures.add_room(site, room_name, seats=seats, by=by, now=start)
    calendar.equip(centre, by=by, now=start)
    centre.opened_at = start
    centre.save(update_fields=["opened_at"])
    return World(centre, now, today, by)


def _years(today: date) -> list[int]:
    """The first calendar years of the previous, the current and the next academic year."""
    current = today.year if today.month >= 9 else today.year - 1
    return [current - 1, current, current + 1]


@transaction.atomic
def _people(world: World) -> None:
    joined = world.now - timedelta(days=400)
    for member in (*story.TEAM, *story.AROUND):
        person = add_person(
            world.centre,
            by=world.by,
            now=joined,
            last_name=member.last,
            first_name=member.first,
            last_name_ar=member.last_ar,
            first_name_ar=member.first_ar,
            sex=member.sex,
            personal_email=f"{member.login}@demo.example",
            registered_origin=Origin.DESK if member.role in {"jeune", "ambassadeur"} else "",
        )
        role = world.centre.roles.get(code=member.role)
        appoint(person, role, by=world.by, now=joined, starts_on=joined.date())
        create_account(email=f"{member.login}@demo.example", password=None, person=person, by=world.by, now=joined)
        world.team[member.login] = person
    User.objects.update(password=make_password(PASSWORD))  # digested once for all: eight would take as many seconds
    _students(world)


def _students(world: World) -> None:
    """The registrar's students, as an import leaves them, in this year and the last; half of them registered since."""
    random, centre = world.random, world.centre
    for name in story.ESTABLISHMENTS:
        Establishment.objects.create(centre=centre, name=name, name_key=keys.key(name))
    for position, name in enumerate(story.FIELDS):
        Reference.objects.create(
            centre=centre, list="field", code=keys.key(name).replace(" ", "-"), label=name, position=position
        )
    people = []
    for number, dealt in enumerate(names.deal(random, STUDENTS)):
        slug = keys.key(f"{dealt.first} {dealt.last}").replace(" ", ".")
        enrolled = number < REGISTERED
        person = Person(
            centre=centre,
            last_name=dealt.last,
            first_name=dealt.first,
            last_name_ar=dealt.last_ar,
            first_name_ar=dealt.first_ar,
            sex=dealt.sex,
            born_on=date(2000, 1, 1) + timedelta(days=random.randrange(2500)),
            national_code=f"{random.choice('DEFGHJKMNPRS')}{130000000 + number * 7919}",
            student_number=str(20000100 + number * 13),
            institutional_email=f"{slug}@etu.example",
            phone=f"+2126{random.randrange(10_000_000, 99_999_999)}" if random.random() < 0.7 else "",
            registered_at=world.now - timedelta(days=random.randrange(20, 380)) if enrolled else None,
            registered_origin=random.choice([Origin.PORTAL, Origin.DESK, Origin.ACTIVITY]) if enrolled else "",
            created_at=world.now - timedelta(days=390),
        )
        set_name_keys(person)
        people.append(person)
    Person.objects.bulk_create(people)
    world.students = [*people[:REGISTERED], world.team["jeune"], world.team["ambassadeur"]]
    _studies(world, [*people, world.team["jeune"], world.team["ambassadeur"]])


def _studies(world: World, people: list[Person]) -> None:
    random, centre = world.random, world.centre
    establishments = list(Establishment.objects.filter(centre=centre).order_by("pk"))
    fields = list(Reference.objects.filter(centre=centre, list="field").order_by("position"))
    levels = {item.code: item for item in Reference.objects.filter(centre=centre, list="level")}
    years = list(AcademicYear.objects.filter(centre=centre, starts_on__lte=world.today))
    rows = []
    for person in people:
        establishment, chosen = random.choice(establishments), random.choice(fields)
        level = random.choice(story.LEVELS)
        rows += [
            Studies(
                centre=centre,
                person=person,
                year=year,
                establishment=establishment,
                field=chosen,
                level=levels[level],
                from_file=True,
            )
            for year in (years[-2:] if random.random() < 0.6 else years[-1:])
        ]
    Studies.objects.bulk_create(rows)


def _activity(world: World, number: int, day: date, *, created: datetime) -> Activity:
    """One activity of the story, published; room and adviser rotate so that nothing is taken twice."""
    topic = story.topics()[number % len(story.topics())]
    rooms = list(Room.objects.filter(centre=world.centre).select_related("site").order_by("pk"))
    fitting = [room for room in rooms if (room.seats or 0) >= topic.seats] or rooms[-1:]
    room = fitting[number % len(fitting)]
    leader = world.team[("communication", "coordination", "ambassadeurs")[number % 3]]
    hour = story.CLOCKS[number % len(story.CLOCKS)]
    by = world.actor("coordination")
    activity = activities.create_activity(
        world.centre,
        by=by,
        now=created,
        accept_conflicts=True,
        type=ActivityType.objects.get(centre=world.centre, code=topic.kind),
        title=topic.title,
        theme=Reference.objects.get(centre=world.centre, list="theme", code=topic.theme),
        description=topic.description,
        audience="Étudiants de tous niveaux",
        site=room.site,
        room=room,
        leader=leader,
        day=day,
        starts_clock=time(hour),
        ends_clock=time(hour + story.HOURS),
        seats=min(topic.seats, room.seats or topic.seats),
        photos_planned=number % 4 == 0,
    )
    return activities.publish_activity(activity, by=by, now=created + timedelta(hours=1))


def _register(world: World, activity: Activity, people: list[Person], first: datetime, last: datetime) -> None:
    """These people register one after the other between two moments."""
    step = (last - first) / (len(people) + 1)
    for position, person in enumerate(people, start=1):
        at = _by_day(first + step * position, world.centre.timezone)
        activities.register(activity, person, by=_self(person), now=min(at, last))


def _by_day(moment: datetime, zone: str) -> datetime:
    """The moment itself by day; at night, a little after eight in the morning that follows, in the same order."""
    there = local(moment, zone)
    if 8 <= there.hour < 22:
        return moment
    night = there if there.hour >= 22 else there - timedelta(days=1)
    nightfall = utc_moment(night.date(), time(22), zone)
    return utc_moment(night.date() + timedelta(days=1), time(8), zone) + (moment - nightfall) / 20


def _self(person: Person) -> Actor:
    return Actor("person", centre_id=person.centre_id, person_id=person.pk)  # type: ignore[arg-type]


def _past(world: World) -> None:
    """Workshops and meetings of the last six months: registered, confirmed, roll called, closed, answered."""
    days = story.working_days(world.today - timedelta(days=182), world.today - timedelta(days=3))
    held = [day for position, day in enumerate(days) if position % 4 == 0 and day.month != 8]
    for number, day in enumerate(held):
        _hold(world, number, day)
    _leave_one_to_close(world, len(held))


@transaction.atomic
def _hold(world: World, number: int, day: date) -> None:
    created = utc_moment(day - timedelta(days=21), time(11), world.centre.timezone)
    activity = _activity(world, number, day, created=created)
    crowd = world.random.sample(world.students, min(len(world.students), (activity.seats or 20) * 4 // 5, 34))
    if number % 3 == 0 and world.team["jeune"] not in crowd:
        crowd[-1] = world.team["jeune"]
    _register(world, activity, crowd, created + timedelta(hours=3), activity.starts_at - timedelta(days=3))
    leader = person_actor(activity.leader, world.today)
    activities.confirm_registrations(activity, by=leader, now=activity.starts_at - timedelta(days=2))
    present, excused = _split(world, crowd)
    at = activity.starts_at + timedelta(minutes=10)
    activities.mark(activity, present, Presence.PRESENT, by=leader, now=at, at=at, key=None)
    activities.mark(activity, excused, Presence.EXCUSED, by=leader, now=at, at=at, key=None)
    activities.mark_rest_absent(activity, by=leader, now=at + timedelta(minutes=30))
    closed = activity.ends_at + timedelta(minutes=20)
    remarks = story.REMARKS[number % len(story.REMARKS)]
    activities.close_activity(activity, by=leader, now=closed, remarks=remarks)
    answers.give(activity, [person for person in present if world.random.random() < 0.7], world.random, closed)


def _split(world: World, crowd: list[Person]) -> tuple[list[Person], list[Person]]:
    """Who came and who was excused; the others are absent."""
    present, excused = [], []
    for person in crowd:
        draw = world.random.random()
        if draw < 0.78 or person == world.team["jeune"]:
            present.append(person)
        elif draw < 0.88:
            excused.append(person)
    return present, excused


@transaction.atomic
def _leave_one_to_close(world: World, number: int) -> None:
    """Yesterday's activity waits for its roll to be finished and its closing: what *Ma journée* shows first."""
    day = story.working_days(world.today - timedelta(days=5), world.today - timedelta(days=1))[-1]
    created = utc_moment(day - timedelta(days=20), time(11), world.centre.timezone)
    activity = _activity(world, number, day, created=created)
    crowd = world.random.sample(world.students, 12)
    _register(world, activity, crowd, created + timedelta(hours=3), activity.starts_at - timedelta(days=3))
    leader = person_actor(activity.leader, world.today)
    activities.confirm_registrations(activity, by=leader, now=activity.starts_at - timedelta(days=2))
    at = activity.starts_at + timedelta(minutes=10)
    activities.mark(activity, crowd[:8], Presence.PRESENT, by=leader, now=at, at=at, key=None)


def _coming(world: World) -> None:
    """The next weeks: some full with a queue, some with room, confirmed or not yet, one draft, one cancelled."""
    days = story.working_days(world.today + timedelta(days=1), world.today + timedelta(days=40))
    for number, day in enumerate(days[::3]):
        _announce(world, number, day)


@transaction.atomic
def _announce(world: World, number: int, day: date) -> None:
    created = min(world.now - timedelta(days=6), utc_moment(day - timedelta(days=25), time(11), world.centre.timezone))
    activity = _activity(world, number, day, created=created)
    crowded = number in (0, 2)
    wanted = (activity.seats or 20) + 4 if crowded else (activity.seats or 20) // 2
    crowd = world.random.sample(world.students, min(wanted, len(world.students)))
    if number == 1 and world.team["jeune"] not in crowd:
        crowd[0] = world.team["jeune"]
    _register(world, activity, crowd, created + timedelta(hours=3), world.now - timedelta(hours=5))
    by = world.actor("coordination")
    if number < 3:
        asked = activity.registrations.filter(status=Status.REQUESTED).order_by("requested_at", "pk")
        first_come = list(asked.values_list("pk", flat=True))[: -4 + number]
        activities.confirm_registrations(activity, first_come, by=by, now=world.now - timedelta(hours=4))
    if number == 4:
        reason = "L’intervenante est souffrante ; une nouvelle date sera proposée."
        activities.cancel_activity(activity, reason=reason, by=by, now=world.now - timedelta(hours=4))
    if number == 5:
        activities.duplicate_activity(activity, day=day + timedelta(days=28), by=by, now=world.now)


def _settle(world: World) -> None:
    """What the worker did on its own in these months: messages delivered, answers published in shuffled lots."""
    Message.objects.filter(state=State.WAITING, send_after__lt=world.now - timedelta(hours=1)).update(
        state=State.SENT, sent_at=F("send_after")
    )
    publish_due(by=system(), now=world.now)
