"""The team's calendar shows what its address asks, at the same cost for one activity and for six hundred."""

import re
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from jalon.activities import rules
from jalon.activities.calendar import asked, grids, reading
from jalon.activities.calendar.asked import View
from jalon.activities.models import Activity
from jalon.core.periods import Period
from jalon.structures.models import Site
from tests.factories import ActivityFactory, ActivityTypeFactory, CentreFactory, PersonFactory, RoomFactory

STATIC = Path(asked.__file__).parents[1] / "static" / "activities"
TUESDAY = date(2026, 11, 17)


@pytest.fixture
def kind(centre):
    return ActivityTypeFactory(centre=centre)


@pytest.fixture
def address(centre):
    return f"/{centre.code}/calendrier/"


def text_of(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def titles(answer) -> set[str]:
    return set(re.findall(r"<bdi>(titre-[\w-]+)</bdi>", text_of(answer)))


def queries_of(client, address: str) -> int:
    text_of(client.get(address))  # what the centre settles is read once after a change
    with CaptureQueriesContext(connection) as queries:
        text_of(client.get(address))
    return len(queries)


@pytest.mark.parametrize("view", ["mois", "semaine", "jour", "liste", "annee"])
def test_a_view_takes_eight_queries_at_most_whatever_the_number_of_activities(view, desk, centre, kind, address):
    asked_for = f"{address}?vue={view}&jour=2026-11-17"
    ActivityFactory(centre=centre, type=kind)
    one = queries_of(desk, asked_for)
    for number in range(5):
        ActivityFactory(
            centre=centre, type=kind, day=TUESDAY + timedelta(days=number % 3), room=RoomFactory(centre=centre)
        )

    assert one == queries_of(desk, asked_for)
    assert one <= 8 + (view in {"semaine", "jour"})


def test_each_view_shows_the_activities_of_its_days(desk, centre, kind, address):
    for title, day in (
        ("titre-lundi", date(2026, 11, 16)),
        ("titre-mardi", TUESDAY),
        ("titre-fin", date(2026, 11, 30)),
        ("titre-grille", date(2026, 12, 6)),
        ("titre-hors", date(2026, 12, 7)),
    ):
        ActivityFactory(centre=centre, type=kind, title=title, day=day)
    see = lambda view: titles(desk.get(f"{address}?vue={view}&jour=2026-11-17"))  # noqa: E731

    assert see("mois") == {"titre-lundi", "titre-mardi", "titre-fin", "titre-grille"}
    assert see("semaine") == {"titre-lundi", "titre-mardi"}
    assert see("jour") == {"titre-mardi"}
    assert see("liste") == {"titre-lundi", "titre-mardi", "titre-fin"}
    year = text_of(desk.get(f"{address}?vue=annee&jour=2026-11-17"))
    assert "Année 2026-2027" in year
    assert '17<span class="visually-hidden"> novembre, 1 activité</span>' in year


def test_the_filters_of_the_address_narrow_every_view(desk, centre, kind, address, adviser):
    other = ActivityTypeFactory(centre=centre, label="Salon")
    room = RoomFactory(centre=centre)
    far = RoomFactory(centre=centre, site=Site.objects.create(centre=centre, name="Antenne"))
    ActivityFactory(centre=centre, type=kind, title="titre-a", room=room, site=room.site, leader_id=adviser.person_id)
    ActivityFactory(centre=centre, type=other, title="titre-b", room=far, site=far.site, published_at=None)
    see = lambda narrowing: titles(desk.get(f"{address}?jour=2026-11-17&{narrowing}"))  # noqa: E731

    assert see("") == {"titre-a", "titre-b"}
    assert see(f"leader={adviser.person_id}") == {"titre-a"}
    assert see(f"type={other.code}") == {"titre-b"}
    assert see(f"room={far.pk}") == {"titre-b"}
    assert see(f"site={room.site_id}") == {"titre-a"}
    assert see("etat=draft") == {"titre-b"}
    assert see(f"etat=draft&room={room.pk}") == set()
    assert see("type=gone&room=x&site=99999999999&etat=zzz&vue=%27&leader=²") == {"titre-a", "titre-b"}


def test_filters_stay_in_every_link_of_the_page(desk, centre, kind, address):
    ActivityFactory(centre=centre, type=kind)
    page = text_of(desk.get(f"{address}?vue=semaine&jour=2026-11-17&type={kind.code}"))
    links = [link for link in re.findall(r'href="(\?vue=[^"]+)"', page) if "type=" not in link]

    assert links == ["?vue=semaine&amp;jour=2026-11-17"]
    assert f"?vue=semaine&amp;jour=2026-11-15&amp;type={kind.code}" in page
    assert f"?vue=semaine&amp;jour=2026-11-23&amp;type={kind.code}" in page


def test_what_people_typed_is_escaped_and_isolated(desk, centre, address):
    kind = ActivityTypeFactory(centre=centre, label='<i>"Atelier"')
    leader = PersonFactory(centre=centre, first_name="<b>", last_name="O'Neil")
    ActivityFactory(centre=centre, type=kind, title="<script>x</script>\u202e", place="<u>", leader=leader)

    for view in View:
        page = text_of(desk.get(f"{address}?vue={view}&jour=2026-11-17"))
        for raw in ("<script>x", "<i>", "<b>O", "<b> O", "<u>", "\u202e"):
            assert raw not in page


def test_only_this_centre_stands_on_its_calendar(desk, centre, kind, address):
    ActivityFactory(centre=centre, type=kind, title="titre-ici")
    ActivityFactory(centre=CentreFactory(), title="titre-ailleurs")

    assert titles(desk.get(f"{address}?jour=2026-11-17")) == {"titre-ici"}


def test_the_calendar_is_the_teams(signed_in, centre, address, client):
    person = PersonFactory(centre=centre)

    assert signed_in(person).get(address).status_code == 403
    assert client.get(address).status_code == 302


def test_the_state_read_by_the_database_is_the_state_of_the_rules(centre, kind, adviser, now):
    for day in (date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 11)):
        for published in (None, now):
            for ended in ({}, {"closed_at": now}, {"cancelled_at": now}):
                clocks = {"starts_clock": time(12), "ends_clock": time(14)}
                ActivityFactory(centre=centre, type=kind, day=day, published_at=published, **clocks, **ended)
    read = {row.pk: row.state for row in reading.events(adviser, date(2026, 11, 9), date(2026, 11, 11), now=now)}

    assert read == {activity.pk: rules.state_of(activity, now) for activity in Activity.objects.all()}
    assert len(set(read.values())) == 6


