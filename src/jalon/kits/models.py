"""What was delivered to each centre: the base of three-way merges."""

from django.db import models

from jalon.structures.models import Centre


class Installed(models.Model):
    """One item as a kit delivered it to a centre; what the centre made of it since is in the item's own table."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    kit = models.CharField(max_length=60)
    section = models.CharField(max_length=60)
    code = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    delivered = models.JSONField()
    installed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "kit", "section", "code"], name="kits_installed_once")]

    def __str__(self) -> str:
        return f"{self.kit}/{self.section}/{self.code}"
