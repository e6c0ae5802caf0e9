"""Every change to accounts, invitations and personal links."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, Model
from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.accounts import access, acts, ending, letters, policies, queries, rules
from jalon.accounts.models import AccessLink, Invitation, Link, User
from jalon.core import capabilities, names
from jalon.core.actor import Actor, ActorKind, system
from jalon.core.acts import kind_of
from jalon.core.moments import local
from jalon.core.refusals import Refused
from jalon.core.texts import localized
from jalon.journal import recording as journal
from jalon.people import actions as people
from jalon.people.models import Mandate, Person
from jalon.structures.models import Centre, Role

INVITATION_LASTS = timedelta(days=14)


@transaction.atomic
def create_account(*, email: str, password: str | None, person: Person, by: Actor, now: datetime) -> User:
    """Give this person an account whose address is proven: by an invitation, by a code, or by whoever sets the demo up.

    The account of the same address joins the centre when there is one already; its password stays. Raises Refused
    when the person has an account, or when the address already belongs to somebody else of the centre.
    """
    policies.account.require("open", by, person)
    address = _checked_address(email)
    Person.objects.locked().get(pk=person.pk)
    if Link.objects.filter(person=person, ended_at=None).exists():
        raise Refused(_("Cette personne a déjà un compte."), field="email")
    user = queries.user_of_address(address)
    if user is None:
        user = _new_user(address, password)
    elif Link.objects.filter(user=user, centre_id=person.centre_id, ended_at=None).exists():
        raise Refused(_("Cette adresse est déjà celle du compte de quelqu’un d’autre dans ce centre."), field="email")
    Link.objects.create(centre_id=person.centre_id, user=user, person=person, created_at=now)
    journal.record(acts.CREATED, person, by=by, at=now)
    return user


@transaction.atomic
def close_account(person: Person, *, by: Actor, now: datetime) -> None:
    """Take the person's account out of the centre, with their personal links.

    The account itself ends, and its address is forgotten, when it belongs to nobody in any other centre.
    """
    policies.account.require("close", by, person)
    if ending.end_account(person, now):
        journal.record(acts.CLOSED, person, by=by, at=now)


@transaction.atomic
def sign_out_everywhere(person: Person, *, by: Actor, now: datetime) -> None:
    """End every session of this person's account, on every device."""
    policies.account.require("sign_out", by, person)
    User.objects.filter(links__person=person, links__ended_at=None).update(session_epoch=F("session_epoch") + 1)
    journal.record(acts.SIGNED_OUT, person, by=by, at=now)


@transaction.atomic
def invite(
    centre: Centre,
    *,
    email: str,
    roles: Iterable[Role],
    by: Actor,
    now: datetime,
    last_name: str = "",
    first_name: str = "",
) -> Invitation:
    """Invite somebody by e-mail to hold roles in the centre; the roles begin when they accept.

    Whether the address already has an account changes nothing to the answer. Raises Refused when an invitation of the
    same address is still pending.
    """
    policies.invitation.require("send", by, centre.pk)
    address, wanted = _checked_address(email), list(roles)
    if not wanted:
        raise Refused(_("Choisissez au moins un rôle."), field="roles")
    if any(role.centre_id != centre.pk or role.archived_at for role in wanted):
        raise Refused(_("Ce rôle n’existe pas dans ce centre."), field="roles")
    Centre.objects.select_for_update().get(pk=centre.pk)
    if Invitation.objects.pending().filter(centre=centre, email=address).exists():
        raise Refused(
            _("Une invitation attend déjà une réponse de cette adresse : renvoyez-la ou retirez-la."), field="email"
        )
    person = _person_invited(centre, address, last_name, first_name, by=by, now=now)
    token = access.new_token()
    invitation = Invitation.objects.create(
        centre=centre,
        person=person,
        email=address,
        digest=access.digest_of(token),
        by_id=by.person_id,
        sent_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    invitation.roles.set(wanted)
    journal.record(acts.INVITED, person, about=wanted, by=by, at=now)
    _post_invitation(invitation, token)
    return invitation


@transaction.atomic
def resend_invitation(invitation: Invitation, *, by: Actor, now: datetime) -> Invitation:
    """Send it again with a new secret and a new end; the former link stops working."""
    policies.invitation.require("change", by, invitation)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at or invitation.revoked_at:
        raise Refused(_("Cette invitation n’attend plus de réponse."))
    token = access.new_token()
    invitation.digest, invitation.sent_at = access.digest_of(token), now
    invitation.expires_at = now + INVITATION_LASTS
    invitation.save(update_fields=["digest", "sent_at", "expires_at"])
    journal.record(acts.REINVITED, invitation.person, by=by, at=now)
    _post_invitation(invitation, token)
    return invitation


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: Actor, now: datetime) -> None:
    """Take an invitation back before it is accepted."""
    policies.invitation.require("change", by, invitation)
    if Invitation.objects.pending().filter(pk=invitation.pk).update(revoked_at=now):
        journal.record(acts.UNINVITED, invitation.person, by=by, at=now)


