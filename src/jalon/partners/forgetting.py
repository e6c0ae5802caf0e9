"""Emptying contacts: asked for one of them, or together with the person who they are."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Model

from jalon.journal.models import Difference
from jalon.partners.models import CallBack, Contact, ContactImportRow, Exchange
from jalon.people.models import Person
from jalon.privacy.classification import classified


def forget(contacts: Collection[int], *, now: datetime) -> None:
    """Empty these contacts and what was written about them, as the classification says.

    The days stay, those of exchanges and of a refusal: they count, and say nothing of anybody.
    """
    for model, path in ((Contact, "pk"), (Exchange, "contact_id"), (CallBack, "contact_id")):
        table = classified(model)
        if table is not None:
            model._base_manager.filter(**{f"{path}__in": contacts}).update(**table.blank)
    Contact.objects.filter(pk__in=contacts).update(person=None, origin=None, erased_at=now)
    for contact in Contact.objects.filter(pk__in=contacts):
        contact.themes.clear()
    ContactImportRow.objects.filter(contact__in=contacts).delete()
    ContactImportRow.objects.filter(candidate__in=contacts).update(candidate=None, reason="")
    Difference.objects.filter(kind="contact", object_id__in=contacts).delete()


def with_person(person: Model, now: datetime) -> None:
    """When a person is erased, so are their parts as a contact; called by `privacy.erasing`."""
    if isinstance(person, Person):
        forget(list(Contact.objects.filter(person=person).values_list("pk", flat=True)), now=now)
