"""Taking away what nothing points to any more, a day after its last reference."""

import logging
import time
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef, QuerySet

from jalon.files.models import Content, File
from jalon.files.storage import path_of

log = logging.getLogger(__name__)
GRACE = timedelta(days=1)


def held() -> list[Exists]:
    """One condition per foreign key to File that the model registry knows: a new holder needs no word here."""
    return [_points_here(relation) for relation in File._meta.related_objects]


def unheld_files() -> QuerySet[File]:
    """Files to which no row points."""
    files = File.objects.all()
    for condition in held():
        files = files.filter(~condition)
    return files


def sweep(*, now: datetime) -> int:
    """Mark what lost its last reference, remove what lost it a day ago; gives the number of contents removed."""
    unheld = unheld_files()
    File.objects.filter(unheld_since__isnull=False).exclude(pk__in=unheld.values("pk")).update(unheld_since=None)
    unheld.filter(unheld_since=None).update(unheld_since=now)
    unheld.filter(unheld_since__lte=now - GRACE).delete()
    fingerprints = Content.objects.filter(files=None, stored_at__lte=now - GRACE).values_list("sha256", flat=True)
    removed = sum(_remove(sha256) for sha256 in list(fingerprints))
    _remove_leftovers()
    return removed


def _points_here(relation: ForeignObjectRel) -> Exists:
    field = relation.remote_field
    return Exists(relation.related_model._base_manager.filter(**{field.name: OuterRef("pk")}))


def _remove(sha256: str) -> bool:
    """Remove one content, row and bytes, under the lock that `storage.hold` takes too."""
    with transaction.atomic():
        content = Content.objects.select_for_update().filter(sha256=sha256).first()
        path = path_of(sha256)
        if content is None or content.files.exists() or _is_young(path):
            return False
        content.delete()
        path.unlink(missing_ok=True)
    log.info("removed the content %s, unused for a day", sha256[:12])
    return True


def _remove_leftovers() -> None:
    """Bytes that were received and never held, and copies that a power cut left halfway."""
    root = Path(settings.JALON_FILES_DIR)
    for path in root.glob("incoming/*"):
        if not _is_young(path):
            path.unlink(missing_ok=True)
    for folder in root.glob("[0-9a-f][0-9a-f]"):
        old = {path.name: path for path in folder.glob("*/*") if not _is_young(path)}
        known = set(Content.objects.filter(sha256__startswith=folder.name).values_list("sha256", flat=True))
        for name in old.keys() - known:
            old[name].unlink(missing_ok=True)


def _is_young(path: Path) -> bool:
    """Whether the bytes were received within the last day, by the disk's own clock."""
    try:
        return time.time() - path.stat().st_mtime < GRACE.total_seconds()
    except FileNotFoundError:
        return False
