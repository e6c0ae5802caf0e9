"""What the tables of accounts hold, and those of the libraries that sign people in or run work."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from jalon.accounts import models
from jalon.privacy.classification import Category, OnErasure, classify


def declare() -> None:
    """Classify this package's tables, then those of libraries."""
    signing_in = _("Se connecter à Jalon")
    account_life = _("Tant que le compte est ouvert")
    classify(
        models.User,
        purpose=signing_in,
        retention=account_life,
        person="links__person",
        contact="email",
        secret="password session_epoch",
        technical="locale is_active created_at last_login",
        title=_("Mon compte"),
        labels={"email": _("Adresse pour se connecter")},
    )
    classify(
        models.Link,
        purpose=_("Savoir de qui est ce compte dans ce centre"),
        retention=account_life,
        person="person",
        pathway="created_at ended_at",
        title=_("Mon accès au centre"),
        labels={"created_at": _("Compte ouvert le"), "ended_at": _("Compte fermé le")},
    )
    classify(
        models.Invitation,
        purpose=_("Inviter quelqu’un dans l’équipe"),
        retention=_("2 ans"),
        person="person",
        on_erasure=OnErasure.BLANK,
        blank={"email": ""},
        contact="email",
        secret="digest",
        technical="public_id",
        pathway="sent_at expires_at accepted_at revoked_at",
        title=_("Invitations reçues"),
        labels={
            "email": _("Adresse"),
            "sent_at": _("Envoyée le"),
            "expires_at": _("Valable jusqu’au"),
            "accepted_at": _("Acceptée le"),
            "revoked_at": _("Retirée le"),
        },
    )
    classify(
        models.AccessLink,
        purpose=_("Laisser quelqu’un faire une chose sans se connecter"),
        retention=_("1 an après la fin du lien"),
        person="person",
        on_erasure=OnErasure.DELETE,
        secret="digest",
        technical="capability kind object_id created_at expires_at revoked_at",
    )
    for table, proof in ((EmailAddress, ""), (EmailConfirmation, "key"), (Authenticator, "data")):
        contact = "email" if table is EmailAddress else ""
        classify(
            table,
            purpose=signing_in,
            retention=account_life,
            contact=contact,
            secret=proof,
            rest=Category.TECHNICAL,
        )
    classify(
        Session,
        purpose=signing_in,
        retention=_("14 jours"),
        secret="session_key session_data",
        technical="expire_date",
    )
    for rail in (DBTaskResult, ContentType, Group, Permission):
        classify(rail, purpose=_("Faire fonctionner Jalon"), retention=_("90 jours"), rest=Category.TECHNICAL)
