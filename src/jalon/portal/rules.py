"""Decisions of the portal, without database or clock."""

from datetime import datetime
from enum import StrEnum

from jalon.activities.models import Activity, Presence, Registration, Status
from jalon.activities.models.registration import EXPECTED


class Place(StrEnum):
    """What one person's page of one activity says first."""

    CERTIFIED = "certified"
    """The certificate is there."""
    WITHDRAWN = "withdrawn"
    """It was, and the centre took it back."""
    ON_THE_WAY = "on_the_way"
    """Present: this is what the certificate still lacks."""
    NOTED = "noted"
    """The roll says whether they were there, and nothing more follows."""
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    REQUESTED = "requested"
    WAITING = "waiting"
    NONE = "none"


def place_of(
    registration: Registration | None, *, presence: str, certified: bool, withdrawn: bool, gives_certificate: bool
) -> Place:
    """Where somebody stands: what came last of certificate, roll and registration."""
    if certified:
        return Place.CERTIFIED
    if withdrawn:
        return Place.WITHDRAWN
    if presence:
        return Place.ON_THE_WAY if presence == Presence.PRESENT and gives_certificate else Place.NOTED
    return Place(registration.status) if registration else Place.NONE


def may_leave(registration: Registration | None, activity: Activity, now: datetime) -> bool:
    """Whether the place, or the rank in the queue, can still be given back: until the start."""
    return registration is not None and now < activity.starts_at and activity.cancelled_at is None


def sees_link(registration: Registration | None) -> bool:
    """Whether the address of an online activity is shown: to those who hold a place, not to the queue."""
    return registration is not None and registration.status in EXPECTED


def came_to_nothing(registration: Registration) -> bool:
    """Whether a registration ended otherwise than by the cancellation of its activity, and so is no longer listed."""
    return registration.status == Status.ENDED and registration.activity.cancelled_at is None
