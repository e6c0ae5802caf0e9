"""Every act about an import, one subject per file."""

from jalon.people.imports.actions.deciding import decide_row
from jalon.people.imports.actions.going_on import (
    abandon_import,
    confirm_import,
    map_columns,
    resume_import,
    undo_import,
)
from jalon.people.imports.actions.starting import limits, rehearsal, start_import

__all__ = [
    "abandon_import",
    "confirm_import",
    "decide_row",
    "limits",
    "map_columns",
    "rehearsal",
    "resume_import",
    "start_import",
    "undo_import",
]
