"""How activities and questionnaires meet: who is asked, and what an answer sets off. (P08.9, P08.10)"""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from jalon.activities.actions import issue_certificate
from jalon.activities.models import Activity, ActivityType, Attendance, Certificate
from jalon.activities.queries import missing_for_certificate
from jalon.core.actor import system
from jalon.core.addresses import public_page
from jalon.core.texts import localized
from jalon.people.models import Person
from jalon.structures.models import Centre
from jalon.surveys.models import Questionnaire, Survey
from jalon.surveys.subjects import After, Subject


def people_to_ask(survey: Survey) -> QuerySet[Person]:
    """Those who were present at the activity."""
    return Person.objects.filter(
        attendances__in=Attendance.objects.present().filter(activity_id=survey.subject_id)
    ).order_by("pk")


def attended_by(person: Person) -> Any:
    """The activities at which the person was present."""
    return Attendance.objects.present().filter(person=person).values_list("activity_id")


def after_answering(survey: Survey, person: Person) -> After | None:
    """What the thanks page offers: the certificate, when it was issued."""
    certificate = Certificate.objects.valid().filter(activity_id=survey.subject_id, person=person).first()
    if certificate is None:
        return None
    return After(_("Votre attestation est prête."), public_page(certificate), _("Voir mon attestation"))


def type_labels(centre: Centre) -> dict[str, str]:
    """The words for the kinds of activities."""
    return {kind.code: localized(kind.label) for kind in ActivityType.objects.filter(centre=centre)}


def kinds_that_ask(questionnaire: Questionnaire) -> list[str]:
    """The kinds of activities that put this questionnaire to those present."""
    kinds = ActivityType.objects.filter(centre=questionnaire.centre_id, questionnaire=questionnaire.code)
    return [localized(kind.label) for kind in kinds]


def issue_on_completion(sender: object, *, survey: Survey, person: Person, now: datetime, **_options: Any) -> None:
    """Issue the certificate as soon as the questionnaire was its last missing part. It never sees the answers."""
    if survey.subject_kind != "activity":
        return
    activity = Activity.objects.select_related("type", "centre", "leader").get(pk=survey.subject_id)
    if not activity.type.certificate or Certificate.objects.filter(activity=activity, person=person).exists():
        return
    if not missing_for_certificate(activity, person):
        issue_certificate(activity, person, by=system(activity.centre_id), now=now)


SUBJECT = Subject(
    kind="activity",
    who_may_answer=people_to_ask,
    open_to=attended_by,
    after=after_answering,
    type_labels=type_labels,
    uses=kinds_that_ask,
)
