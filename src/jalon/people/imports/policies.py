"""Who may bring files in, and read what they changed."""

from django.db.models import QuerySet

from jalon.core.actor import Actor
from jalon.core.policy import Policy
from jalon.files.models import File
from jalon.people.models import ImportBatch, ImportRow


class ImportPolicy(Policy[ImportBatch]):
    """Those who import see all the imports of their centre."""

    def visible_to(self, actor: Actor) -> QuerySet[ImportBatch]:
        if actor.centre_id is None or not actor.can("people.import"):
            return ImportBatch.objects.none()
        return ImportBatch.objects.filter(centre_id=actor.centre_id)

    def can_start(self, actor: Actor, centre_id: int) -> bool:
        """Bring a file to this centre."""
        return centre_id == actor.centre_id and actor.can("people.import")

    def can_change(self, actor: Actor, batch: ImportBatch) -> bool:
        """Map, confirm, resume, undo, decide."""
        return self.can_start(actor, batch.centre_id)


imports = ImportPolicy()

HOLDER = "people.import"
"""Imported files belong to their import."""


def may_read_file(actor: Actor, file: File) -> bool:
    """Who sees the import may read the file it came from."""
    return imports.visible_to(actor).filter(file=file).exists()


def rows_visible_to(actor: Actor) -> QuerySet[ImportRow]:
    """The rows of the imports that the actor sees."""
    return ImportRow.objects.filter(batch__in=imports.visible_to(actor))
