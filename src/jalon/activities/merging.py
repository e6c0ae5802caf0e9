"""What becomes of two registrations or presences at one activity when their people turn out to be one."""

from datetime import datetime

from jalon.activities.models import Attendance, Registration
from jalon.activities.models.attendance import Presence
from jalon.activities.models.registration import Ending, Status
from jalon.people.duplicates import resolvers
from jalon.people.duplicates.resolvers import Resolution

_FIRMNESS = (Status.WAITING, Status.OFFERED, Status.REQUESTED, Status.CONFIRMED)
_SEAT = ("status", "confirmed_at", "offered_at", "offer_ends_at", "coming_at", "reminded_at")
_STRENGTH = ("", Presence.CANCELLED, Presence.ABSENT, Presence.EXCUSED, Presence.PRESENT)


def one_registration(kept: Registration, merged: Registration, now: datetime) -> Resolution:
    """The firmer of the two stays, with the earlier place in the queue; the other ends."""
    changes = {"requested_at": min(kept.requested_at, merged.requested_at)}
    if _FIRMNESS.index(Status(merged.status)) > _FIRMNESS.index(Status(kept.status)):
        changes |= {name: getattr(merged, name) for name in _SEAT}
    return Resolution(changes, {"status": Status.ENDED, "ended_at": now, "ending": Ending.BY_STAFF})


def one_attendance(kept: Attendance, merged: Attendance, now: datetime) -> Resolution:
    """Who was there under either record was there, once."""
    if _STRENGTH.index(merged.status) <= _STRENGTH.index(kept.status):
        return Resolution({}, {"status": ""})
    taken = {name: getattr(merged, name) for name in ("status", "is_walk_in", "marked_at", "marked_by_id")}
    return Resolution(taken, {"status": ""})


def register() -> None:
    """Make the resolvers of this package known."""
    resolvers.register("activities_registration_live_once", one_registration)
    resolvers.register("activities_attendance_once", one_attendance)
    resolvers.register("activities_certificate_once", resolvers.keep_own)
