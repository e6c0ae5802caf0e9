"""Actors, arrivals, periods, moments and texts: what every package stands on."""

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from jalon.core.actor import EVERYWHERE, NOWHERE, Scope, system, visitor
from jalon.core.arrivals import once
from jalon.core.identifiers import ALPHABET, new_public_id
from jalon.core.models import Arrival
from jalon.core.moments import day_bounds, utc_moment
from jalon.core.periods import YearSpan, months_between, week_of
from jalon.core.refusals import Refused
from jalon.core.texts import localized
from tests.factories import NOON, PersonFactory, actor

YEAR = YearSpan(date(2026, 9, 1), date(2027, 2, 1), date(2027, 8, 31))


def test_scopes_add_up():
    assert Scope(units=frozenset({1})) | Scope(units=frozenset({2})) == Scope(units=frozenset({1, 2}))
    assert (NOWHERE | EVERYWHERE).everywhere
    assert not NOWHERE


def test_jalon_may_everything_and_a_visitor_nothing():
    assert system(1).can("people.edit")
    assert not visitor(1).can("people.edit")


@pytest.mark.django_db
def test_a_second_arrival_gets_the_first_answer():
    by, calls = actor(PersonFactory()), []

    def do():
        calls.append(1)
        return len(calls)

    assert [once("k", act="a.b", of="x", by=by, now=NOON, do=do) for _ in range(3)] == [1, 1, 1]
    assert calls == [1]


@pytest.mark.django_db
def test_the_same_key_from_somebody_else_is_another_arrival():
    first, second = actor(PersonFactory()), actor(PersonFactory())

    assert once("k", act="a.b", of="x", by=first, now=NOON, do=lambda: "one") == "one"
    assert once("k", act="a.b", of="x", by=second, now=NOON, do=lambda: "two") == "two"


@pytest.mark.django_db
def test_the_same_key_for_another_object_or_another_act_is_another_arrival():
    by, first, second = actor(PersonFactory()), PersonFactory(), PersonFactory()
    send = lambda act, of, answer: once("k", act=act, of=of, by=by, now=NOON, do=lambda: answer)  # noqa: E731

    assert [send("a.b", first, 1), send("a.b", second, 2), send("a.c", first, 3), send("a.b", first, 4)] == [1, 2, 3, 1]


@pytest.mark.django_db
def test_two_long_keys_that_begin_alike_are_two_arrivals():
    by = actor(PersonFactory())
    send = lambda key: once(key, act="a.b", of="x", by=by, now=NOON, do=lambda: key[-1])  # noqa: E731

    assert [send("k" * 200 + "1"), send("k" * 200 + "2")] == ["1", "2"]


@pytest.mark.django_db
def test_a_refused_action_may_be_sent_again_with_its_key():
    by = actor(PersonFactory())

    def refuse():
        raise Refused("non")

    with pytest.raises(Refused):
        once("k", act="a.b", of="x", by=by, now=NOON, do=refuse)

    assert Arrival.objects.count() == 0
    assert once("k", act="a.b", of="x", by=by, now=NOON, do=lambda: "oui") == "oui"


def test_an_academic_year_and_its_semesters():
    first, second = YEAR.semesters()

    assert (YEAR.code, first.code, second.code) == ("2026-2027", "2026-2027-S1", "2026-2027-S2")
    assert (first.last, second.first) == (date(2027, 1, 31), date(2027, 2, 1))


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 900))
def test_months_cover_a_span_without_gap_or_overlap(first, days):
    last = first + timedelta(days=days)
    months = months_between(first, last)

    assert first in months[0]
    assert last in months[-1]
    assert all(one.last + timedelta(days=1) == two.first for one, two in pairwise(months))


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_week_runs_from_monday_to_sunday_around_its_day(day):
    week = week_of(day)

    assert day in week
    assert (week.first.weekday(), (week.last - week.first).days) == (0, 6)


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (date(2026, 11, 17), "2026-11-17T13:00:00+00:00"),
        (date(2027, 2, 16), "2027-02-16T14:00:00+00:00"),
        (date(2027, 3, 16), "2027-03-16T13:00:00+00:00"),
    ],
)
def test_two_o_clock_in_casablanca_is_another_moment_during_ramadan(day, utc):
    assert utc_moment(day, time(14), "Africa/Casablanca").isoformat() == utc


def test_the_bounds_of_a_day_are_those_of_its_place():
    first, after = day_bounds(date(2026, 11, 17), date(2026, 11, 17), "Africa/Casablanca")

    assert (first.isoformat(), after.isoformat()) == ("2026-11-16T23:00:00+00:00", "2026-11-17T23:00:00+00:00")


def test_public_identifiers_hold_eighty_five_random_bits():
    made = {new_public_id() for _ in range(1000)}

    assert len(made) == 1000
    assert {len(code) for code in made} == {17}
    assert set("".join(made)) <= set(ALPHABET)


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        ("Atelier", "ar", "Atelier"),
        ({"fr": "Atelier", "ar": "ورشة"}, "ar", "ورشة"),
        ({"fr": "Atelier", "ar": "ورشة"}, "en", "Atelier"),
        ({"ar": "ورشة"}, "fr", "ورشة"),
        (None, "fr", ""),
    ],
)
def test_a_text_reads_in_the_wanted_language_else_in_french(text, language, read):
    with translation.override(language):
        assert localized(text) == read