@transaction.atomic
def accept_invitation(token: str, *, by: Actor, now: datetime, password: str | None = None) -> User:
    """Join the centre with the invitation's roles; makes the account when its address has none.

    `by` is whoever holds the secret: a visitor, or an account of the same address (`by.user_id`). Without a password
    the new account signs in by e-mailed codes. Raises Refused with the sentence to show.
    """
    found = queries.invitation_of(token)
    if found is None:
        raise Refused(_("Cette invitation n’existe pas, ou plus."))
    invitation = Invitation.objects.select_for_update().get(pk=found.pk)
    user = queries.user_of_address(invitation.email)
    reason = rules.why_not_acceptable(
        accepted_at=invitation.accepted_at, revoked_at=invitation.revoked_at, expires_at=invitation.expires_at, now=now
    ) or rules.why_not_joined(
        account_exists=user is not None,
        is_signed_in=by.user_id is not None,
        is_same_address=user is not None and user.pk == by.user_id,
    )
    if reason:
        raise Refused(reason)
    jalon = system(invitation.centre_id)
    link = Link.objects.filter(user=user, centre_id=invitation.centre_id, ended_at=None).first() if user else None
    person = link.person if link else invitation.person
    if user is None or link is None:
        user = create_account(email=invitation.email, password=password, person=person, by=jalon, now=now)
    _appoint(person, invitation, by=jalon, now=now)
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    author = Actor(ActorKind.PERSON, person.centre_id, person.pk, user.pk)
    journal.record(acts.JOINED, person, by=author, at=now)
    return user


@transaction.atomic
def withdraw_role(mandate: Mandate, *, by: Actor, now: datetime) -> Mandate:
    """Take a role back at once, unless nobody could then give roles any more."""
    policies.mandate.require("withdraw", by, mandate)
    centre = Centre.objects.select_for_update().get(pk=mandate.centre_id)
    today = local(now, centre.timezone).date()
    before = queries.who_can("people.appoint", centre, today)
    people.dismiss(mandate, by=by, now=now)
    after = queries.who_can("people.appoint", centre, today)
    if before and (reason := rules.why_not_withdrawn(others_who_appoint=len(after))):
        raise Refused(reason)
    mandate.refresh_from_db()
    return mandate


@transaction.atomic
def restore_role(mandate: Mandate, *, by: Actor, now: datetime) -> Mandate:
    """Undo a withdrawal: the same role again, with the same days."""
    policies.mandate.require("withdraw", by, mandate)
    return people.appoint(
        mandate.person,
        mandate.role,
        by=by,
        now=now,
        starts_on=mandate.starts_on,
        ends_on=mandate.ends_on,
        unit=mandate.unit,
    )


@transaction.atomic
def issue_link(person: Person, *, capability: str, obj: Model, expires_at: datetime, by: Actor, now: datetime) -> str:
    """A personal link that lets this person do one thing on one object without signing in; returns its secret, once.

    The caller's own policy has decided that the person may receive it. Put the secret into an address whose view wears
    `pages.link_page(capability)`.
    """
    if not capabilities.is_declared(capability):
        raise ValueError(f"capability {capability!r} is declared by no package")
    token = access.new_token()
    AccessLink.objects.create(
        centre_id=person.centre_id,
        person=person,
        digest=access.digest_of(token),
        capability=capability,
        kind=kind_of(obj).code,
        object_id=obj.pk,
        created_at=now,
        expires_at=expires_at,
    )
    journal.record(acts.LINK_ISSUED, person, about=[obj], by=by, at=now)
    return token


@transaction.atomic
def revoke_link(link: AccessLink, *, by: Actor, now: datetime) -> None:
    """End a personal link before its time: it was forwarded, or its mailbox is no longer the person's."""
    policies.link.require("revoke", by, link)
    if AccessLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now):
        journal.record(acts.LINK_REVOKED, link.person, by=by, at=now)


@transaction.atomic
def restore_link(link: AccessLink, *, by: Actor, now: datetime) -> None:
    """Let a link that was just ended open again, until the day it was given."""
    policies.link.require("revoke", by, link)
    if AccessLink.objects.filter(pk=link.pk, revoked_at__isnull=False).update(revoked_at=None):
        journal.record(acts.LINK_RESTORED, link.person, by=by, at=now)


def _checked_address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused(_("Cette adresse e-mail n’est pas complète : vérifiez-la."), field="email") from error
    return address


def _new_user(address: str, password: str | None) -> User:
    if password is not None:
        try:
            validate_password(password, User(email=address))
        except ValidationError as error:
            raise Refused(" ".join(error.messages), field="password") from error
    user = User.objects.create_user(address, password)
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    return user


def _person_invited(
    centre: Centre, address: str, last_name: str, first_name: str, *, by: Actor, now: datetime
) -> Person:
    """Whose account of this centre the address is, else the only record with this address and name, else a new one."""
    link = Link.objects.filter(user__email=address, centre=centre, ended_at=None).select_related("person").first()
    if link:
        return link.person
    if not last_name.strip():
        raise Refused(_("Indiquez le nom de la personne invitée."), field="last_name")
    key = names.key(f"{last_name} {first_name}")
    known = list(Person.objects.live().filter(centre=centre, name_key=key).with_email(address)[:2])
    if len(known) == 1:
        return known[0]
    return people.add_person(
        centre, by=by, now=now, last_name=last_name.strip(), first_name=first_name.strip(), personal_email=address
    )


def _appoint(person: Person, invitation: Invitation, *, by: Actor, now: datetime) -> None:
    today = local(now, invitation.centre.timezone).date()
    held = set(Mandate.objects.on(today).filter(person=person).values_list("role_id", flat=True))
    for role in invitation.roles.filter(archived_at=None).exclude(pk__in=held):
        people.appoint(person, role, by=by, now=now, starts_on=today)


def _post_invitation(invitation: Invitation, token: str) -> None:
    centre = invitation.centre
    context = {
        "person": invitation.person,
        "by": invitation.by,
        "roles": [localized(role.label) for role in invitation.roles.all()],
        "url": letters.absolute(reverse("entrance:invitation", args=[token])),
        "until": local(invitation.expires_at, centre.timezone).date(),
    }
    reason = _("l’équipe de %(centre)s souhaite vous accueillir") % {"centre": centre.name}
    letters.send("invitation", invitation.email, context, reason=reason, secret=True, centre=centre)
