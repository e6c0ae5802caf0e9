"""What was answered: rows that know neither who nor when, and that lie in no order."""

import secrets
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q

from jalon.structures.models import Centre
from jalon.surveys.definition import HIGHEST, LOWEST
from jalon.surveys.models.questionnaire import Version


def new_random_id() -> int:
    """63 random bits."""
    return secrets.randbits(62) + 1


class RandomId(models.BigIntegerField):
    """A random primary key that is also the row's place in the table.

    SQLite gives each row a hidden counter (`rowid`) unless its key is of the very type `integer`: then the key is the
    counter. So the table is ordered by chance, and the order of arrival is written nowhere.
    """

    def __init__(self, **options: Any) -> None:
        options = {"primary_key": True, "default": new_random_id, "editable": False} | options
        super().__init__(**options)  # type: ignore[arg-type]

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """`integer` on SQLite, `bigint` elsewhere."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class Unpublished(models.Model):
    """An answer that waits for company: nobody reads it, publication takes it away."""

    id = RandomId()
    survey = models.ForeignKey("surveys.Survey", models.PROTECT, related_name="unpublished")
    answers = models.JSONField()


class Sheet(models.Model):
    """A published answer. Without a survey: a remainder, which counts only in the figures of its semester."""

    id = RandomId()
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    survey = models.ForeignKey("surveys.Survey", models.PROTECT, null=True, blank=True, related_name="sheets")
    semester = models.CharField(max_length=20)
    overall = models.PositiveSmallIntegerField(null=True)
    answers = models.JSONField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(overall__gte=LOWEST, overall__lte=HIGHEST), name="surveys_sheet_overall")
        ]
        indexes = [models.Index(fields=["centre", "semester"], name="surveys_sheet_semester")]
