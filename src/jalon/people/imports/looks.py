"""How imports look on screen: the badges of their states and verdicts, the drawings of their acts."""

from jalon.people import acts
from jalon.people.models import ImportState, Verdict
from jalon.ui.registries.timeline import Look
from jalon.ui.statuses import Status

_IMPORT_TONES = {
    ImportState.READING: "progress",
    ImportState.MAPPING: "warning",
    ImportState.CHECKING: "progress",
    ImportState.READY: "warning",
    ImportState.APPLYING: "progress",
    ImportState.DONE: "success",
    ImportState.UNDOING: "progress",
    ImportState.UNDONE: "muted",
    ImportState.FAILED: "danger",
    ImportState.ABANDONED: "muted",
}
IMPORT_STATES = {state.value: Status(tone, state.label) for state, tone in _IMPORT_TONES.items()}

VERDICTS = {
    Verdict.CREATE.value: Status("info", Verdict.CREATE.label, "user-plus"),
    Verdict.UPDATE.value: Status("progress", Verdict.UPDATE.label, "user-edit"),
    Verdict.UNCHANGED.value: Status("success", Verdict.UNCHANGED.label, "user-check"),
    Verdict.MERGED.value: Status("neutral", Verdict.MERGED.label, "users"),
    Verdict.DOUBTFUL.value: Status("warning", Verdict.DOUBTFUL.label, "user-question"),
    Verdict.REFUSED.value: Status("danger", Verdict.REFUSED.label, "user-x"),
}

LOOKS = {
    acts.IMPORT_STARTED: Look("file-import"),
    acts.IMPORT_MAPPED: Look("columns"),
    acts.IMPORT_CONFIRMED: Look("player-play", "progress"),
    acts.IMPORTED: Look("check", "success"),
    acts.IMPORT_RESUMED: Look("player-play", "progress"),
    acts.IMPORT_UNDO_ASKED: Look("arrow-back-up", "warning"),
    acts.IMPORT_UNDONE: Look("arrow-back-up", "muted"),
    acts.IMPORT_ABANDONED: Look("x", "muted"),
    acts.IMPORT_ROW_DECIDED: Look("user-question"),
    acts.MERGED: Look("git-merge"),
    acts.UNMERGED: Look("arrow-back-up"),
    acts.KEPT_APART: Look("users"),
}
