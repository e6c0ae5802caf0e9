"""The visit record: who came to the desk, a stand or an activity, for what, and what was done. (P06, P24.1)"""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.activities.models import Activity
from jalon.core.models import PublicId
from jalon.people.models import Person
from jalon.structures.models import Centre, Reference

FORGOTTEN = timedelta(hours=12)
"""Who came that long ago is not waiting any more."""


class Place(models.TextChoices):
    """Where the visitor was met."""

    DESK = "desk", _("Bureau d’accueil")
    STAND = "stand", _("Stand")
    ACTIVITY = "activity", _("Activité")


class State(models.TextChoices):
    """Where a visit stands; read from its moments."""

    WAITING = "waiting", _("Attend")
    RECEIVED = "received", _("Reçue")
    SERVED = "served", _("Terminée")
    LEFT = "left", _("Partie sans être reçue")
    CANCELLED = "cancelled", _("Annulée")


class VisitQuerySet(models.QuerySet["Visit"]):
    def kept(self) -> "VisitQuerySet":
        """Not entered by mistake."""
        return self.filter(cancelled_at=None)

    def counted(self) -> "VisitQuerySet":
        """What statistics count: whoever left without being received was not served."""
        return self.filter(cancelled_at=None, left_at=None)

    def open(self) -> "VisitQuerySet":
        """Waiting or being received."""
        return self.filter(cancelled_at=None, left_at=None, ended_at=None)

    def incomplete(self, now: datetime) -> "VisitQuerySet":
        """Over, or forgotten for half a day, with something still to write."""
        over = Q(ended_at__isnull=False) | Q(arrived_at__lt=now - FORGOTTEN)
        return self.counted().filter(over, completed_at=None)

    def locked(self) -> "VisitQuerySet":
        """For update, in the order of identifiers."""
        return self.select_for_update(of=("self",)).order_by("pk")


class Visit(models.Model):
    """One person, once. Each state is a moment: arrived, received, over, or gone without being received.

    `arrived_at` is the moment of the gesture, as the device gave it. `due_on` is the last day on which the record
    can be completed in time for the week's statistics (RU03), `completed_at` when nothing was missing any more.
    """

    public_id = PublicId()
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="visits")
    person = models.ForeignKey(Person, models.PROTECT, related_name="visits")
    place = models.CharField(max_length=12, choices=Place, default=Place.DESK)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="visits")
    occasion = models.CharField(max_length=120, blank=True)
    """The stand's event, when it is not in the centre's programme."""
    arrived_at = models.DateTimeField()
    day = models.DateField()
    """The day of the arrival on the centre's wall, derived from it."""
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="received_visits")
    ended_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    needs: Any = models.ManyToManyField(Reference, blank=True, related_name="+")
    services: Any = models.ManyToManyField(Reference, blank=True, related_name="+")
    orientations: Any = models.ManyToManyField(Reference, blank=True, related_name="+")
    note = models.TextField(blank=True)
    next_step = models.CharField(max_length=200, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField()
    completed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["arrived_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ended_at=None) | Q(left_at=None), name="welcome_visit_ended_or_left"),
            models.CheckConstraint(
                condition=~Q(place=Place.ACTIVITY) | Q(activity__isnull=False), name="welcome_visit_activity"
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "day"], name="welcome_visit_day"),
            models.Index(fields=["person", "arrived_at"], name="welcome_visit_person"),
            models.Index(
                fields=["centre", "due_on"],
                condition=Q(completed_at=None, cancelled_at=None, left_at=None),
                name="welcome_visit_incomplete",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def state(self) -> State:
        """Where the visit stands."""
        if self.cancelled_at:
            return State.CANCELLED
        if self.left_at:
            return State.LEFT
        if self.ended_at:
            return State.SERVED
        return State.RECEIVED if self.received_at else State.WAITING

    @property
    def where(self) -> str:
        """The place in words: the activity or the event where there is one."""
        if self.activity is not None:
            return self.activity.title
        return self.occasion or str(Place(self.place).label)
