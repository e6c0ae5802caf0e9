"""Staging tables of imports: a file is read and checked into rows, and applied from them in short transactions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.core.models import PublicId
from jalon.files.models import File
from jalon.people.models.person import Person
from jalon.structures.models import AcademicYear, Centre, Establishment


class ImportState(models.TextChoices):
    """Where an import stands."""

    READING = "reading", _("lecture du fichier")
    MAPPING = "mapping", _("colonnes à confirmer")
    CHECKING = "checking", _("vérification des lignes")
    READY = "ready", _("prêt à importer")
    APPLYING = "applying", _("import en cours")
    DONE = "done", _("terminé")
    UNDOING = "undoing", _("annulation en cours")
    UNDONE = "undone", _("annulé")
    FAILED = "failed", _("fichier refusé")
    ABANDONED = "abandoned", _("abandonné")


class Verdict(models.TextChoices):
    """What will become of a row, in the words of the screen."""

    CREATE = "create", _("à créer")
    UPDATE = "update", _("à mettre à jour")
    UNCHANGED = "unchanged", _("à jour")
    MERGED = "merged", _("même personne qu’une autre ligne")
    DOUBTFUL = "doubtful", _("à vérifier")
    REFUSED = "refused", _("refusée")


class ImportBatch(models.Model):
    """One file brought to the centre. `columns` says which field each column feeds; `counts` what each verdict got."""

    RUNNING = (ImportState.READING, ImportState.CHECKING, ImportState.APPLYING, ImportState.UNDOING)

    public_id = PublicId()
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="imports")
    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="imports")
    establishment = models.ForeignKey(Establishment, models.PROTECT, null=True, blank=True, related_name="+")
    """Whose students these are, when the file has no such column."""
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=20, choices=ImportState, default=ImportState.READING)
    is_full_list = models.BooleanField(default=True)
    """A full list shows who is missing from it (*non réinscrits*); a partial one does not."""
    columns = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    """What was left out of the file (titles, totals, other sheets), and what an undo had to keep."""
    failure = models.TextField(blank=True)
    progress = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    """Last sign of progress: an import that stopped midway is recognised by its age."""
    checked_at = models.DateTimeField(null=True, blank=True)
    """When the rows were compared with the people; an import applied since then makes a new check necessary."""
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre"],
                condition=Q(state__in=["reading", "checking", "applying", "undoing"]),
                name="people_import_one_at_a_time",
            ),
        ]


class ImportRow(models.Model):
    """One line of the file: what it said, what was understood, what becomes of it, and what to restore on undo."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows", db_index=False)
    position = models.PositiveIntegerField()
    """Order of matching: lines with a national code first, so that the others find them."""
    sheet = models.CharField(max_length=60, blank=True)
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    values = models.JSONField(default=dict)
    remarks = models.JSONField(default=list)
    """Column and sentence for each cell that was set aside."""
    verdict = models.CharField(max_length=12, choices=Verdict, blank=True)
    reason = models.TextField(blank=True)
    column = models.CharField(max_length=120, blank=True)
    """For a refused row: the column at fault."""
    leader = models.PositiveIntegerField(null=True, blank=True)
    """For a merged or doubtful row: the position of the row of this file with which it was compared."""
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="import_rows")
    candidate = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    """For a doubtful row: the person it may be."""
    decided_at = models.DateTimeField(null=True, blank=True)
    """For a doubtful row: when somebody said whether it is that person."""
    before = models.JSONField(null=True, blank=True)
    """What applying the row changed: `created`, or field by field the former and the new value."""
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="people_import_row_once")]
        indexes = [
            models.Index(fields=["batch", "verdict", "number"], name="people_import_row_verdict"),
            models.Index(
                fields=["candidate"], condition=Q(candidate__isnull=False), name="people_import_row_candidate"
            ),
        ]


class ImportProfile(models.Model):
    """The columns as somebody corrected them, remembered for the next file with the same headings."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    signature = models.CharField(max_length=64)
    """Digest of the normalised headings."""
    columns = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "signature"], name="people_import_profile_once")]
