"""Mails to addresses: codes and invitations leave before anybody knows whose address it is."""

from datetime import datetime

from django.db.models import Model

from jalon.accounts.models import Invitation, User
from jalon.messaging.models import Message
from jalon.people.models import Person


def forget(person: Model, now: datetime) -> None:
    """Erasure takes these mails too; those about somebody are taken by the classification."""
    if not isinstance(person, Person):
        return
    addresses = {person.personal_email, person.institutional_email}
    addresses |= set(User.objects.filter(links__person=person).values_list("email", flat=True))
    addresses |= set(Invitation.objects.filter(person=person).values_list("email", flat=True))
    Message.objects.filter(person=None, address__in=addresses - {""}).delete()
