"""The lists that a centre may rename (BD05): levels, fields of study, themes, origins, sectors, cities…"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.core.texts import localized
from jalon.structures.models.centre import Centre


class ReferenceList(models.TextChoices):
    """Which list an item belongs to."""

    LEVEL = "level", _("Niveaux d’études")
    FIELD = "field", _("Filières")
    THEME = "theme", _("Thèmes")
    ORIGIN = "origin", _("Origines d’inscription")
    NEED = "need", _("Besoins exprimés à l’accueil")
    SERVICE = "service", _("Ce qui est fait à l’accueil")
    ORIENTATION = "orientation", _("Orientations données à l’accueil")
    ORGANISATION = "organisation", _("Sortes d’organisations")
    SECTOR = "sector", _("Secteurs d’activité")
    CITY = "city", _("Villes")
    INTEREST = "interest", _("Intérêts des partenaires")
    CHANNEL = "channel", _("Moyens d’échange")
    CONTACT_ORIGIN = "contact_origin", _("Origines des contacts")


class ReferenceQuerySet(models.QuerySet["Reference"]):
    def of(self, list_code: str) -> "ReferenceQuerySet":
        """The items of one list."""
        return self.filter(list=list_code)

    def in_use(self) -> "ReferenceQuerySet":
        """Those that can still be chosen."""
        return self.filter(archived_at=None)


class Reference(models.Model):
    """An item of a list. `to_check` marks one that an import met and nobody confirmed yet."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="references")
    list = models.CharField(max_length=20, choices=ReferenceList)
    code = models.CharField(max_length=60)
    label = models.JSONField()
    position = models.PositiveIntegerField(default=0)
    to_check = models.BooleanField(default=False)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["centre", "list", "code"], name="structures_reference_code")]

    def __str__(self) -> str:
        return localized(self.label)


class ReferenceAlias(models.Model):
    """Another way in which files write an item, normalised by `core.names.key`: the same level under several names."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="reference_aliases")
    reference = models.ForeignKey(Reference, models.PROTECT, related_name="aliases")
    list = models.CharField(max_length=20, choices=ReferenceList)
    key = models.CharField(max_length=160)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "list", "key"], name="structures_alias_key")]
