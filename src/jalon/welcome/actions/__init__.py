"""Every writing of the desk."""

from jalon.welcome.actions.choosing import choose
from jalon.welcome.actions.completing import note_completed
from jalon.welcome.actions.helping import welcome_on_shift
from jalon.welcome.actions.moving import cancel_visit, move_visit, restore_visit
from jalon.welcome.actions.planning import cancel_shift, plan_shift, replace_welcomer, restore_shift
from jalon.welcome.actions.recording import record_visit
from jalon.welcome.actions.visiting import Details, Met, Newcomer, welcome_visitor

__all__ = [
    "Details",
    "Met",
    "Newcomer",
    "cancel_shift",
    "cancel_visit",
    "choose",
    "move_visit",
    "note_completed",
    "plan_shift",
    "record_visit",
    "replace_welcomer",
    "restore_shift",
    "restore_visit",
    "welcome_on_shift",
    "welcome_visitor",
]
