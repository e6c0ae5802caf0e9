"""What this package shows in calendar feeds: days off and absences."""

from collections.abc import Iterable, Iterator
from datetime import time, timedelta

from django.utils.translation import gettext as _

from jalon.bookings.feeds import Event, Wanted
from jalon.bookings.models import Holiday
from jalon.core.moments import utc_moment
from jalon.people.models import Absence


def events(wanted: Wanted) -> Iterable[Event]:
    """Days off for everybody but rooms; absences in the centre's feed, one's own in one's own."""
    resource = wanted.resource
    if resource is not None and resource.kind != "person":
        return
    yield from _days_off(wanted)
    if not wanted.is_public:
        yield from _absences(wanted, resource.id if resource else None)


def _days_off(wanted: Wanted) -> Iterator[Event]:
    zone = wanted.centre.timezone
    for row in Holiday.objects.filter(centre=wanted.centre).kept().between(wanted.first, wanted.last):
        yield Event(
            uid=f"jour-{row.pk}@{wanted.centre.code}.jalon",
            title=str(row) if row.confirmed_at else _("%(label)s (à confirmer)") % {"label": row},
            starts_at=utc_moment(row.starts_on, time.min, zone),
            ends_at=utc_moment(row.ends_on + timedelta(days=1), time.min, zone),
            zone=zone,
            changed_at=row.confirmed_at or wanted.centre.created_at,
            sequence=1 if row.confirmed_at else 0,
            is_firm=row.confirmed_at is not None,
            is_whole_day=True,
        )


def _absences(wanted: Wanted, person_id: int | None) -> Iterator[Event]:
    zone = wanted.centre.timezone
    rows = Absence.objects.filter(
        centre=wanted.centre, starts_on__lte=wanted.last, ends_on__gte=wanted.first, cancelled_at=None
    ).select_related("person", "replacement")
    if person_id is not None:
        rows = rows.filter(person=person_id)
    for row in rows:
        title = _("Absence") if person_id else _("%(name)s : absence") % {"name": row.person.full_name}
        deputy = _("%(name)s remplace") % {"name": row.replacement.full_name} if row.replacement else ""
        yield Event(
            uid=f"absence-{row.pk}@{wanted.centre.code}.jalon",
            title=title,
            starts_at=utc_moment(row.starts_on, time.min, zone),
            ends_at=utc_moment(row.ends_on + timedelta(days=1), time.min, zone),
            zone=zone,
            changed_at=row.declared_at,
            description=deputy,
            is_whole_day=True,
        )
