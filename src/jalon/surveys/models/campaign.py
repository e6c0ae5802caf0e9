"""What the centre asks for its own sake, apart from any activity."""

from django.db import models

from jalon.core.models import PublicId
from jalon.structures.models import Centre


class Campaign(models.Model):
    """A title under which a questionnaire is put to whoever has its public link: companies of a fair, former students.

    The survey about it holds everything else; the next edition is another campaign.
    """

    public_id = PublicId()
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title
