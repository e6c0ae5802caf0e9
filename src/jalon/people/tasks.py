"""Background work of people, where the worker looks for it."""

from jalon.people.imports.tasks import forget_old_rows, go_on

__all__ = ["forget_old_rows", "go_on"]
