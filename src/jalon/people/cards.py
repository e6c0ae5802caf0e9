"""*Carte vérifiée*: the desk looks at the card, and joins the records that turn out to be one person's. (C, D.2)"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from jalon.core.actor import Actor
from jalon.people import policies
from jalon.people.actions import check_card
from jalon.people.duplicates.actions import merge_people
from jalon.people.models import Distinction, Merge, Person, Studies


def possibly_same(person: Person, *, by: Actor) -> QuerySet[Person]:
    """Other records with the same name, or an address in common, that nobody said to be of somebody else.

    Those with another national code are another person. Each comes with what tells homonyms apart on sight of a card.
    """
    addresses = [address for address in (person.institutional_email, person.personal_email) if address]
    alike = Q(institutional_email__in=addresses) | Q(personal_email__in=addresses)
    if person.identity_key:
        alike |= Q(identity_key=person.identity_key)
    found = policies.person.visible_to(by).live().filter(alike).exclude(pk=person.pk)
    if person.national_code:
        found = found.filter(national_code="")
    apart = Distinction.objects.filter(Q(one=person) | Q(other=person)).values_list("one", "other")
    return found.exclude(pk__in={pk for pair in apart for pk in pair}).order_by("name_key", "pk")


def told_apart_by(people: list[Person]) -> list[tuple[Person, Studies | None]]:
    """Each with the newest studies, which the card shows too. One query."""
    newest: dict[int, Studies] = {}
    rows = Studies.objects.filter(person__in=people).select_related("year", "establishment", "field", "level")
    for row in rows.order_by("year__starts_on"):
        newest[row.person_id] = row
    return [(person, newest.get(person.pk)) for person in people]


@transaction.atomic
def join_on_card(person: Person, other: Person, *, by: Actor, now: datetime) -> Merge:
    """The card shows that both records are the same person's: one remains, with the card noted as verified.

    The institution's record is kept, else the older one. Raises Refused, for two national codes above all.
    """
    kept, merged = sorted((person, other), key=lambda record: (not record.national_code, record.pk))
    merge = merge_people(kept, merged, by=by, now=now)
    check_card(Person.objects.get(pk=kept.pk), by=by, now=now)
    return merge
