"""Every change to activities, one subject per file."""

from jalon.activities.actions.attending import mark, mark_rest_absent, mark_walk_in, unmark
from jalon.activities.actions.certifying import issue_certificate, issue_due_certificates, withdraw_certificate
from jalon.activities.actions.closing import close_activity, reopen_activity
from jalon.activities.actions.queueing import accept_offer, lapse_offers, offer_free_places, say_coming
from jalon.activities.actions.registering import (
    add_registration,
    cancel_registration,
    confirm_due,
    confirm_registrations,
    register,
    send_reminders,
)
from jalon.activities.actions.scheduling import (
    cancel_activity,
    create_activity,
    duplicate_activity,
    edit_activity,
    publish_activity,
)

__all__ = [
    "accept_offer",
    "add_registration",
    "cancel_activity",
    "cancel_registration",
    "close_activity",
    "confirm_due",
    "confirm_registrations",
    "create_activity",
    "duplicate_activity",
    "edit_activity",
    "issue_certificate",
    "issue_due_certificates",
    "lapse_offers",
    "mark",
    "mark_rest_absent",
    "mark_walk_in",
    "offer_free_places",
    "publish_activity",
    "register",
    "reopen_activity",
    "say_coming",
    "send_reminders",
    "unmark",
    "withdraw_certificate",
]
