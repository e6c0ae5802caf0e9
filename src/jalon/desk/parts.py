"""The parts of *Ouvrir mon centre*: what each is for, and whether it is done."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Invitation
from jalon.core.actor import Actor
from jalon.journal.models import Entry
from jalon.people.models import ImportBatch, Mandate
from jalon.structures import acts
from jalon.structures.models import AcademicYear, Centre, Site
from jalon.structures.models.role import RoleKind


@dataclass(frozen=True)
class Part:
    """A part that can be done now or later; `missing` is how *Ma journée* names it while it is not done."""

    code: str
    label: str | Promise
    missing: str | Promise
    icon: str
    done: Callable[[Actor], Exists]


def _of_centre(rows: object) -> Exists:
    return Exists(rows.filter(centre=OuterRef("pk")))  # type: ignore[attr-defined]


def _team(actor: Actor) -> Exists:
    others = Mandate.objects.filter(centre=OuterRef("pk"), role__kind=RoleKind.INTERNAL, ended_at=None)
    invited = Invitation.objects.filter(centre=OuterRef("pk"))
    return Exists(invited) | Exists(others.exclude(person=actor.person_id))  # type: ignore[return-value]


PARTS = (
    Part(
        "annee",
        _("L’année universitaire"),
        _("l’année universitaire"),
        "calendar",
        lambda actor: _of_centre(AcademicYear.objects),
    ),
    Part("lieux", _("Les lieux"), _("les sites et les salles"), "map-pin", lambda actor: _of_centre(Site.objects)),
    Part("equipe", _("L’équipe"), _("l’équipe"), "users-group", _team),
    Part(
        "reunion",
        _("La réunion"),
        _("le jour de la réunion"),
        "calendar-week",
        lambda actor: Exists(Entry.objects.of_act(acts.MEETING_DAY_SET).filter(centre_id=OuterRef("pk"))),
    ),
    Part(
        "etudiants",
        _("Les étudiants"),
        _("la liste des étudiants"),
        "file-import",
        lambda actor: _of_centre(ImportBatch.objects.exclude(applied_at=None)),
    ),
)
"""In the order in which they are proposed; the centre itself and its Manager come before, on their own page."""


@dataclass(frozen=True)
class Progress:
    """How far the opening is: each part with whether it is done."""

    states: list[tuple[Part, bool]]

    @property
    def done(self) -> int:
        """How many parts are done."""
        return sum(is_done for _part, is_done in self.states)

    @property
    def total(self) -> int:
        """How many parts there are."""
        return len(self.states)

    @property
    def left(self) -> list[Part]:
        """The parts that are not done."""
        return [part for part, is_done in self.states if not is_done]


def progress(centre: Centre, actor: Actor) -> Progress:
    """How far the opening of this centre is, in one query."""
    wanted = {part.code: part.done(actor) for part in PARTS}
    found = Centre.objects.filter(pk=centre.pk).annotate(**wanted).values(*wanted).get()
    return Progress([(part, bool(found[part.code])) for part in PARTS])


def find(code: str) -> Part | None:
    """The part of this code."""
    return next((part for part in PARTS if part.code == code), None)


def after(part: Part) -> Part | None:
    """The part that follows, None after the last."""
    position = PARTS.index(part)
    return PARTS[position + 1] if position + 1 < len(PARTS) else None
