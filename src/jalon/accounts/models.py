"""Who can sign in, and the links that open one thing without an account."""

from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from jalon.core.models import PublicId
from jalon.people.models import Person
from jalon.structures.models import Centre, Role


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new account; the address is kept in lower case, so that one mailbox has one account."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """An account, the same in every centre: an address, a way to prove who one is, a language."""

    email = models.EmailField(unique=True)
    locale = models.CharField(max_length=5, default="fr")
    is_active = models.BooleanField(default=True)
    session_epoch = models.PositiveIntegerField(default=0)
    """Part of what every session proves: one more, and this account is signed out everywhere."""
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(email=Lower("email")), name="accounts_user_lower")]

    def __str__(self) -> str:
        return self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must prove: the password (or its absence) and the epoch; changing either ends the sessions."""
        proof = f"{self.password}:{self.session_epoch}"
        return salted_hmac("jalon.accounts.session", proof, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        """Django's name for how to address the person; the name itself belongs to the centre's record."""
        return self.email


class Link(models.Model):
    """The account of a person of a centre: one per centre and account, one account per person."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="account_links")
    user = models.ForeignKey(User, models.PROTECT, related_name="links")
    person = models.ForeignKey(Person, models.PROTECT, related_name="account_links")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "centre"], condition=Q(ended_at=None), name="accounts_link_user"),
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="accounts_link_person"),
        ]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def pending(self) -> "InvitationQuerySet":
        """Neither accepted nor revoked; some may be past their end."""
        return self.filter(accepted_at=None, revoked_at=None)


class Invitation(models.Model):
    """The Manager invites somebody by e-mail to hold roles in the centre; accepted once, until its end.

    Only the digest of the secret in the e-mail is kept; sending again makes a new secret and a new end.
    """

    public_id = PublicId()
    digest = models.CharField(max_length=64, unique=True)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    email = models.EmailField()
    roles = models.ManyToManyField(Role, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="accounts_invitation_pending",
            ),
        ]

    def is_open(self, now: datetime) -> bool:
        """Whether it can still be accepted."""
        return self.accepted_at is None and self.revoked_at is None and now < self.expires_at


class AccessLinkQuerySet(models.QuerySet["AccessLink"]):
    def live(self, now: datetime) -> "AccessLinkQuerySet":
        """Those that still open something."""
        return self.filter(revoked_at=None, expires_at__gt=now, person__erased_at=None)


class AccessLink(models.Model):
    """A personal address that lets somebody do one thing on one object without signing in.

    Only the digest of the token is kept: who reads the database cannot use the link.
    """

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="access_links")
    person = models.ForeignKey(Person, models.PROTECT, related_name="access_links")
    digest = models.CharField(max_length=64, unique=True)
    capability = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = AccessLinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kind", "object_id", "person"], name="accounts_accesslink_object")]
