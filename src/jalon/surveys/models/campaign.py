"""What the centre asks for its own sake, apart from any activity."""

from django.db import models

from jalon.core.models import PublicId
from jalon.people.models import Person
from jalon.structures.models import Centre


class Campaign(models.Model):
    """A title under which a questionnaire is put to whoever has its public link, or to people who are invited.

    The survey about it holds everything else; the next edition is another campaign.
    """

    public_id = PublicId()
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class Invitation(models.Model):
    """Somebody to whom a campaign is put by name."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "person"], name="surveys_invitation_once")]
