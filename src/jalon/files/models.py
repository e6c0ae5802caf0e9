"""What is kept, and the names under which it is held."""

from django.db import models

from jalon.core.models import PublicId


class Content(models.Model):
    """Bytes kept once, whatever the number of files that show them; the fingerprint is their address on the disk."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256


class File(models.Model):
    """A content under the name that somebody gave it, held by one object of the domain.

    `holder` is the code of the kind of holder, whose policy says who may read (`files.holders`). `centre_id` is a plain
    number because this package lies below the one that knows centres. `unheld_since` is the moment when the sweep
    first found that nothing points here any more.
    """

    public_id = PublicId()
    content = models.ForeignKey(Content, models.PROTECT, related_name="files")
    name = models.CharField(max_length=150)
    holder = models.CharField(max_length=60)
    centre_id = models.BigIntegerField()
    created_at = models.DateTimeField()
    unheld_since = models.DateTimeField(null=True, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["centre_id", "created_at"], name="files_file_centre")]

    def __str__(self) -> str:
        return self.name
