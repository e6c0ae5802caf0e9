"""Every change to activities, one subject per file."""

from jalon.activities.actions.arriving import mark_newcomer
from jalon.activities.actions.attending import mark, mark_rest_absent, mark_walk_in, unmark
from jalon.activities.actions.certifying import issue_certificate, issue_due_certificates, withdraw_certificate
from jalon.activities.actions.closing import close_activity, reopen_activity
from jalon.activities.actions.configuring import add_type, archive_type, configure_type, move_type, restore_type
from jalon.activities.actions.event_sheets import (
    add_budget_line,
    remove_budget_line,
    restore_budget_line,
    start_event_sheet,
    write_section,
)
from jalon.activities.actions.foreseeing import foresee_cancel, foresee_edit
from jalon.activities.actions.moving import fields_moved, last_move, move_activity, move_back
from jalon.activities.actions.printing import number_sheet
from jalon.activities.actions.queueing import accept_offer, lapse_offers, offer_free_places, say_coming
from jalon.activities.actions.registering import (
    add_registration,
    cancel_registration,
    confirm_due,
    confirm_registrations,
    register,
    send_reminders,
)
from jalon.activities.actions.reviewing import write_review
from jalon.activities.actions.scheduling import (
    cancel_activity,
    create_activity,
    duplicate_activity,
    edit_activity,
    publish_activity,
)
from jalon.activities.actions.settling import mark_numbers, settle_and_close
from jalon.activities.actions.sheets import Decided, apply_sheet
from jalon.activities.actions.undoing import restore_activity, restore_registration, undo_marking, unpublish_activity
from jalon.activities.actions.visas import Paper, give_visa, return_event_sheet, submit_event_sheet, withdraw_visa

__all__ = [
    "Decided",
    "Paper",
    "accept_offer",
    "add_budget_line",
    "add_registration",
    "add_type",
    "apply_sheet",
    "archive_type",
    "cancel_activity",
    "cancel_registration",
    "close_activity",
    "configure_type",
    "confirm_due",
    "confirm_registrations",
    "create_activity",
    "duplicate_activity",
    "edit_activity",
    "fields_moved",
    "foresee_cancel",
    "foresee_edit",
    "give_visa",
    "issue_certificate",
    "issue_due_certificates",
    "lapse_offers",
    "last_move",
    "mark",
    "mark_newcomer",
    "mark_numbers",
    "mark_rest_absent",
    "mark_walk_in",
    "move_activity",
    "move_back",
    "move_type",
    "number_sheet",
    "offer_free_places",
    "publish_activity",
    "register",
    "remove_budget_line",
    "reopen_activity",
    "restore_activity",
    "restore_budget_line",
    "restore_registration",
    "restore_type",
    "return_event_sheet",
    "say_coming",
    "send_reminders",
    "settle_and_close",
    "start_event_sheet",
    "submit_event_sheet",
    "undo_marking",
    "unmark",
    "unpublish_activity",
    "withdraw_certificate",
    "withdraw_visa",
    "write_review",
    "write_section",
]
