"""Every write of the package."""

from jalon.bookings.actions.daying import (
    add_holiday,
    confirm_holiday,
    foresee_move,
    move_holiday,
    remove_holiday,
    restore_holiday,
    unconfirm_holiday,
    unmove_holiday,
)
from jalon.bookings.actions.delivering import deliver_days, deliver_hours
from jalon.bookings.actions.equipping import add_equipment, archive_equipment, describe_equipment, restore_equipment
from jalon.bookings.actions.feeding import note_reading, open_feed, revoke_feed
from jalon.bookings.actions.holding import lock, release, settle, take
from jalon.bookings.actions.importing import (
    change_occupation,
    create_occupations,
    import_calendar,
    remove_occupation,
    restore_occupation,
)
from jalon.bookings.actions.timetabling import (
    end_working_time,
    remove_opening,
    restore_opening,
    set_opening,
    set_working_time,
)

__all__ = [
    "add_equipment",
    "add_holiday",
    "archive_equipment",
    "change_occupation",
    "confirm_holiday",
    "create_occupations",
    "deliver_days",
    "deliver_hours",
    "describe_equipment",
    "end_working_time",
    "foresee_move",
    "import_calendar",
    "lock",
    "move_holiday",
    "note_reading",
    "open_feed",
    "release",
    "remove_holiday",
    "remove_occupation",
    "remove_opening",
    "restore_equipment",
    "restore_holiday",
    "restore_occupation",
    "restore_opening",
    "revoke_feed",
    "set_opening",
    "set_working_time",
    "settle",
    "take",
    "unconfirm_holiday",
    "unmove_holiday",
]
