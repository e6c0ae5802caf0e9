"""How an action says no."""

from django.utils.functional import Promise


class Refused(Exception):
    """An action did not happen; `message` is the sentence to show, `field` the form field it concerns, if any.

    Views turn it into a message beside the form with what was typed still there; nothing was written.
    """

    def __init__(self, message: str | Promise, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class Forbidden(Refused):
    """The actor may not do this at all; the page is answered with 403 (or 404 where even the existence is private)."""
