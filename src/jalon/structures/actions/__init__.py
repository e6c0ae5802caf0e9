"""Every change to the organisation, by subject."""

from jalon.structures.actions.calendar import set_weekly_meeting, set_year
from jalon.structures.actions.centre import describe_centre, finish_opening, open_centre
from jalon.structures.actions.establishments import (
    add_establishment,
    archive_establishment,
    describe_establishment,
    establishment_named,
    restore_establishment,
)
from jalon.structures.actions.joining import join_reference
from jalon.structures.actions.lists import (
    add_alias,
    add_reference,
    archive_reference,
    confirm_reference,
    deliver_references,
    reference_named,
    remove_alias,
    rename_reference,
    restore_reference,
)
from jalon.structures.actions.places import (
    add_room,
    add_site,
    archive_room,
    archive_site,
    describe_room,
    describe_site,
    restore_room,
    restore_site,
)
from jalon.structures.actions.roles import deliver_roles, set_substitute

__all__ = [
    "add_alias",
    "add_establishment",
    "add_reference",
    "add_room",
    "add_site",
    "archive_establishment",
    "archive_reference",
    "archive_room",
    "archive_site",
    "confirm_reference",
    "deliver_references",
    "deliver_roles",
    "describe_centre",
    "describe_establishment",
    "describe_room",
    "describe_site",
    "establishment_named",
    "finish_opening",
    "join_reference",
    "open_centre",
    "reference_named",
    "remove_alias",
    "rename_reference",
    "restore_establishment",
    "restore_reference",
    "restore_room",
    "restore_site",
    "set_substitute",
    "set_weekly_meeting",
    "set_year",
]
