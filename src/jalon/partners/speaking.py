"""Possible speakers by theme, with what is missing before one of them can be asked. (P15.3, P17.2, P17.3, P18.4)"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from jalon.core import names
from jalon.core.actor import Actor
from jalon.partners import policies, rules
from jalon.partners.models import Contact, Exchange
from jalon.partners.models.contact import ContactQuerySet
from jalon.structures.models import Centre, Reference, ReferenceList

MISSING = ("email", "phone", "themes", "exchange", "answer", "recent")
"""What may be asked for: only those who lack this."""


@dataclass(frozen=True)
class Theme:
    """A theme of the centre, and how many can speak about it: none is a gap to fill. (P17.3)"""

    item: Reference
    count: int


def speakers(
    actor: Actor, *, text: str = "", theme: int | None = None, city: int | None = None, lacking: str = "", today: date
) -> QuerySet[Contact]:
    """Those who accept to speak or have a theme, and did not ask to be left alone."""
    rows: ContactQuerySet = policies.contact.visible_to(actor)  # type: ignore[assignment]
    themed = Contact.themes.through.objects.filter(contact=OuterRef("pk"))
    accepts = Contact.interests.through.objects.filter(
        contact=OuterRef("pk"), reference__list=ReferenceList.INTEREST, reference__code=rules.SPEAKING
    )
    rows = rows.reachable().filter(Exists(themed) | Exists(accepts), organisation__archived_at=None)
    for word in text.split()[:8]:
        if key := names.key(word):
            own = Q(name_key__contains=key) | Q(name_key_ar__contains=key)
            rows = rows.filter(own | Q(organisation__name_key__contains=key))
    if theme:
        rows = rows.filter(Exists(themed.filter(reference=theme)))
    if city:
        rows = rows.filter(organisation__city=city)
    exchanges = Exchange.objects.standing().filter(contact=OuterRef("pk")).order_by().values("contact")
    found = rows.annotate(
        last_on=Subquery(exchanges.annotate(last=Max("day")).values("last")),
        last_answer_on=Subquery(exchanges.filter(is_answered=True).annotate(last=Max("day")).values("last")),
    )
    narrowings = {
        "email": Q(email=""),
        "phone": Q(phone=""),
        "themes": ~Exists(themed),
        "exchange": Q(last_on=None),
        "answer": Q(last_answer_on=None) & ~Q(last_on=None),
        "recent": Q(last_answer_on__lt=today - rules.RECENT),
    }
    if lacking in narrowings:
        found = found.filter(narrowings[lacking])
    return found.select_related("organisation__city", "organisation__sector").prefetch_related("themes")


def missing(contact: Contact, today: date) -> list[str]:
    """What is missing for this speaker, in words; the row comes from `speakers`."""
    return rules.missing_of_speaker(
        contact,
        has_themes=bool(contact.themes.all()),
        last_answer=contact.last_answer_on,  # type: ignore[attr-defined]
        has_exchanges=contact.last_on is not None,  # type: ignore[attr-defined]
        today=today,
    )


def themes(centre: Centre, actor: Actor, *, today: date) -> list[Theme]:
    """Every theme of the centre with the number of people who can speak about it, in one query."""
    able = speakers(actor, today=today).order_by().values("pk")
    counted = (
        Contact.themes.through.objects.filter(reference=OuterRef("pk"), contact__in=able)
        .order_by()
        .values("reference")
        .annotate(people_count=Count("contact"))
        .values("people_count")  # type: ignore[misc]
    )
    rows: Iterable[Reference] = (
        Reference.objects.filter(centre=centre)
        .of(ReferenceList.THEME)
        .in_use()
        .annotate(speakers_count=Subquery(counted))
        .order_by("position", "code")
    )
    return [Theme(item, item.speakers_count or 0) for item in rows]  # type: ignore[attr-defined]
