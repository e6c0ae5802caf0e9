"""The centre and its places."""

import secrets
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.core.models import PublicId

RESERVED_CODES = frozenset(
    {
        *("api", "attestation", "compte", "composants", "courrier", "favicon", "invitation", "lien", "media"),
        *("ouvrir", "programme", "recherche", "robots", "sante", "static", "verifier"),
    }
)
"""First words of addresses that belong to Jalon itself and so can't be a centre's code."""


def validate_code(code: str) -> None:
    """Refuse a centre's code that would hide an address of Jalon."""
    if code in RESERVED_CODES:
        raise ValidationError(_("« %(code)s » est un mot réservé : choisissez un autre code."), params={"code": code})


def validate_zone(zone: str) -> None:
    """Refuse a time zone that the pinned tz database does not know."""
    if zone not in available_timezones():
        raise ValidationError(_("« %(zone)s » n’est pas un fuseau horaire connu."), params={"zone": zone})


def new_revision() -> int:
    """A number that no revision of any centre had before, for all that matters."""
    return secrets.randbits(53)


class Centre(models.Model):
    """A structure that accompanies people, with its own team, people and addresses (`/<code>/…`)."""

    code = models.CharField(
        max_length=40, unique=True, validators=[RegexValidator(r"^[a-z][a-z0-9-]*$"), validate_code]
    )
    name = models.CharField(max_length=120)
    timezone = models.CharField(max_length=40, default="Africa/Casablanca", validators=[validate_zone])
    country = models.CharField(max_length=2, default="MA")
    """Region of phone numbers written without a country code (ISO 3166)."""
    kit = models.CharField(max_length=60, blank=True)
    weekly_meeting_day = models.PositiveSmallIntegerField(default=4)
    """Day of the weekly coordination meeting, Monday = 0; Friday unless the Manager says otherwise (decision 16)."""
    opened_at = models.DateTimeField(null=True, blank=True)
    """When *Ouvrir mon centre* was completed; until then the team is led through its remaining parts."""
    created_at = models.DateTimeField()
    revision = models.BigIntegerField(default=new_revision, editable=False)
    """Changes with whatever the centre settles (`revisions`); set by the database alone."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(weekly_meeting_day__lte=6), name="structures_centre_meeting_day"),
        ]

    def __str__(self) -> str:
        return self.name


class HostInstitution(models.Model):
    """The institution that hosts the centre and validates its plans and event sheets."""

    centre = models.OneToOneField(Centre, models.PROTECT, related_name="host_institution")
    name = models.CharField(max_length=160)

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A part of the structure in which a role can be held: a pole, a group, a service."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="structures_unit_name")]

    def __str__(self) -> str:
        return self.name


class Establishment(models.Model):
    """A faculty, school or training institute whose students the centre accompanies."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="establishments")
    name = models.CharField(max_length=160)
    name_key = models.CharField(max_length=160)
    is_attached = models.BooleanField(default=True)
    """Attached to the host institution, or another school that the centre also serves (P05)."""
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "name_key"], name="structures_establishment_name")]

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """A place where the centre works; planned times are read on its wall."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="sites")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=240, blank=True)
    timezone = models.CharField(max_length=40, blank=True, validators=[validate_zone])
    """Empty: the centre's."""
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="structures_site_name")]

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    """A room that one activity at a time can use."""

    public_id = PublicId()
    site = models.ForeignKey(Site, models.PROTECT, related_name="rooms")
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=120)
    seats = models.PositiveIntegerField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="structures_room_name")]

    def __str__(self) -> str:
        return self.name
