"""Days off and hours: what the kit brings, what the centre decides, whom it tells."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from jalon.bookings import actions, overviews, queries, rules
from jalon.bookings.models import Holiday, HolidayKind, OpeningHours, WorkingTime
from jalon.bookings.standing import standing_on
from jalon.bookings.values import DayOff
from jalon.core.actor import system
from jalon.core.refusals import Forbidden, Refused
from jalon.journal.models import Entry
from jalon.kits.actions import install_kit
from jalon.messaging.models import Message, State
from jalon.people.actions import declare_absence
from tests import factories
from tests.factories import ActivityFactory, CentreFactory, PersonFactory

NINE_TO_FIVE = [[["09:00", "12:00"], ["14:00", "17:00"]]] * 5 + [[], []]
SHORT_FRIDAYS = [None, None, None, None, [["09:00", "12:00"]], None, None]


@pytest.fixture
def feast(centre):
    return Holiday.objects.create(
        centre=centre, kind="holiday", label="Aïd al-Fitr", starts_on=date(2026, 11, 16), ends_on=date(2026, 11, 16)
    )


def test_the_kit_brings_fixed_days_confirmed_and_moon_days_to_confirm(centre, now):
    install_kit(centre, "centre-de-carriere", by=system(centre.pk), now=now)

    assert queries.days_off(centre, date(2026, 11, 1), date(2026, 11, 30)) == [
        DayOff(date(2026, 11, day), label, "holiday", False, Holiday.objects.get(code=code).pk)
        for day, label, code in (
            (6, "Marche verte", "marche-verte-2026"),
            (18, "Fête de l’indépendance", "independance-2026"),
        )
    ]
    feast = queries.days_off(centre, date(2027, 3, 1), date(2027, 3, 31))
    assert [(one.day.day, one.label, one.to_confirm) for one in feast] == [
        (10, "Aïd al-Fitr", True),
        (11, "Aïd al-Fitr", True),
    ]


def test_the_moon_days_of_the_kit_agree_with_the_clock_that_morocco_changes_for_ramadan(centre, now):
    """The clock goes back some days before Ramadan and forward within ten days after it: tz data foresees both."""
    install_kit(centre, "centre-de-carriere", by=system(centre.pk), now=now)
    zone = ZoneInfo("Africa/Casablanca")

    for year in (2025, 2026, 2027, 2028):
        feast = Holiday.objects.get(centre=centre, code=f"aid-al-fitr-{year}").starts_on
        noons = [(feast + timedelta(days=n), feast + timedelta(days=n + 1)) for n in range(-1, 12)]
        offsets = {day: zone.utcoffset(_noon(day)) for pair in noons for day in pair}
        assert offsets[feast] == timedelta(0)
        assert timedelta(hours=1) in offsets.values(), year


def _noon(day):
    return datetime.combine(day, time(12))


def test_installing_the_kit_again_keeps_what_the_centre_decided(centre, keeper, now):
    install_kit(centre, "centre-de-carriere", by=system(centre.pk), now=now)
    feast = Holiday.objects.get(centre=centre, code="aid-al-fitr-2027")
    actions.move_holiday(feast, starts_on=date(2027, 3, 9), ends_on=date(2027, 3, 10), by=keeper, now=now)

    install_kit(centre, "centre-de-carriere", by=system(centre.pk), now=now)

    feast.refresh_from_db()
    assert (feast.starts_on, feast.confirmed_by_id) == (date(2027, 3, 9), keeper.person_id)


def test_moving_a_day_confirms_it_and_tells_those_who_had_something_there(centre, keeper, feast, now):
    leader = PersonFactory(centre=centre)
    workshop = ActivityFactory(centre=centre, leader=leader)

    foreseen = actions.foresee_move(feast, starts_on=workshop.day, ends_on=None, by=keeper, now=now)
    moved = actions.move_holiday(feast, starts_on=workshop.day, ends_on=None, by=keeper, now=now)

    assert [one.person for one in foreseen.told] == [leader]
    message = Message.objects.get(kind="bookings.day_moved")
    assert message.person == leader
    assert message.subject == "Aïd al-Fitr : mardi 17 novembre 2026"
    assert "Un CV qui donne envie, mardi 17 novembre 2026 à 14\N{NO-BREAK SPACE}h" in message.text
    assert (moved.starts_on, moved.ends_on, moved.confirmed_at) == (workshop.day, workshop.day, now)


def test_undoing_a_move_puts_days_and_doubt_back_and_recalls_the_message(centre, keeper, feast, now):
    ActivityFactory(centre=centre)
    actions.move_holiday(feast, starts_on=date(2026, 11, 17), ends_on=None, by=keeper, now=now)

    back = actions.unmove_holiday(feast, by=keeper, now=now + timedelta(seconds=5))

    assert (back.starts_on, back.ends_on, back.confirmed_at) == (date(2026, 11, 16), date(2026, 11, 16), None)
    assert Message.objects.get().state == State.RECALLED


def test_moving_where_nothing_stands_tells_nobody(keeper, feast, now):
    assert actions.foresee_move(feast, starts_on=date(2026, 11, 20), ends_on=None, by=keeper, now=now) is None
    actions.move_holiday(feast, starts_on=date(2026, 11, 20), ends_on=None, by=keeper, now=now)

    assert Message.objects.count() == 0
    assert Entry.objects.filter(act="bookings.holiday_moved").count() == 1


def test_what_stands_on_a_day_is_named_once_whatever_it_takes(centre, now):
    workshop = ActivityFactory(centre=centre, room=factories.RoomFactory(centre=centre))

    (one,) = standing_on(centre, workshop.day, workshop.day)

    assert (one.label, one.subject_id) == ("Un CV qui donne envie", workshop.pk)
    assert standing_on(centre, date(2026, 11, 18), date(2026, 11, 30)) == []


def test_the_page_of_days_costs_the_same_for_five_as_for_one(centre, keeper, django_assert_num_queries):
    year = date(2026, 1, 1), date(2026, 12, 31)
    for count in (1, 5):
        while Holiday.objects.count() < count:
            day = date(2026, 11, 10 + Holiday.objects.count())
            Holiday.objects.create(centre=centre, kind=HolidayKind.CLOSURE, label="Fermé", starts_on=day, ends_on=day)
            ActivityFactory(centre=centre, day=day)
        with django_assert_num_queries(2):
            assert [row.standing for row in overviews.holidays_of(keeper, centre, *year)] == [1] * count


def test_a_special_timetable_goes_before_the_usual_week_on_the_days_that_it_names(centre, now):
    assert queries.opening(centre, date(2026, 11, 17)) is None
    OpeningHours.objects.create(centre=centre, label="Habituel", starts_on=date(2026, 1, 1), week=NINE_TO_FIVE)
    OpeningHours.objects.create(
        centre=centre,
        label="Vendredis",
        is_special=True,
        starts_on=date(2026, 11, 1),
        ends_on=date(2026, 11, 30),
        week=SHORT_FRIDAYS,
    )
    usual = [(time(9), time(12)), (time(14), time(17))]

    assert queries.openings(centre, date(2026, 11, 19), date(2026, 11, 21)) == {
        date(2026, 11, 19): usual,
        date(2026, 11, 20): [(time(9), time(12))],
        date(2026, 11, 21): [],
    }
    assert queries.opening(centre, date(2026, 12, 4)) == usual


def test_what_is_put_outside_hours_or_on_a_day_off_is_warned_of_not_refused(centre, keeper, feast, now):
    person = PersonFactory(centre=centre)
    OpeningHours.objects.create(centre=centre, label="Habituel", starts_on=date(2026, 1, 1), week=NINE_TO_FIVE)
    plan = factories.actor(person)
    actions.set_working_time(person, starts_on=date(2026, 9, 1), week=[[]] * 7, by=plan, now=now)

    usual = [(time(9), time(12)), (time(14), time(17))]
    monday = {"day": date(2026, 11, 16), "person_id": person.pk}

    assert queries.warnings(centre, **monday, starts=time(11), ends=time(13)) == [
        "Ce jour pourrait être férié : Aïd al-Fitr (date à confirmer).",
        f"C’est en dehors des heures d’ouverture de ce jour : {rules.said(usual)}.",
        "La personne qui anime ne travaille pas ce jour-là.",
    ]
    assert queries.warnings(centre, day=date(2026, 11, 17), starts=time(9), ends=time(12)) == []
    assert queries.warnings(centre, day=date(2026, 11, 21), starts=time(9), ends=time(12)) == [
        "Le centre est fermé ce jour-là."
    ]


def test_a_new_working_week_ends_the_former_the_day_before(centre, now):
    person = PersonFactory(centre=centre)
    by = factories.actor(person)
    actions.set_working_time(person, starts_on=date(2026, 9, 1), week=NINE_TO_FIVE, by=by, now=now)
    actions.set_working_time(person, starts_on=date(2026, 11, 1), week=[[]] * 7, by=by, now=now)

    assert queries.working_hours(person.pk, date(2026, 10, 30)) == [(time(9), time(12)), (time(14), time(17))]
    assert queries.working_hours(person.pk, date(2026, 11, 2)) == []
    assert queries.working_hours(person.pk, date(2026, 8, 31)) is None
    assert list(WorkingTime.objects.values_list("ends_on", flat=True)) == [date(2026, 10, 31), None]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("8h30-12h, 14h-17h", [["08:30", "12:00"], ["14:00", "17:00"]]),
        ("08:30 – 12:00 et 14 h à 17 h 30", [["08:30", "12:00"], ["14:00", "17:30"]]),
        ("9-12", [["09:00", "12:00"]]),
        ("fermé", []),
        ("", []),
        ("le matin", None),
        ("25h-26h", None),
        ("8h", None),
    ],
)
def test_hours_are_read_as_people_write_them(text, parts):
    assert rules.read_hours(text) == parts


def test_hours_that_end_before_they_begin_or_overlap_are_refused(centre, keeper, now):
    days = {"label": "Été", "starts_on": date(2027, 7, 1), "is_special": True, "by": keeper, "now": now}

    with pytest.raises(Refused, match="après l’heure de début"):
        actions.set_opening(centre, **days, ends_on=date(2027, 8, 31), week=[[["12:00", "09:00"]]] + [None] * 6)
    with pytest.raises(Refused, match="se chevauchent"):
        actions.set_opening(
            centre, **days, ends_on=date(2027, 8, 31), week=[[["09:00", "12:00"], ["11:00", "13:00"]]] + [None] * 6
        )
    with pytest.raises(Refused, match="Donnez le dernier jour"):
        actions.set_opening(centre, **days, ends_on=None, week=[None] * 7)


def test_absences_are_given_with_who_stands_in_as_far_as_the_actor_may_see(centre, keeper, now):
    absent, deputy = PersonFactory.create_batch(2, centre=centre)
    days = {"starts_on": date(2026, 11, 16), "ends_on": date(2026, 11, 18)}
    declare_absence(absent, by=factories.actor(absent), now=now, replacement=deputy, **days)
    week = date(2026, 11, 16), date(2026, 11, 22)

    (away,) = queries.absences_between(keeper, centre, *week)

    assert (away.person_id, away.first_day, away.last_day) == (absent.pk, days["starts_on"], days["ends_on"])
    assert (away.name, away.substitute_name) == (absent.full_name, deputy.full_name)
    stranger = factories.actor(PersonFactory(centre=centre))
    assert queries.absences_between(stranger, centre, *week) == []


@pytest.mark.parametrize("act", ["confirm_holiday", "unconfirm_holiday", "remove_holiday", "restore_holiday"])
def test_only_whoever_keeps_the_calendar_of_this_centre_changes_it(feast, adviser, now, act):
    other = factories.actor(PersonFactory(centre=CentreFactory()), "bookings.configure")

    for by in (adviser, other):
        with pytest.raises(Forbidden):
            getattr(actions, act)(feast, by=by, now=now)


def test_everybody_sets_their_own_hours_and_whoever_plans_sets_those_of_all(centre, keeper, adviser, now):
    person = PersonFactory(centre=centre)

    actions.set_working_time(person, starts_on=date(2026, 9, 1), week=[[]] * 7, by=keeper, now=now)
    with pytest.raises(Forbidden):
        actions.set_working_time(person, starts_on=date(2026, 9, 1), week=[[]] * 7, by=adviser, now=now)
