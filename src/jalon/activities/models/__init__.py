"""Everything put on a date: kinds, activities, registrations, presences and certificates."""

from jalon.activities.models.activity import Activity, place_words
from jalon.activities.models.attendance import Attendance, Presence
from jalon.activities.models.certificate import Certificate
from jalon.activities.models.kind import ActivityType, Confirmation
from jalon.activities.models.registration import Channel, Ending, Registration, Status

__all__ = [
    "Activity",
    "ActivityType",
    "Attendance",
    "Certificate",
    "Channel",
    "Confirmation",
    "Ending",
    "Presence",
    "Registration",
    "Status",
    "place_words",
]
