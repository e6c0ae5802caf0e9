"""Who may read produced documents: whoever may read what they are about."""

from jalon.core.actor import Actor
from jalon.documents import subjects
from jalon.documents.models import Produced
from jalon.files.models import File

HOLDER = "documents.produced"


def may_read_file(actor: Actor, file: File) -> bool:
    """Whether one of the documents that hold this file is about something that the actor may read."""
    if actor.centre_id is None:
        return False
    held = Produced.objects.filter(file=file, centre_id=actor.centre_id)
    return any(subjects.may_read(actor, document.kind, document.object_id) for document in held)
