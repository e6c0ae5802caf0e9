"""The person: one row each, never two people in one."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.core.models import PublicId
from jalon.structures.models import Centre


class Sex(models.TextChoices):
    """As the registrar's file gives it; empty when unknown."""

    FEMALE = "f", _("Femme")
    MALE = "m", _("Homme")


class Origin(models.TextChoices):
    """How a person came to be registered at the Career Center."""

    PORTAL = "portal", _("Inscription en ligne")
    DESK = "desk", _("Accueil")
    ACTIVITY = "activity", _("À une activité")
    STAFF = "staff", _("Ajout par l’équipe")


class PersonQuerySet(models.QuerySet["Person"]):
    def live(self) -> "PersonQuerySet":
        """Neither merged into another record nor erased."""
        return self.filter(merged_into=None, erased_at=None)

    def registered(self) -> "PersonQuerySet":
        """Registered at the Career Center, beyond being a student of the institution."""
        return self.exclude(registered_at=None)

    def with_email(self, address: str) -> "PersonQuerySet":
        """Whose institutional or personal address this is: possibly several people."""
        address = address.strip().lower()
        return self.filter(Q(institutional_email=address) | Q(personal_email=address))

    def locked(self) -> "PersonQuerySet":
        """For update, in the order of identifiers so that two actions never wait for each other."""
        return self.select_for_update().order_by("pk")


class Person(models.Model):
    """Somebody whom the centre knows: student, ambassador, team member, speaker's contact…

    Three states are counted apart: in the registrar's file only (`registered_at` empty), registered at the Career
    Center, and with an active account (`accounts.Link`). `staff_fields` names the fields that the team corrected by
    hand: an import leaves them alone. E-mail addresses are kept in lower case, phones in E.164 when valid.
    """

    public_id = PublicId()
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="people")
    last_name = models.CharField(max_length=120)
    first_name = models.CharField(max_length=120, blank=True)
    last_name_ar = models.CharField(max_length=120, blank=True)
    first_name_ar = models.CharField(max_length=120, blank=True)
    name_key = models.CharField(max_length=250, editable=False)
    """`core.names.key` of last then first name, for matching, searching and sorting."""
    name_key_ar = models.CharField(max_length=250, blank=True, editable=False)
    identity_key = models.CharField(max_length=250, blank=True, editable=False)
    """`core.names.identity`: the whole name however its words are cut."""
    dated_identity = models.CharField(max_length=264, blank=True, editable=False)
    """The same with the birth date, by which imports find people among their homonyms."""
    spellings = models.TextField(blank=True, editable=False)
    """`core.spelling.shortened` of the short words of both names, so that a slip in one of them is found."""
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    born_on = models.DateField(null=True, blank=True)
    national_code = models.CharField(max_length=20, blank=True)
    """CNE or Massar code: one person, one code, for life."""
    student_number = models.CharField(max_length=20, blank=True)
    institutional_email = models.CharField(max_length=254, blank=True)
    personal_email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    registered_at = models.DateTimeField(null=True, blank=True)
    registered_origin = models.CharField(max_length=20, choices=Origin, blank=True)
    registered_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    staff_fields = models.JSONField(default=list)
    card_checked_at = models.DateTimeField(null=True, blank=True)
    """When the desk compared the record with the student's card (*Carte vérifiée*)."""
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_records")
    erased_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "national_code"],
                condition=Q(national_code__gt="", merged_into=None, erased_at=None),
                name="people_person_national_code",
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "name_key"], name="people_person_name"),
            models.Index(fields=["centre", "name_key_ar"], name="people_person_name_ar"),
            models.Index(fields=["centre", "identity_key"], name="people_person_identity"),
            models.Index(fields=["centre", "dated_identity"], name="people_person_dated"),
            models.Index(fields=["centre", "student_number"], name="people_person_number"),
            models.Index(fields=["centre", "national_code"], name="people_person_code"),  # the constraint's is partial
            models.Index(fields=["institutional_email"], name="people_person_mail"),
            models.Index(fields=["personal_email"], name="people_person_own_mail"),
            models.Index(fields=["centre", "registered_at"], name="people_person_registered"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """First name then last name, as people introduce themselves."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def full_name_ar(self) -> str:
        """The name in Arabic script, empty when unknown."""
        return f"{self.first_name_ar} {self.last_name_ar}".strip()

    @property
    def email(self) -> str:
        """Where to write: the address that the person gave, else the institution's."""
        return self.personal_email or self.institutional_email
