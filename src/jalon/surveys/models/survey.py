"""One occasion on which a questionnaire is answered, and who did so."""

import secrets
from datetime import datetime

from django.db import models
from django.db.models import F, Q

from jalon.core.models import PublicId
from jalon.people.models import Person
from jalon.structures.models import Centre, Reference, Site
from jalon.surveys.models.answers import RandomId
from jalon.surveys.models.questionnaire import Questionnaire, Version

WALL_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0/O, 1/I/L, U/V pairs: the code is read on a wall and typed on a phone."""
WALL_LENGTH = 6


def new_wall_code() -> str:
    """Six characters to write on the wall."""
    return "".join(secrets.choice(WALL_ALPHABET) for _ in range(WALL_LENGTH))


class SurveyQuerySet(models.QuerySet["Survey"]):
    def open(self, now: datetime) -> "SurveyQuerySet":
        """Those that can be answered now."""
        return self.filter(closed_at=None, closes_at__gt=now)

    def overdue(self, now: datetime) -> "SurveyQuerySet":
        """Those whose last moment has passed and that nobody closed yet."""
        return self.filter(closed_at=None, closes_at__lte=now)

    def about(self, kind: str, object_id: int) -> "SurveyQuerySet":
        """The surveys of this subject."""
        return self.filter(subject_kind=kind, subject_id=object_id)


class Survey(models.Model):
    """A version put to the people of one subject (a workshop…).

    The facets by which satisfaction breaks down are those of the subject, never traits of a person.
    """

    public_id = PublicId()
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="surveys")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="surveys")
    version = models.ForeignKey(Version, models.PROTECT, related_name="surveys")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    activity_type = models.CharField(max_length=60, blank=True)
    theme = models.ForeignKey(Reference, models.PROTECT, null=True, blank=True, related_name="+")
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    adviser = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    month = models.CharField(max_length=7)
    semester = models.CharField(max_length=20)
    is_public = models.BooleanField(default=False)
    """Open to whoever has its link, and to nobody by name: a survey has one door, never both (see docs)."""
    last_public_on = models.DateField(null=True, blank=True)
    """The day of the last answer by the public link: such an answer leaves no completion that would tell."""
    wall_code = models.CharField(max_length=WALL_LENGTH, default=new_wall_code)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "subject_kind", "subject_id"], name="surveys_survey_once"),
            models.UniqueConstraint(fields=["centre", "wall_code"], name="surveys_survey_wall"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opened_at")), name="surveys_survey_moments"),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="surveys_survey_subject"),
            models.Index(fields=["centre", "month"], name="surveys_survey_month"),
        ]

    def __str__(self) -> str:
        return self.public_id

    def is_open(self, now: datetime) -> bool:
        """Whether it can be answered."""
        return self.closed_at is None and now < self.closes_at

    @property
    def state(self) -> str:
        """`open` or `closed`, for the badge."""
        return "closed" if self.closed_at else "open"


class Completion(models.Model):
    """That a person answered, and on which day: no moment, no order, and nothing that leads to what they answered.

    `receipt` is the digest of the form's random key: the same form sent twice is thanked twice.
    """

    id = RandomId()
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="completions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="completions")
    day = models.DateField()
    receipt = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "person"], name="surveys_completion_once")]
