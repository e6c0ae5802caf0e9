"""The end of an account: closed on request, or because its person is erased."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Model

from jalon.accounts.models import AccessLink, Invitation, Link, User
from jalon.people.models import Person


def end_account(person: Person, now: datetime) -> bool:
    """Take the account out of its centre, with pending invitations and personal links; whether there was one.

    The account itself ends, and its address is forgotten, when it belongs to nobody in any other centre.
    """
    AccessLink.objects.filter(person=person, revoked_at=None).update(revoked_at=now)
    Invitation.objects.pending().filter(person=person).update(revoked_at=now)
    link = Link.objects.select_for_update().filter(person=person, ended_at=None).first()
    if link is None:
        return False
    link.ended_at = now
    link.save(update_fields=["ended_at"])
    if not Link.objects.filter(user=link.user_id, ended_at=None).exists():
        user = User.objects.select_for_update().get(pk=link.user_id)
        user.email, user.is_active = f"ferme-{user.pk}@invalid", False
        user.session_epoch += 1
        user.set_unusable_password()
        user.save()
        EmailAddress.objects.filter(user=user).delete()
        Authenticator.objects.filter(user=user).delete()
    return True


def forget(person: Model, now: datetime) -> None:
    """What erasure does first: the account knows an address that the person's record does not hold alone."""
    if isinstance(person, Person):
        end_account(person, now)
