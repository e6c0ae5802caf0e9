"""Every action asks its policy before it writes, and leaves an entry in the journal."""

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.architecture.layers import SOURCE

SYSTEM = "work of the background, which acts as Jalon itself; nobody reaches it from a page"
CALLER = "part of another package's act, whose own action has asked its policy"

ASK_NOBODY = {
    "accounts.issue_link": CALLER,
    "activities.fill_free_places": CALLER,
    "activities.lapse_offers": SYSTEM,
    "activities.send_reminders": SYSTEM,
    "documents.keep_document": CALLER,
    "messaging.send": CALLER,
    "messaging.send_all": CALLER,
    "structures.open_centre": "founds a centre: nobody has any right there yet; it refuses all but the first by itself",
    "surveys.deliver_questionnaire": "part of the installation of a kit, which Jalon itself carries out",
    "surveys.open_survey": CALLER,
}
"""Actions that ask no policy, each with the reason."""

LEAVE_NOTHING = {
    "surveys.complete": "a moment and an author beside an answer would undo its anonymity",
    "surveys.complete_publicly": "a moment and an author beside an answer would undo its anonymity",
    "messaging.send": "the message is about an act that has its own entry; the outbox keeps it",
    "messaging.send_all": "the message is about an act that has its own entry; the outbox keeps it",
}
"""Actions without an entry of their own, each with the reason."""

READ_ONLY = {"activities.foresee_edit", "activities.foresee_cancel", "bookings.foresee_move", "people.possibly_same"}
"""They only show what an act would do."""

SHARED = {"saving.py", "rolls.py", "running.py"}
"""What the actions of one package are made of; not called from elsewhere."""

WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "update",
    "delete",
    "get_or_create",
    "update_or_create",
    "set",
}


@dataclass
class Function:
    """What the source of one function says."""

    name: str
    package: str
    is_action: bool
    calls: set[str] = field(default_factory=set)
    asked_at: int = 0
    wrote_at: int = 0
    records: bool = False


def sources() -> Iterable[tuple[str, Path]]:
    """The files that hold actions, or what actions of one package share."""
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).parts
        if "actions" in parts[1:-1] or path.name in {"actions.py", "cards.py", "erasing.py"}:
            yield parts[0], path


def read(package: str, code: str, *, are_actions: bool = True) -> list[Function]:
    """The functions of a module."""
    found = []
    for node in ast.parse(code).body:
        if not isinstance(node, ast.FunctionDef):
            continue
        takes_actor = any(argument.arg == "by" for argument in [*node.args.args, *node.args.kwonlyargs])
        is_public = not node.name.startswith("_") and takes_actor
        function = Function(node.name, package, are_actions and is_public)
        for call in ast.walk(node):
            if not isinstance(call, ast.Call):
                continue
            called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if not isinstance(call.func, ast.Attribute) or isinstance(call.func.value, ast.Name):
                function.calls.add(called)
            if called == "require":
                function.asked_at = min(function.asked_at or call.lineno, call.lineno)
            elif called in WRITES and isinstance(call.func, ast.Attribute):
                function.wrote_at = min(function.wrote_at or call.lineno, call.lineno)
            elif called == "record":
                function.records = True
        found.append(function)
    return found


@cache
def functions() -> tuple[Function, ...]:
    """Every function of the packages that write."""
    return tuple(
        function
        for package, path in sources()
        for function in read(package, path.read_text(encoding="utf-8"), are_actions=path.name not in SHARED)
    )


def reaches(function: Function, what: str, every: Iterable[Function]) -> bool:
    """Whether the function, or one that it calls, asks a policy (`asked_at`) or records an entry (`records`)."""
    by_name: dict[str, list[Function]] = {}
    for one in every:
        by_name.setdefault(one.name, []).append(one)
    seen, waiting = set(), [function]
    while waiting:
        one = waiting.pop()
        if getattr(one, what):
            return True
        if (one.package, one.name) in seen:
            continue
        seen.add((one.package, one.name))
        waiting += [called for name in one.calls for called in by_name.get(name, [])]
    return False


def code_of(function: Function) -> str:
    return f"{function.package}.{function.name}"


def actions() -> list[Function]:
    return [function for function in functions() if function.is_action and code_of(function) not in READ_ONLY]


def test_every_action_asks_a_policy_or_says_why_not():
    silent = {code_of(action) for action in actions() if not reaches(action, "asked_at", functions())}

    assert silent == set(ASK_NOBODY)


def test_no_action_writes_before_it_asks():
    hasty = [code_of(one) for one in actions() if one.asked_at and one.wrote_at and one.wrote_at < one.asked_at]

    assert hasty == []


def test_every_action_leaves_an_entry_or_says_why_not():
    silent = {code_of(action) for action in actions() if not reaches(action, "records", functions())}

    assert silent == set(LEAVE_NOTHING)


def test_the_reading_tells_an_action_that_asks_nobody_from_one_that_asks_through_another():
    code = "\n".join(
        [
            "def plain(row, *, by, now): row.save()",
            "def asking(row, *, by, now):\n    policy.require('edit', by, row)\n    row.save()\n    journal.record(1)",
            "def through(row, *, by, now): asking(row, by=by, now=now)",
            "def late(row, *, by, now):\n    row.save()\n    policy.require('edit', by, row)",
        ]
    )
    plain, asking, through, late = read("people", code)
    every = [plain, asking, through, late]

    assert [reaches(one, "asked_at", every) for one in every] == [False, True, True, True]
    assert [reaches(one, "records", every) for one in every] == [False, True, True, False]
    assert (asking.wrote_at < asking.asked_at, late.wrote_at < late.asked_at) == (False, True)
