"""Staging tables of a file of contacts: read and checked into rows, imported from them, taken back from them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.core.models import PublicId
from jalon.files.models import File
from jalon.partners.models.contact import Contact
from jalon.partners.models.organisation import Organisation
from jalon.people.models import Person
from jalon.structures.models import Centre


class ContactImportState(models.TextChoices):
    """Where the file stands. It is small enough to be checked and imported at once: nothing runs in between."""

    MAPPING = "mapping", _("colonnes à confirmer")
    READY = "ready", _("prêt à importer")
    DONE = "done", _("terminé")
    UNDONE = "undone", _("annulé")
    ABANDONED = "abandoned", _("abandonné")


class ContactVerdict(models.TextChoices):
    """What becomes of a row, in the words of the screen."""

    CREATE = "create", _("à créer")
    UPDATE = "update", _("à mettre à jour")
    UNCHANGED = "unchanged", _("à jour")
    MERGED = "merged", _("même contact qu’une autre ligne")
    DOUBTFUL = "doubtful", _("à vérifier")
    REFUSED = "refused", _("refusée")


class ContactImport(models.Model):
    """One file of contacts brought to the centre."""

    public_id = PublicId()
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="contact_imports")
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=20, choices=ContactImportState, default=ContactImportState.MAPPING)
    columns = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    """What was left out of the file, what the import made, what an undo had to keep."""
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)


class ContactImportRow(models.Model):
    """One line of the file: what it said, what was understood, what becomes of it, and what to take back on undo."""

    batch = models.ForeignKey(ContactImport, models.CASCADE, related_name="rows", db_index=False)
    position = models.PositiveIntegerField()
    sheet = models.CharField(max_length=60, blank=True)
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    values = models.JSONField(default=dict)
    remarks = models.JSONField(default=list)
    verdict = models.CharField(max_length=12, choices=ContactVerdict)
    reason = models.TextField(blank=True)
    column = models.CharField(max_length=120, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="import_rows")
    candidate = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+")
    """For a doubtful row: the contact that it may be."""
    decision = models.CharField(max_length=5, blank=True)
    """For a doubtful row, what somebody said: `same` or `other`."""
    before = models.JSONField(default=dict)
    """What importing the row made (`made`) and changed (`contact`, `organisation`: former and new values)."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="partners_import_row_once")]