def test_two_that_want_the_same_room_or_the_same_leader_are_flagged(centre, kind, adviser, now):
    room, leader = RoomFactory(centre=centre), PersonFactory(centre=centre)
    make = lambda start, end, **fields: ActivityFactory(  # noqa: E731
        centre=centre, type=kind, starts_clock=time(start), ends_clock=time(end), **fields
    )
    early = make(9, 12, room=room)
    inside = make(10, 11, room=room, leader=leader)
    after = make(12, 13, room=room)
    led = make(10, 11, leader=leader)
    make(10, 11, room=room, cancelled_at=now)
    make(10, 11, room=room, day=date(2026, 11, 18))

    found = reading.clashes(reading.events(adviser, TUESDAY, date(2026, 11, 18), now=now))

    assert found == {early.pk: {"room"}, inside.pk: {"room", "leader"}, led.pk: {"leader"}}
    assert after.pk not in found


def test_the_address_of_a_conflict_stays_true_when_a_filter_hides_the_other(desk, centre, kind, address):
    room = RoomFactory(centre=centre)
    first = ActivityFactory(centre=centre, type=kind, room=room)
    ActivityFactory(centre=centre, type=kind, room=room)
    page = text_of(desk.get(f"{address}?jour=2026-11-17&leader={first.leader_id}"))

    assert page.count("cal-e ") >= 1
    assert "Conflit : la salle est déjà prise" in page


def test_the_week_grows_for_what_lies_outside_working_hours():
    event = lambda starts, ends: reading.Event(*[""] * 3, starts, ends, *[""] * 10)  # noqa: E731

    assert grids.hours_shown([]) == (8, 18)
    assert grids.hours_shown([event("06:45:00", "07:30:00"), event("20:00:00", "21:10:00")]) == (6, 22)
    assert grids.hours_shown([event("22:00:00", "23:59:00")]) == (8, 24)


def test_a_month_is_read_by_whole_weeks_and_a_year_is_the_academic_one():
    read = lambda text, year=None: asked.read(QueryDict(text), today=TUESDAY, year_of=lambda day: year)  # noqa: E731
    month = read("vue=mois&jour=2026-11-17")
    year = read("vue=annee", Period(date(2026, 9, 1), date(2027, 8, 31), "2026-2027", ""))

    assert (month.first, month.last, month.title) == (date(2026, 10, 26), date(2026, 12, 6), "Novembre 2026")
    assert (month.before, month.after) == (date(2026, 10, 31), date(2026, 12, 1))
    assert (year.first, len(year.months), year.title) == (date(2026, 9, 1), 12, "Année 2026-2027")
    assert read("vue=annee").title == "Année 2026"
    assert read("vue=rien&jour=0001-01-01").day == TUESDAY
    assert read("vue=rien&jour=9999-12-31").view is View.MONTH


def test_every_class_that_is_drawn_is_known_to_a_style_sheet(desk, centre, kind, address):
    for hour in (9, 9, 10):
        ActivityFactory(centre=centre, type=kind, starts_clock=time(hour), ends_clock=time(hour + 2))
    sheets = "".join(path.read_text() for path in STATIC.glob("calendar*.css"))
    known = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", sheets)) | {"visually-hidden", "muted", "filter", "tone-info"}
    named = set()
    for view in View:
        context = desk.get(f"{address}?vue={view}&jour=2026-11-17").context
        drawn = "".join(str(context[part]) for part in ("body", "filters", "legend", "chosen"))
        named |= {name for value in re.findall(r'class="([^"]*)"', drawn) for name in value.split()}

    # States and days that look like any other carry their class for scripts and tests only.
    assert (
        named - known - {"is-open", "is-closed", "is-under_way", "is-mine", "cal-days-7", "is-chosen", "heat-0"}
        == set()
    )


def test_a_new_activity_takes_the_day_the_hour_and_the_room_of_the_place_clicked(desk, centre):
    room = RoomFactory(centre=centre)
    form = desk.get(f"/{centre.code}/activites/nouvelle/?jour=2026-11-18&debut=09:30&salle={room.pk}").context["form"]

    assert [str(form[name].value()) for name in ("day", "starts_clock", "room")] == [
        "2026-11-18",
        "09:30",
        str(room.pk),
    ]
    wrong = desk.get(f"/{centre.code}/activites/nouvelle/?jour=demain&debut=25h&salle=x'")
    assert wrong.status_code == 200
