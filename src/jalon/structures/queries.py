"""Reads about the organisation."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Prefetch, QuerySet
from django.utils.functional import Promise

from jalon.core import capabilities, names
from jalon.core.actor import Actor
from jalon.structures import policies
from jalon.structures.models import (
    AcademicYear,
    Centre,
    Establishment,
    Reference,
    ReferenceAlias,
    Role,
    Room,
    Site,
)
from jalon.structures.models.role import RoleKind


@dataclass(frozen=True)
class Held:
    """A capability of a role; `through` is the broader role that brings it, if it is not its own."""

    code: str
    label: str | Promise
    through: Role | None


def year_of(centre: Centre, day: date) -> AcademicYear | None:
    """The academic year in which the day falls, if the centre fixed one."""
    return AcademicYear.objects.filter(centre=centre).holding(day).first()


def reference_by_text(centre: Centre, list_code: str) -> dict[str, Reference]:
    """Every way of writing an item of the list (normalised label, code or alias) with the item. Two queries."""
    found: dict[str, Reference] = {}
    by_id: dict[int, Reference] = {}
    for item in Reference.objects.filter(centre=centre).of(list_code).in_use():
        by_id[item.pk] = item
        found[names.key(item.code)] = item
        labels = [item.label] if isinstance(item.label, str) else item.label.values()
        for label in labels:
            found[names.key(label)] = item
    for reference_id, key in ReferenceAlias.objects.filter(centre=centre, list=list_code).values_list(
        "reference_id", "key"
    ):
        if reference_id in by_id:
            found[key] = by_id[reference_id]
    return found


def years_of(actor: Actor) -> QuerySet[AcademicYear]:
    """The academic years of the centre, the latest first."""
    return policies.year.visible_to(actor).order_by("-starts_on")


def sites_of(actor: Actor) -> QuerySet[Site]:
    """The sites with their rooms, those in service first."""
    rooms = Room.objects.order_by(F("archived_at").asc(nulls_first=True), "name")
    return (
        policies.site.visible_to(actor)
        .prefetch_related(Prefetch("rooms", queryset=rooms))
        .order_by(F("archived_at").asc(nulls_first=True), "name")
    )


def references_of(actor: Actor, list_code: str) -> QuerySet[Reference]:
    """The items of a list as its settings page shows them: to check first, archived last."""
    return (
        policies.reference.visible_to(actor)
        .filter(list=list_code)
        .prefetch_related("aliases")
        .order_by(F("archived_at").asc(nulls_first=True), "-to_check", "position", "code")
    )


def references_to_check(actor: Actor) -> dict[str, int]:
    """How many items wait for somebody to confirm them, by list."""
    waiting = policies.reference.visible_to(actor).filter(to_check=True, archived_at=None).order_by()
    return dict(waiting.values_list("list").annotate(count=Count("pk")))


def possible_joins(item: Reference) -> QuerySet[Reference]:
    """The items into which this one can be joined."""
    return Reference.objects.filter(centre_id=item.centre_id).of(item.list).in_use().exclude(pk=item.pk)


def establishments_of(actor: Actor) -> QuerySet[Establishment]:
    """The establishments, archived ones last."""
    return policies.establishment.visible_to(actor).order_by(F("archived_at").asc(nulls_first=True), "name_key")


def roles_of(actor: Actor) -> QuerySet[Role]:
    """The roles in the order of the kit."""
    return policies.role.visible_to(actor).select_related("specialises", "substitute").order_by("position", "code")


def possible_substitutes(role: Role) -> QuerySet[Role]:
    """The roles that could stand in for this one: the team's."""
    return (
        Role.objects.filter(centre_id=role.centre_id, archived_at=None, kind=RoleKind.INTERNAL)
        .exclude(pk=role.pk)
        .order_by("position")
    )


def capabilities_of(role: Role) -> list[Held]:
    """What a role may do, in words, and from which broader role it has it."""
    by_id = {row.pk: row for row in Role.objects.filter(centre_id=role.centre_id)}
    labels = capabilities.all_declared()
    found: dict[str, Held] = {}
    at: Role | None = by_id.get(role.pk)
    seen: set[int] = set()
    while at is not None and at.pk not in seen:
        seen.add(at.pk)
        for code in at.capabilities:
            found.setdefault(code, Held(code, labels.get(code, code), None if at.pk == role.pk else at))
        at = by_id.get(at.specialises_id or 0)
    return sorted(found.values(), key=lambda held: list(labels).index(held.code) if held.code in labels else 999)
