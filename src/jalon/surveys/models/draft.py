"""What a questionnaire is becoming, before anybody is asked."""

from django.db import models

from jalon.surveys.editing import Sketch
from jalon.surveys.models.questionnaire import Questionnaire


class Draft(models.Model):
    """The next version while it is written; it goes when it is published or given up.

    `revision` counts the changes, so that two people who write at once are told; `previous` is what the last change
    can be taken back to.
    """

    questionnaire = models.OneToOneField(Questionnaire, models.CASCADE, related_name="draft")
    content = models.JSONField()
    previous = models.JSONField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    edited_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.questionnaire_id} r{self.revision}"

    @property
    def sketch(self) -> Sketch:
        """The content, as objects."""
        return Sketch.model_validate(self.content)
