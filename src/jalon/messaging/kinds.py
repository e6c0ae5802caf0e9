"""The kinds of messages: for whom, when they leave by default, whether they are confidential."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

from jalon.messaging.models import Choice

Text = str | Promise


class Audience(StrEnum):
    """To whom a kind is written: the team, or young people (and others whom the centre serves)."""

    STAFF = "staff"
    YOUNG = "young"


@dataclass(frozen=True)
class MailKind:
    """A kind of message; `code` is `<package>.<name>` and its templates lie in `<package>/mails/<name>.*`.

    `essential` kinds concern a registration or request of the person and cannot be refused; the others follow the
    person's choice, else `default`: the morning digest for staff, nothing for young people until they subscribe.
    `secret` kinds carry a code or a link that must not be seen: always essential, at once, at night too. `may_wake`
    lets a change to today's or tomorrow's activity leave at night. `reason` ends « Vous recevez ce message parce que ».
    """

    code: str
    label: Text
    audience: Audience
    reason: Text
    default: Choice | None = None
    essential: bool = False
    secret: bool = False
    may_wake: bool = False

    def __post_init__(self) -> None:
        package, dot, name = self.code.partition(".")
        if not (package and dot and name.isidentifier()):
            raise ValueError(f"a kind of message is written <package>.<name>, not {self.code!r}")
        if self.audience is Audience.YOUNG and self.default is Choice.MORNING:
            raise ValueError(f"{self.code}: only the team has a morning digest")

    @property
    def is_essential(self) -> bool:
        """Whether the person cannot refuse it."""
        return self.essential or self.secret

    @property
    def first_choice(self) -> Choice:
        """What holds for somebody who chose nothing."""
        if self.is_essential:
            return Choice.NOW
        if self.default is not None:
            return self.default
        return Choice.MORNING if self.audience is Audience.STAFF else Choice.NEVER

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What the person may choose."""
        if self.audience is Audience.STAFF:
            return (Choice.NOW, Choice.MORNING, Choice.NEVER)
        return (Choice.NOW, Choice.NEVER)

    @property
    def templates(self) -> str:
        """The path of its templates, without ending."""
        package, _dot, name = self.code.partition(".")
        return f"{package}/mails/{name}"


_kinds: dict[str, MailKind] = {}


def register(*kinds: MailKind) -> None:
    """Make kinds of messages known; called from a package's `apps`."""
    for kind in kinds:
        if _kinds.get(kind.code, kind) != kind:
            raise ValueError(f"kind of message {kind.code!r} is registered twice with different contents")
        _kinds[kind.code] = kind


def forget(code: str) -> None:
    """Take one kind out again, for tests."""
    _kinds.pop(code, None)


def kind(code: str) -> MailKind:
    """The kind of this code; KeyError when no package registered it."""
    return _kinds[code]


def find(code: str) -> MailKind | None:
    """The kind of this code, if a package registered it."""
    return _kinds.get(code)


def label_of(code: str) -> Text:
    """Its name on screen; the code itself when the package that registered it is gone."""
    found = _kinds.get(code)
    return found.label if found else code


def all_kinds() -> list[MailKind]:
    """Every registered kind, in the order of registration."""
    return list(_kinds.values())
