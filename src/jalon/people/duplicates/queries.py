"""Records that may be one person, and what two records say side by side."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from jalon.core.actor import Actor
from jalon.people.duplicates.policies import merges as policy
from jalon.people.duplicates.resolvers import references
from jalon.people.imports.changes import PERSON_FIELDS
from jalon.people.imports.lookups import Record, records
from jalon.people.imports.matching import contradicts
from jalon.people.models import Distinction, Merge, Person

LIMIT = 200


@dataclass(frozen=True)
class Pair:
    """Two records and what makes them look like one person."""

    one: Person
    other: Person
    reason: str


def likely_pairs(actor: Actor) -> list[Pair]:
    """Records of the centre with the same name and birth date, or the same address and name, and no contradiction.

    At most `LIMIT` pairs; those that somebody kept apart are left out.
    """
    if not actor.can("people.merge") or actor.centre_id is None:
        return []
    people = Person.objects.live().filter(centre_id=actor.centre_id)
    apart = {
        frozenset(pair) for pair in Distinction.objects.filter(centre_id=actor.centre_id).values_list("one", "other")
    }
    found: dict[frozenset[int], str] = {}
    ways = (
        (("dated_identity",), _("Même nom et même date de naissance.")),
        (("institutional_email", "identity_key"), _("Même adresse de l’établissement et même nom.")),
        (("personal_email", "identity_key"), _("Même adresse personnelle et même nom.")),
    )
    for columns, reason in ways:
        for one, other in _alike(people, columns):
            pair = frozenset((one.pk, other.pk))
            if pair not in apart and len(found) < LIMIT:
                found.setdefault(pair, reason)
    by_pk = people.in_bulk({pk for pair in found for pk in pair})
    return [Pair(by_pk[min(pair)], by_pk[max(pair)], reason) for pair, reason in found.items()]


def _alike(people: QuerySet[Person], columns: tuple[str, ...]) -> Iterator[tuple[Record, Record]]:
    """Pairs that agree in these columns and do not contradict each other."""
    filled = people.exclude(**{columns[0]: ""})
    groups = filled.values(*columns).annotate(count=Count("pk")).filter(count__gt=1).order_by(*columns)
    shared = {tuple(group[column] for column in columns) for group in groups[: LIMIT * 5]}
    members: dict[tuple[str, ...], list[int]] = defaultdict(list)
    first_values = {values[0] for values in shared}
    for pk, *values in filled.filter(**{f"{columns[0]}__in": first_values}).values_list("pk", *columns):
        if tuple(values) in shared:
            members[tuple(values)].append(pk)
    found = records(people.filter(pk__in=[pk for group in members.values() for pk in group]))
    for pks in members.values():
        for one, other in combinations((found[pk] for pk in sorted(pks)), 2):
            dates = {one.values["born_on"], other.values["born_on"]} - {""}
            if not contradicts(one.known, other.known) and len(dates) < 2:
                yield one, other


@dataclass(frozen=True)
class Comparison:
    """One field of two records."""

    name: str
    label: str
    kept: Any
    merged: Any

    @property
    def differs(self) -> bool:
        """Whether somebody must choose."""
        return bool(self.kept and self.merged) and self.kept != self.merged


def compared(kept: Person, merged: Person, labels: Mapping[str, Any]) -> list[Comparison]:
    """The fields that at least one of the records gives."""
    rows = (Comparison(name, labels[name], getattr(kept, name), getattr(merged, name)) for name in PERSON_FIELDS)
    return [row for row in rows if row.kept or row.merged]


def weight(people: Iterable[Person]) -> dict[int, int]:
    """How much speaks of each record, to propose the richer one as the one to keep."""
    people = list(people)
    counts = {person.pk: bool(person.national_code) * 10 + bool(person.registered_at) * 5 for person in people}
    for model, column in references():
        rows = model._base_manager.filter(**{f"{column.attname}__in": list(counts)})
        for pk in rows.values_list(column.attname, flat=True):
            counts[pk] += 1
    return counts


def merges_of(actor: Actor) -> QuerySet[Merge]:
    """The merges of the centre, the newest first."""
    return policy.visible_to(actor).select_related("kept", "merged", "by").order_by("-at")
