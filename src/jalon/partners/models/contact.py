"""Somebody whom the centre knows at an organisation. (BD01, P17.2)"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.core.models import PublicId
from jalon.partners.models.organisation import Organisation
from jalon.people.models import Person
from jalon.structures.models import Centre, Reference


class Civility(models.TextChoices):
    """How the person is addressed; empty when unknown."""

    MADAM = "f", _("Madame")
    SIR = "m", _("Monsieur")


class Language(models.TextChoices):
    """In which language to write to the person."""

    FRENCH = "fr", _("Français")
    ARABIC = "ar", _("Arabe")
    ENGLISH = "en", _("Anglais")
    SPANISH = "es", _("Espagnol")


class ContactQuerySet(models.QuerySet["Contact"]):
    def live(self) -> "ContactQuerySet":
        """Still at the organisation as far as the centre knows, and not erased."""
        return self.filter(archived_at=None, merged_into=None, erased_at=None)

    def reachable(self) -> "ContactQuerySet":
        """Those to whom the centre may write or speak: nobody who asked to be left alone."""
        return self.live().filter(no_contact_on=None)

    def locked(self) -> "ContactQuerySet":
        """For update, in the order of identifiers."""
        return self.select_for_update(of=("self",)).order_by("pk")


class Contact(models.Model):
    """A person in the part that they have at one organisation; `person` joins the one that the centre also knows.

    `no_contact_on` and its source say that the person no longer wants to be contacted: messages and exports leave them
    out. `informed_on` is the day on which they were told what the centre keeps about them, and why.
    """

    public_id = PublicId()
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="contacts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="contacts")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="contacts")
    civility = models.CharField(max_length=1, choices=Civility, blank=True)
    last_name = models.CharField(max_length=120, blank=True)
    first_name = models.CharField(max_length=120, blank=True)
    last_name_ar = models.CharField(max_length=120, blank=True)
    first_name_ar = models.CharField(max_length=120, blank=True)
    name_key = models.CharField(max_length=250, blank=True, editable=False)
    name_key_ar = models.CharField(max_length=250, blank=True, editable=False)
    identity_key = models.CharField(max_length=250, blank=True, editable=False)
    """The whole name however its words are cut, by which files find the person again."""
    function = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=2, choices=Language, blank=True)
    origin = models.ForeignKey(Reference, models.PROTECT, null=True, blank=True, related_name="+")
    """Through whom the centre knows the person: its own base, former students, somebody's network. (P17.2)"""
    interests = models.ManyToManyField(Reference, blank=True, related_name="+")
    """What the person may do with the centre: recruit, open the doors, speak, sponsor."""
    themes = models.ManyToManyField(Reference, blank=True, related_name="+")
    """What the person can speak about."""
    notes = models.TextField(blank=True)
    no_contact_on = models.DateField(null=True, blank=True)
    no_contact_source = models.CharField(max_length=200, blank=True)
    informed_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)
    """When the centre learned that the person left the organisation."""
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_records")
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["centre", "name_key"], name="partners_contact_name"),
            models.Index(fields=["centre", "email"], name="partners_contact_email"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """First name then last name; without any, what the person can be told by."""
        if self.erased_at:
            return str(_("Contact effacé"))
        return f"{self.first_name} {self.last_name}".strip() or self.function or self.email or self.phone

    @property
    def full_name_ar(self) -> str:
        """The name in Arabic script, empty when unknown."""
        return f"{self.first_name_ar} {self.last_name_ar}".strip()
