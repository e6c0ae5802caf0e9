"""Mails as rows, what people chose to receive, and how the mail server fares."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.core.models import PublicId
from jalon.files.models import File
from jalon.journal.models import Entry
from jalon.people.models import Person
from jalon.structures.models import Centre


class State(models.TextChoices):
    """Where a message stands."""

    WAITING = "waiting", _("En attente")
    SENDING = "sending", _("En cours d’envoi")
    SENT = "sent", _("Envoyé")
    FAILED = "failed", _("En échec")
    RECALLED = "recalled", _("Rappelé à temps")
    SUPPRESSED = "suppressed", _("Non envoyé")
    GROUPED = "grouped", _("Dans le mail du matin")


class Why(models.TextChoices):
    """Why a message is not sent."""

    OWN_ACT = "own_act", _("action faite par cette personne")
    NEVER = "never", _("choix de ne pas recevoir ces messages")
    NOT_SUBSCRIBED = "not_subscribed", _("pas d’abonnement à ces messages")
    NO_ADDRESS = "no_address", _("pas d’adresse e-mail sur la fiche")
    GONE = "gone", _("fiche effacée ou réunie à une autre")
    TOO_LATE = "too_late", _("trop tard pour être utile")


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> "MessageQuerySet":
        """What may leave now, codes and links first."""
        waiting = self.filter(state=State.WAITING, for_morning=False, send_after__lte=now)
        return waiting.filter(Q(next_try_at=None) | Q(next_try_at__lte=now)).order_by("-is_secret", "send_after", "pk")

    def accepted_since(self, moment: datetime) -> "MessageQuerySet":
        """What counts against the mail server's hourly limit."""
        return self.filter(state__in=[State.SENDING, State.SENT], claimed_at__gt=moment)

    def stuck(self, now: datetime, patience: timedelta) -> "MessageQuerySet":
        """Being sent for so long that the worker who held them is gone."""
        return self.filter(state=State.SENDING, claimed_at__lt=now - patience)

    def failing(self) -> "MessageQuerySet":
        """Failed, and nobody dealt with it yet."""
        return self.filter(state=State.FAILED, handled_at=None)

    def about(self, kind: str, object_id: int) -> "MessageQuerySet":
        """What was written about this object."""
        return self.filter(about_kind=kind, about_id=object_id)


class Message(models.Model):
    """One mail to one person: written in the transaction of the act, sent later by the worker.

    `key` makes a second writing harmless: one message per act and recipient. `waits_at_night` is false for what may
    wake people. A morning message (`for_morning`) never leaves by itself: the digest takes it up (`grouped_in`).
    Once sent, a secret message keeps no body and the others keep their text without links.
    """

    public_id = PublicId()
    centre = models.ForeignKey(Centre, models.PROTECT, null=True, related_name="messages")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="messages")
    address = models.CharField(max_length=254, blank=True)
    kind = models.CharField(max_length=80)
    is_secret = models.BooleanField(default=False)
    waits_at_night = models.BooleanField(default=False)
    for_morning = models.BooleanField(default=False)
    grouped_in = models.ForeignKey("self", models.SET_NULL, null=True, related_name="grouped")
    language = models.CharField(max_length=5, default="fr")
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    reason = models.CharField(max_length=240)
    attachments = models.JSONField(default=list)
    """Small texts, such as a calendar entry: `{"name", "media_type", "text"}`."""
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    why = models.CharField(max_length=16, choices=Why, blank=True)
    key = models.CharField(max_length=200)
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="+")
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    send_after = models.DateTimeField()
    not_after = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=160, blank=True)
    sent_at = models.DateTimeField(null=True)
    handled_at = models.DateTimeField(null=True)
    """When somebody dealt with the failure: sent it again, or set it aside."""

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="messaging_message_key"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="messaging_message_state"),
            models.CheckConstraint(
                condition=~Q(state=State.SENT) | Q(sent_at__isnull=False), name="messaging_message_sent"
            ),
            models.CheckConstraint(
                condition=Q(state=State.SUPPRESSED, why__gt="") | (~Q(state=State.SUPPRESSED) & Q(why="")),
                name="messaging_message_why",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "send_after"], name="messaging_message_due"),
            models.Index(fields=["state", "claimed_at"], name="messaging_message_claimed"),
            models.Index(fields=["centre", "created_at"], name="messaging_message_centre"),
            models.Index(fields=["centre", "state"], name="messaging_message_failing"),
            models.Index(fields=["person", "created_at"], name="messaging_message_person"),
            models.Index(fields=["about_kind", "about_id"], name="messaging_message_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class Choice(models.TextChoices):
    """When a person wants one kind of message."""

    NOW = "now", _("Tout de suite")
    MORNING = "morning", _("Chaque matin")
    NEVER = "never", _("Jamais")


class Preference(models.Model):
    """What a person chose for one kind of message; without a row, the kind's own default holds."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="message_preferences")
    kind = models.CharField(max_length=80)
    choice = models.CharField(max_length=8, choices=Choice)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="messaging_preference_once"),
            models.CheckConstraint(condition=Q(choice__in=Choice.values), name="messaging_preference_choice"),
        ]


class MailServer(models.Model):
    """The one mail server, as the last attempts found it; its row is the lock under which messages are claimed."""

    name = models.CharField(max_length=20, primary_key=True, default="default")
    last_sent_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=160, blank=True)
