"""What is lent to one thing at a time: a projector, a stand, a sound system."""

from django.db import models

from jalon.core.models import PublicId
from jalon.structures.models import Centre, Site


class EquipmentQuerySet(models.QuerySet["Equipment"]):
    def in_use(self) -> "EquipmentQuerySet":
        """What can still be booked."""
        return self.filter(archived_at=None)


class Equipment(models.Model):
    """One piece of equipment; two projectors are two rows, so that each is somewhere."""

    public_id = PublicId()
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="equipment")
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="equipment")
    """Where it is kept; empty when it follows whoever needs it."""
    name = models.CharField(max_length=120)
    note = models.CharField(max_length=200, blank=True)
    """What to know before taking it: where the key is, which cable it needs."""
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = EquipmentQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="bookings_equipment_name")]

    def __str__(self) -> str:
        return self.name
