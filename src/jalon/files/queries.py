"""Finding a file for somebody."""

from jalon.core.actor import Actor
from jalon.files import holders
from jalon.files.models import File


def readable(public_id: str, *, by: Actor) -> File | None:
    """The file of this address when it lies in the actor's centre and its holder lets them read it, else None."""
    if by.centre_id is None:
        return None
    file = File.objects.select_related("content").filter(public_id=public_id, centre_id=by.centre_id).first()
    return file if file is not None and holders.may_read(by, file) else None
