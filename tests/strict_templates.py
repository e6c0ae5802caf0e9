"""A variable that a template of Jalon names and nobody passes makes the test fail, instead of showing nothing."""

import copy
import sys
from pathlib import Path
from typing import Any

OURS = str(Path(__file__).resolve().parents[1] / "src" / "jalon")


class UndefinedVariable(AssertionError):
    """A template names a variable that its view does not pass."""


class Undefined(str):
    """Stands as ``string_if_invalid``: Django asks it for the text of each variable that it cannot find.

    ``{% if name %}`` does not ask, and ``{{ name|default:… }}`` says what is wanted: both stay allowed. Templates of
    other packages keep Django's habit.
    """

    __slots__ = ()

    def __mod__(self, variable: Any) -> Any:
        caller = sys._getframe(1).f_locals
        expression, context = caller.get("self"), caller.get("context")
        if expression is None or context is None:
            raise UndefinedVariable(f"undefined template variable {variable}")
        template = context.render_context.template or context.template
        name = str(getattr(template.origin, "name", ""))
        filters = [function.__name__ for function, _arguments in expression.filters]
        if name.startswith(OURS) and filters[:1] not in (["default"], ["default_if_none"]):
            raise UndefinedVariable(f"{name}: undefined variable {variable}")
        as_empty = copy.copy(expression)
        as_empty.var, as_empty.is_var = "", False
        return as_empty.resolve(context)
