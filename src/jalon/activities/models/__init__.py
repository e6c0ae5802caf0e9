"""Everything put on a date: kinds, activities, registrations, presences and certificates."""

from jalon.activities.models.activity import Activity, place_words
from jalon.activities.models.attendance import Attendance, Presence
from jalon.activities.models.certificate import Certificate
from jalon.activities.models.event_sheet import BudgetLine, Decision, EventSheet, Visa, VisaStep
from jalon.activities.models.kind import ActivityType, Confirmation
from jalon.activities.models.registration import Channel, Ending, Registration, Status
from jalon.activities.models.review import Review

__all__ = [
    "Activity",
    "ActivityType",
    "Attendance",
    "BudgetLine",
    "Certificate",
    "Channel",
    "Confirmation",
    "Decision",
    "Ending",
    "EventSheet",
    "Presence",
    "Registration",
    "Review",
    "Status",
    "Visa",
    "VisaStep",
    "place_words",
]
