"""Tables of the rails: commands that may arrive twice, and the worker's signs of life."""

from django.db import models

from jalon.core.identifiers import LENGTH, new_public_id


class PublicId(models.CharField):
    """A random identifier of 85 bits, for addresses that outsiders see."""

    def __init__(self, **options: object) -> None:
        options = {"max_length": LENGTH, "unique": True, "default": new_public_id, "editable": False} | options
        super().__init__(**options)  # type: ignore[arg-type]


class Arrival(models.Model):
    """An action that may arrive twice (form sent again, device, retry): the second arrival gets the first answer."""

    key = models.CharField(max_length=80)
    act = models.CharField(max_length=80)
    author = models.CharField(max_length=40)
    answer = models.JSONField(null=True)
    arrived_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "act", "author"], name="core_arrival_once")]


class Heartbeat(models.Model):
    """A worker's last sign of life."""

    worker = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()


class PeriodicRun(models.Model):
    """One run of a periodic work; unique, so that exactly one worker starts it."""

    name = models.CharField(max_length=80)
    due = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "due"], name="core_periodic_run_once")]
