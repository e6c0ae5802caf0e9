"""Roles: what the kit says they may do, and who stands in when nobody holds one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.core.texts import localized
from jalon.structures.models.centre import Centre


class RoleKind(models.TextChoices):
    """Where the people who hold a role stand towards the team."""

    INTERNAL = "internal", _("Équipe")
    BENEFICIARY = "beneficiary", _("Jeunes")
    EXTERNAL = "external", _("Extérieur")
    COMMITTEE = "committee", _("Comité")


class Role(models.Model):
    """A role of the centre. `capabilities` come from the kit; `substitute` acts when nobody holds the role.

    The substitution is written once and holds everywhere (RU25: no Business Developer, the Manager acts).
    """

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="roles")
    code = models.CharField(max_length=60)
    label = models.JSONField()
    kind = models.CharField(max_length=20, choices=RoleKind)
    capabilities = models.JSONField(default=list)
    specialises = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="specialised_by")
    """The broader role that this one includes: who is in charge of communication also is a career adviser."""
    substitute = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="substitutes_for")
    position = models.PositiveIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["centre", "code"], name="structures_role_code")]

    def __str__(self) -> str:
        return localized(self.label)
