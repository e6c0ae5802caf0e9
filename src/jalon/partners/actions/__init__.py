"""Every write about partners: organisations, contacts, exchanges, call-backs, joins."""

from jalon.partners.actions.contacts import (
    add_contact,
    allow_contact,
    archive_contact,
    edit_contact,
    erase_contact,
    inform_contact,
    refuse_contact,
    restore_contact,
)
from jalon.partners.actions.exchanges import (
    cancel_exchange,
    do_call_back,
    note_exchange,
    put_off,
    reopen_call_back,
    restore_exchange,
)
from jalon.partners.actions.merging import keep_apart, merge_organisations, separate_organisations
from jalon.partners.actions.organisations import (
    add_organisation,
    archive_organisation,
    edit_organisation,
    restore_organisation,
)

__all__ = [
    "add_contact",
    "add_organisation",
    "allow_contact",
    "archive_contact",
    "archive_organisation",
    "cancel_exchange",
    "do_call_back",
    "edit_contact",
    "edit_organisation",
    "erase_contact",
    "inform_contact",
    "keep_apart",
    "merge_organisations",
    "note_exchange",
    "put_off",
    "refuse_contact",
    "reopen_call_back",
    "restore_contact",
    "restore_exchange",
    "restore_organisation",
    "separate_organisations",
]
