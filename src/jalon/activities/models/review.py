"""The balance sheet of an activity once it is over: what the next edition starts from."""

from django.db import models

from jalon.activities.models.activity import Activity
from jalon.people.models import Person
from jalon.structures.models import Centre


class Review(models.Model):
    """What was expected, what came of it, what to keep and what to change. (P10.2, P14.1, P15.2)"""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    activity = models.OneToOneField(Activity, models.PROTECT, related_name="review")
    expected = models.TextField(blank=True)
    obtained = models.TextField(blank=True)
    remarks = models.TextField(blank=True)
    to_keep = models.TextField(blank=True)
    to_change = models.TextField(blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.activity.title
