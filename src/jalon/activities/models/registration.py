"""A registration: one live row per person and activity; ended ones stay."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.activities.models.activity import Activity
from jalon.core.models import PublicId
from jalon.people.models import Person
from jalon.structures.models import Centre


class Status(models.TextChoices):
    """Where a registration stands, in the words of the screen."""

    REQUESTED = "requested", _("à confirmer")
    CONFIRMED = "confirmed", _("confirmée")
    WAITING = "waiting", _("en liste d’attente")
    OFFERED = "offered", _("place proposée")
    ENDED = "ended", _("annulée")


class Ending(models.TextChoices):
    """Why a registration ended."""

    BY_PERSON = "by_person", _("par la personne")
    BY_STAFF = "by_staff", _("par l’équipe")
    OFFER_LAPSED = "offer_lapsed", _("place proposée sans réponse")
    ACTIVITY_CANCELLED = "activity_cancelled", _("activité annulée")


class Channel(models.TextChoices):
    """Where the registration came from."""

    PORTAL = "portal", _("en ligne")
    DESK = "desk", _("par l’équipe")
    WALK_IN = "walk_in", _("sur place")
    SHEET = "sheet", _("feuille de présence")


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def live(self) -> "RegistrationQuerySet":
        """Not ended."""
        return self.exclude(status=Status.ENDED)

    def seated(self) -> "RegistrationQuerySet":
        """Those that hold a seat: asked for, confirmed, or kept for somebody while an offer runs."""
        return self.filter(status__in=HOLDING_A_SEAT)

    def coming(self) -> "RegistrationQuerySet":
        """Those who are expected: asked for or confirmed."""
        return self.filter(status__in=EXPECTED)

    def waiting(self) -> "RegistrationQuerySet":
        """The queue, in its order."""
        return self.filter(status=Status.WAITING).order_by("requested_at", "pk")

    def of(self, person: Person) -> "RegistrationQuerySet":
        """This person's."""
        return self.filter(person=person)


HOLDING_A_SEAT = (Status.REQUESTED, Status.CONFIRMED, Status.OFFERED)
EXPECTED = (Status.REQUESTED, Status.CONFIRMED)


class Registration(models.Model):
    """Somebody wants to come. (P08.4, P08.5)"""

    public_id = PublicId()
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="registrations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="registrations")
    status = models.CharField(max_length=12, choices=Status)
    channel = models.CharField(max_length=12, choices=Channel, default=Channel.PORTAL)
    requested_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    offer_ends_at = models.DateTimeField(null=True, blank=True)
    coming_at = models.DateTimeField(null=True, blank=True)
    """When the person answered *Je viens* to the reminder."""
    reminded_at = models.DateTimeField(null=True, blank=True)
    sheet_number = models.PositiveIntegerField(null=True, blank=True)
    """The number on the printed attendance sheet: given at the first printing, never moved or given again."""
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=20, choices=Ending, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "person"], condition=~Q(status="ended"), name="activities_registration_live_once"
            ),
            models.UniqueConstraint(fields=["activity", "sheet_number"], name="activities_registration_sheet_number"),
            models.CheckConstraint(
                condition=Q(status="ended", ended_at__isnull=False) | (~Q(status="ended") & Q(ended_at=None)),
                name="activities_registration_end",
            ),
            models.CheckConstraint(
                condition=~Q(status="offered") | Q(offer_ends_at__isnull=False), name="activities_registration_offer"
            ),
        ]
        indexes = [
            models.Index(fields=["activity", "status", "requested_at"], name="activities_registration_queue"),
            models.Index(fields=["person", "status"], name="activities_registration_person"),
            models.Index(fields=["status", "offer_ends_at"], name="activities_registration_offers"),
        ]
