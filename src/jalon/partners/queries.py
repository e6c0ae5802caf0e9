"""Reads about partners; lists start from the policy."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery

from jalon.core import names
from jalon.core.actor import Actor
from jalon.partners import policies
from jalon.partners.models import CallBack, Contact, Exchange, Organisation
from jalon.partners.models.contact import ContactQuerySet
from jalon.partners.models.organisation import OrganisationQuerySet
from jalon.structures.models import Centre, Reference

STATES = ("", "to_call", "no_contact", "no_person", "silent", "archived")
"""Views of the list: everything live, to call back, refuse contact, without contact, without exchange, archived."""


def matching(organisations: OrganisationQuerySet, text: str) -> OrganisationQuerySet:
    """Those whose name (either script), contact's name, e-mail, phone or number holds what was typed, word by word."""
    for word in text.split()[:8]:
        key = names.key(word)
        contacts = Contact.objects.live().filter(organisation=OuterRef("pk"))
        found = Q(registration_number__icontains=word)
        said = Q(email__icontains=word.lower())
        if key:
            found |= Q(name_key__contains=key) | Q(name_key_ar__contains=key)
            said |= Q(name_key__contains=key) | Q(name_key_ar__contains=key)
        digits = "".join(c for c in word if c.isdigit()).lstrip("0")
        if len(digits) >= 4:
            said |= Q(phone__contains=digits)
        organisations = organisations.filter(found | Exists(contacts.filter(said)))
    return organisations


def organisations(
    actor: Actor,
    *,
    text: str = "",
    state: str = "",
    sector: int | None = None,
    city: int | None = None,
    kind: int | None = None,
    interest: int | None = None,
    owner: int | None = None,
    today: date,
) -> OrganisationQuerySet:
    """The list of the team, narrowed by what was asked."""
    rows: OrganisationQuerySet = policies.organisation.visible_to(actor).filter(merged_into=None)  # type: ignore[assignment]
    rows = rows.exclude(archived_at=None) if state == "archived" else rows.filter(archived_at=None)
    chosen = {"sector_id": sector, "city_id": city, "kind_id": kind, "owner_id": owner}
    rows = matching(rows, text).filter(**{name: value for name, value in chosen.items() if value})
    contacts = Contact.objects.live().filter(organisation=OuterRef("pk"))
    if interest:
        rows = rows.filter(Exists(contacts.filter(interests=interest)))
    if state == "to_call":
        due = CallBack.objects.open().filter(organisation=OuterRef("pk"), due_on__lte=today)
        rows = rows.filter(Exists(due))
    elif state == "no_contact":
        rows = rows.filter(Exists(contacts.exclude(no_contact_on=None)))
    elif state == "no_person":
        rows = rows.filter(~Exists(contacts))
    elif state == "silent":
        rows = rows.filter(~Exists(Exchange.objects.standing().filter(organisation=OuterRef("pk"))))
    return rows


def with_details(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """What the list shows beside the name, in the query of the page."""
    contacts = Contact.objects.live().filter(organisation=OuterRef("pk")).order_by().values("organisation")
    exchanges = Exchange.objects.standing().filter(organisation=OuterRef("pk")).order_by().values("organisation")
    due = CallBack.objects.open().filter(organisation=OuterRef("pk")).order_by("due_on").values("due_on")
    return rows.select_related("sector", "city").annotate(
        contacts_count=Subquery(contacts.annotate(n=Count("pk")).values("n")),
        refusing_count=Subquery(contacts.exclude(no_contact_on=None).annotate(n=Count("pk")).values("n")),
        last_on=Subquery(exchanges.annotate(last=Max("day")).values("last")),
        next_call_on=Subquery(due[:1]),
    )


def items(centre: Centre, list_code: str) -> QuerySet[Reference]:
    """The items in use of one of the centre's lists."""
    return Reference.objects.filter(centre=centre).of(list_code).in_use().order_by("position", "code")


def contacts_of(organisation: Organisation, *, by: Actor) -> ContactQuerySet:
    """Whom the centre knows there, those who left last."""
    rows: ContactQuerySet = policies.contact.visible_to(by).filter(organisation=organisation, merged_into=None)  # type: ignore[assignment]
    return (
        rows.select_related("person", "origin")
        .prefetch_related("interests", "themes")
        .order_by(F("archived_at").asc(nulls_first=True), "name_key", "pk")
    )


def exchanges_of(organisation: Organisation, *, by: Actor) -> QuerySet[Exchange]:
    """What was said, the latest first."""
    rows = policies.exchange.visible_to(by).filter(organisation=organisation, cancelled_at=None)
    return rows.select_related("contact", "channel", "author").order_by("-day", "-noted_at", "-pk")


def call_backs_of(organisation: Organisation, *, by: Actor) -> QuerySet[CallBack]:
    """What is still to be called back, the next first."""
    rows = policies.call_back.visible_to(by).filter(organisation=organisation, done_at=None, cancelled_at=None)
    return rows.select_related("contact", "owner").order_by("due_on", "pk")


def call_backs(actor: Actor, *, whose: str = "", until: date | None = None) -> QuerySet[CallBack]:
    """The call-backs to do: one's own and nobody's, or everybody's (`all`)."""
    rows = policies.call_back.visible_to(actor).filter(done_at=None, cancelled_at=None)
    rows = rows.filter(organisation__archived_at=None)
    if whose != "all":
        rows = rows.filter(Q(owner=None) | Q(owner_id=actor.person_id))
    return rows.filter(due_on__lte=until) if until else rows


def reachable(actor: Actor, **asked: Any) -> ContactQuerySet:
    """The contacts of the organisations asked for who may be written to: what exports and messages use."""
    rows: ContactQuerySet = policies.contact.visible_to(actor)  # type: ignore[assignment]
    chosen = organisations(actor, **asked).values("pk")
    return (
        rows.reachable()
        .filter(organisation__in=chosen)
        .select_related("organisation__sector", "organisation__city", "organisation__kind")
        .prefetch_related("interests", "themes")
        .order_by("organisation__name_key", "name_key", "pk")
    )


def organisations_for_choice(actor: Actor, text: str = "", *, limit: int = 12) -> list[Organisation]:
    """The organisations to choose from while somebody types: those spoken with last come first."""
    rows = matching(policies.organisation.visible_to(actor).filter(archived_at=None, merged_into=None), text)  # type: ignore[arg-type]
    last = Exchange.objects.standing().filter(organisation=OuterRef("pk")).order_by("-noted_at").values("noted_at")[:1]
    live = Contact.objects.live().order_by("name_key", "pk")
    return list(
        rows.select_related("city", "sector")
        .prefetch_related(Prefetch("contacts", queryset=live, to_attr="live_contacts"))
        .annotate(last_noted_at=Subquery(last))
        .order_by(F("last_noted_at").desc(nulls_last=True), "name_key", "pk")[:limit]
    )


def contacts_for_choice(actor: Actor, organisation: Organisation) -> ContactQuerySet:
    """The contacts of an organisation who may represent it."""
    rows: ContactQuerySet = policies.contact.visible_to(actor).filter(organisation=organisation)  # type: ignore[assignment]
    return rows.live().order_by("name_key", "pk")


def with_last_exchange(rows: QuerySet[Contact]) -> QuerySet[Contact]:
    """Each contact with the day of the last exchange, with them or with their organisation."""
    said = Exchange.objects.standing().filter(organisation=OuterRef("organisation")).order_by().values("organisation")
    return rows.annotate(last_on=Subquery(said.annotate(last=Max("day")).values("last")))
