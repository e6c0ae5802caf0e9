"""Reads about times: what takes a resource, days off, absences, hours. Each in a number of queries that never grows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from jalon.accounts import policies as accounts
from jalon.bookings import policies, rules
from jalon.bookings.models import Busy, Equipment, Holiday, OpeningHours, WorkingTime
from jalon.bookings.values import Away, Conflict, DayOff, Hours, Resource
from jalon.core import acts
from jalon.core.actor import Actor
from jalon.core.moments import local, utc_moment
from jalon.people.models import Absence
from jalon.structures.models import Centre
from jalon.ui.dates import period

Subject = tuple[str, int]
"""Kind and identifier of what takes a resource."""


def conflicts(
    centre: Centre,
    *,
    resources: Iterable[Resource],
    starts_at: datetime,
    ends_at: datetime,
    except_subject: Subject | None = None,
) -> list[Conflict]:
    """What already takes one of these resources at that time, absences included, the earliest first.

    One query for what is booked, one by kind of subject for its name, one for absences.
    """
    wanted = list(resources)
    rows = Busy.objects.live().filter(centre=centre).taking(wanted).between(starts_at, ends_at)
    if except_subject:
        rows = rows.exclude(subject_kind=except_subject[0], subject_id=except_subject[1])
    found = [_conflict(row, names) for row, names in named(rows)]
    people = [resource.id for resource in wanted if resource.kind == "person"]
    if people:
        found += _absences(centre, people, starts_at, ends_at)
    return sorted(found, key=lambda one: (one.starts_at, one.resource))


def named(rows: Iterable[Busy]) -> list[tuple[Busy, tuple[str, str]]]:
    """Each row with the name and the page of its subject, read kind by kind."""
    kept = list(rows)
    ids: dict[str, set[int]] = defaultdict(set)
    for row in kept:
        ids[row.subject_kind].add(row.subject_id)
    words: dict[Subject, tuple[str, str]] = {}
    for code, pks in ids.items():
        kind = acts.kind(code)
        model: type[Model] = apps.get_model(kind.model)
        subjects: QuerySet[Any] = model._default_manager.filter(pk__in=pks)
        if any(field.name == "centre" for field in model._meta.fields):
            subjects = subjects.select_related("centre")
        for subject in subjects:
            words[code, subject.pk] = (kind.name(subject), kind.page(subject) if kind.page else "")
    return [(row, words.get((row.subject_kind, row.subject_id), ("", ""))) for row in kept]


def _conflict(row: Busy, words: tuple[str, str]) -> Conflict:
    label, url = words
    return Conflict(
        row.resource, label, row.starts_at, row.ends_at, row.subject_kind, row.subject_id, url, is_firm=row.is_firm
    )


def _absences(centre: Centre, people: Sequence[int], starts_at: datetime, ends_at: datetime) -> list[Conflict]:
    zone = centre.timezone
    first, last = local(starts_at, zone).date(), local(ends_at - timedelta(microseconds=1), zone).date()
    rows = Absence.objects.filter(
        centre=centre, person__in=people, cancelled_at=None, starts_on__lte=last, ends_on__gte=first
    )
    return [
        Conflict(
            Resource("person", row.person_id),
            _("absence %(days)s") % {"days": period(row.starts_on, row.ends_on)},
            utc_moment(row.starts_on, time.min, zone),
            utc_moment(row.ends_on + timedelta(days=1), time.min, zone),
            "absence",
            row.pk,
            "",
            is_away=True,
        )
        for row in rows
    ]


def days_off(centre: Centre, first: date, last: date) -> list[DayOff]:
    """Public holidays, school holidays and closures of these days, one line a day, in one query."""
    found = []
    for row in Holiday.objects.filter(centre=centre).kept().between(first, last):
        label, day = str(row), max(row.starts_on, first)
        while day <= min(row.ends_on, last):
            found.append(DayOff(day, label, row.kind, row.confirmed_at is None, row.pk))
            day += timedelta(days=1)
    return sorted(found, key=lambda one: (one.day, one.kind, one.pk))


def absences_between(actor: Actor, centre: Centre, first: date, last: date) -> list[Away]:
    """Who is away in these days and who stands in, as far as the actor may see; one query."""
    rows = (
        accounts.absence.visible_to(actor)
        .filter(centre=centre, cancelled_at=None, starts_on__lte=last, ends_on__gte=first)
        .select_related("person", "replacement")
        .order_by("starts_on", "person__name_key", "pk")
    )
    return [
        Away(
            row.person_id,
            row.person.full_name,
            row.starts_on,
            row.ends_on,
            _("Absence"),
            row.replacement.full_name if row.replacement else "",
        )
        for row in rows
    ]


def opening(centre: Centre, day: date) -> Hours | None:
    """The hours of one day: empty when the centre is closed, None when it never said."""
    return openings(centre, day, day)[day]


def openings(centre: Centre, first: date, last: date) -> dict[date, Hours | None]:
    """The hours of each of these days, special timetables included; days off are another matter. One query."""
    rows = list(OpeningHours.objects.filter(centre=centre).between(first, last).order_by("-is_special", "-starts_on"))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {day: _hours(rows, day) for day in days}


def working_hours(person_id: int, day: date) -> Hours | None:
    """When somebody works on this day: empty when not at all, None when nobody said."""
    return _hours(WorkingTime.objects.filter(person_id=person_id).between(day, day).order_by("-starts_on", "-pk"), day)


def _hours(rows: Iterable[OpeningHours | WorkingTime], day: date) -> Hours | None:
    """The first of these weeks that says something of the day."""
    for row in rows:
        if row.starts_on <= day and (row.ends_on is None or day <= row.ends_on):
            hours = rules.hours_of(row.week, day)
            if hours is not None:
                return hours
    return None


def warnings(centre: Centre, *, day: date, starts: time, ends: time, person_id: int | None = None) -> list[str]:
    """What to know before putting something at that time: day off, outside opening hours, outside working time."""
    found: list[str | None] = [
        rules.warn_day_off(off.label, to_confirm=off.to_confirm) for off in days_off(centre, day, day)
    ]
    found.append(rules.warn_outside(opening(centre, day), starts, ends))
    if person_id:
        found.append(rules.warn_not_working(working_hours(person_id, day), starts, ends))
    return [sentence for sentence in found if sentence]


def equipment_in_use(centre: Centre) -> QuerySet[Equipment]:
    """What can be booked, by name."""
    return Equipment.objects.filter(centre=centre).in_use()


def equipment_of(actor: Actor) -> QuerySet[Equipment]:
    """The equipment as its page lists it: archived last."""
    return policies.equipment.visible_to(actor).select_related("site").order_by("archived_at", "name")
