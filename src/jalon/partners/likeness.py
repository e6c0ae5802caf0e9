"""Organisations that may be one and the same."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from jalon.core.actor import Actor
from jalon.partners import policies, rules
from jalon.partners.models import Contact, Organisation, OrganisationDistinction, OrganisationMerge

LIMIT = 100


@dataclass(frozen=True)
class Pair:
    """Two records and what makes them look like one organisation."""

    one: Organisation
    other: Organisation
    reason: str


def likely_pairs(actor: Actor) -> list[Pair]:
    """Records with the same name, legal forms aside, in the same city; or which share a contact's e-mail.

    A shared web domain alone says nothing: a group has many companies. At most `LIMIT` pairs; those that somebody kept
    apart are left out.
    """
    if not actor.can("partners.merge"):
        return []
    rows = policies.organisation.visible_to(actor).filter(merged_into=None, archived_at=None)
    apart = {
        frozenset(pair)
        for pair in OrganisationDistinction.objects.filter(centre_id=actor.in_centre).values_list("one", "other")
    }
    found: dict[frozenset[int], str] = {}
    for pair, reason in (*_same_name(rows), *_same_email(actor)):
        if pair not in apart and len(found) < LIMIT:
            found.setdefault(pair, reason)
    by_pk = rows.select_related("city", "sector").in_bulk({pk for pair in found for pk in pair})
    pairs = [
        Pair(by_pk[min(pair)], by_pk[max(pair)], reason) for pair, reason in found.items() if set(pair) <= set(by_pk)
    ]
    return sorted(pairs, key=lambda pair: (pair.one.name_key, pair.one.pk, pair.other.pk))


def _same_name(rows: QuerySet[Organisation]) -> list[tuple[frozenset[int], str]]:
    """Same bare name, and no two different cities."""
    shared = rows.values("bare_key").annotate(n=Count("pk")).filter(n__gt=1).order_by().values("bare_key")
    groups: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
    for pk, key, city in rows.filter(bare_key__in=shared).order_by("pk").values_list("pk", "bare_key", "city_id"):
        groups[key].append((pk, city))
    reason = _("Même nom, dans la même ville.")
    unknown = _("Même nom ; une ville manque.")
    found = []
    for members in groups.values():
        for (one, here), (other, there) in combinations(members, 2):
            if here == there or None in (here, there):
                found.append((frozenset((one, other)), reason if here == there else unknown))
    return found


def _same_email(actor: Actor) -> list[tuple[frozenset[int], str]]:
    """A contact's address known at two organisations."""
    contacts = policies.contact.visible_to(actor).filter(archived_at=None, erased_at=None, merged_into=None)
    contacts = contacts.exclude(email="")
    shared = contacts.values("email").annotate(n=Count("organisation", distinct=True)).filter(n__gt=1).order_by()
    groups: dict[str, set[int]] = defaultdict(set)
    for email, organisation in Contact.objects.filter(
        pk__in=contacts.values("pk"), email__in=shared.values("email")
    ).values_list("email", "organisation_id"):
        groups[email].add(organisation)
    return [
        (frozenset(pair), _("L’adresse %(email)s est dans les deux.") % {"email": email})
        for email, members in sorted(groups.items())
        for pair in combinations(sorted(members), 2)
    ]


@dataclass(frozen=True)
class Side:
    """One field of two records."""

    label: str
    kept: str
    merged: str

    @property
    def differs(self) -> bool:
        """Whether both say something, and not the same."""
        return bool(self.kept and self.merged) and self.kept != self.merged


def compared(kept: Organisation, merged: Organisation) -> list[Side]:
    """What the two records say side by side, and how much stands on each."""

    def said(row: Organisation) -> dict[str, str]:
        return {
            _("Nom"): row.name,
            _("Nom en arabe"): row.name_ar,
            _("Ville"): str(row.city or ""),
            _("Secteur"): str(row.sector or ""),
            _("Effectif"): rules.staff_words(row),
            _("Site web"): row.website,
            _("Immatriculation"): row.registration_number,
            _("Contacts"): ", ".join(contact.full_name for contact in row.contacts.all()),
            _("Échanges"): str(row.exchanges.count() or ""),
        }

    own, other = said(kept), said(merged)
    return [Side(label, own[label], other[label]) for label in own if own[label] or other[label]]


def merges_of(actor: Actor) -> QuerySet[OrganisationMerge]:
    """The joins of the centre, the newest first."""
    return policies.merges.visible_to(actor).select_related("kept", "merged", "by").order_by("-at")
