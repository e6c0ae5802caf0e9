"""What is asked, in versions that never change."""

from functools import cached_property
from typing import Any

from django.db import models

from jalon.core.texts import localized
from jalon.structures.models import Centre
from jalon.surveys.definition import Definition


class Questionnaire(models.Model):
    """A questionnaire of a centre, known by its code; what it asks is in its versions."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="questionnaires")
    code = models.CharField(max_length=60)
    label = models.JSONField()
    purpose = models.JSONField(default=str, blank=True)
    """For whom and when, in a sentence, where one chooses a questionnaire."""
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["centre", "code"], name="surveys_questionnaire_code")]

    def __str__(self) -> str:
        return localized(self.label)

    @property
    def purpose_text(self) -> str:
        """For whom and when, in the reader's language."""
        return localized(self.purpose)

    @property
    def current(self) -> "Version | None":
        """The version that a new survey asks; None as long as only a draft exists."""
        return self.versions.order_by("-number").first()


class Version(models.Model):
    """What a questionnaire asks, once and for all: answers stay with the version that they answered."""

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["questionnaire", "number"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "number"], name="surveys_version_number")]

    def __str__(self) -> str:
        return f"{self.questionnaire_id} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to change a version: another one is made instead."""
        if not self._state.adding:
            raise RuntimeError("a version of a questionnaire never changes")
        super().save(*args, **kwargs)

    @cached_property
    def content(self) -> Definition:
        """The questions, as objects."""
        return Definition.model_validate(self.definition)
