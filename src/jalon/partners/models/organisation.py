"""A company, an association, an institution with which the centre works or may work. (BD01)"""

from django.db import models

from jalon.core.models import PublicId
from jalon.people.models import Person
from jalon.structures.models import Centre, Reference


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def live(self) -> "OrganisationQuerySet":
        """Neither archived nor merged into another record."""
        return self.filter(archived_at=None, merged_into=None)

    def locked(self) -> "OrganisationQuerySet":
        """For update, in the order of identifiers so that two actions never wait for each other."""
        return self.select_for_update(of=("self",)).order_by("pk")


class Organisation(models.Model):
    """One organisation, once per centre and place. `staff_from` and `staff_to` bound how many people work there."""

    public_id = PublicId()
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="organisations")
    name = models.CharField(max_length=160)
    name_ar = models.CharField(max_length=160, blank=True)
    name_key = models.CharField(max_length=200, editable=False)
    """`core.names.key` of the name, for searching, sorting and matching."""
    name_key_ar = models.CharField(max_length=200, blank=True, editable=False)
    bare_key = models.CharField(max_length=200, editable=False)
    """The key without legal forms and spaces: what two records of one organisation have in common."""
    kind = models.ForeignKey(Reference, models.PROTECT, null=True, blank=True, related_name="+")
    sector = models.ForeignKey(Reference, models.PROTECT, null=True, blank=True, related_name="+")
    city = models.ForeignKey(Reference, models.PROTECT, null=True, blank=True, related_name="+")
    staff_from = models.PositiveIntegerField(null=True, blank=True)
    staff_to = models.PositiveIntegerField(null=True, blank=True)
    """Empty beside a `staff_from`: at least so many."""
    website = models.CharField(max_length=200, blank=True)
    registration_number = models.CharField(max_length=60, blank=True)
    """What registers give: ICE, RC, SIRET… as it is written."""
    notes = models.TextField(blank=True)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Who of the team follows it."""
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_records")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["centre", "name_key"], name="partners_organisation_name"),
            models.Index(fields=["centre", "bare_key"], name="partners_organisation_bare"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(staff_to=None) | models.Q(staff_to__gte=models.F("staff_from")),
                name="partners_organisation_staff",
            ),
        ]

    def __str__(self) -> str:
        return self.name
