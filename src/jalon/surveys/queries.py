"""Reads about surveys: who has to answer, who did, and what was published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Avg, Count, Exists, OuterRef, Q, QuerySet

from jalon.core.actor import Actor
from jalon.people.models import Person
from jalon.structures.models import Centre
from jalon.surveys import policies, rules, subjects
from jalon.surveys.models import Completion, Draft, Invitation, NameRemark, Questionnaire, Sheet, Survey, Unpublished


def survey_of(kind: str, object_id: int) -> Survey | None:
    """The latest survey of a subject."""
    return Survey.objects.about(kind, object_id).order_by("-opened_at").first()


def has_answered(kind: str, object_id: int, person: Person) -> bool:
    """Whether this person answered a questionnaire about this subject. (P08.10, RU23)"""
    return Completion.objects.filter(survey__subject_kind=kind, survey__subject_id=object_id, person=person).exists()


def who_answered(kind: str, object_id: int) -> set[int]:
    """The identifiers of those who answered a questionnaire about this subject."""
    completions = Completion.objects.filter(survey__subject_kind=kind, survey__subject_id=object_id)
    return set(completions.values_list("person_id", flat=True))


@dataclass(frozen=True)
class Awaited:
    """A questionnaire that waits for somebody."""

    survey: Survey
    subject: str


def awaiting(person: Person, *, now: datetime) -> list[Awaited]:
    """The questionnaires that this person may still answer, the first to close on top."""
    mine = Q(pk__in=[])
    for subject in subjects.everyone():
        mine |= Q(subject_kind=subject.kind, subject_id__in=subject.open_to(person))
    answered = Completion.objects.filter(survey=OuterRef("pk"), person=person)
    surveys = list(
        Survey.objects.open(now)
        .filter(mine, ~Exists(answered), centre_id=person.centre_id)
        .select_related("questionnaire")
        .order_by("closes_at", "pk")
    )
    names = subjects.named(surveys)
    return [Awaited(survey, names[survey.pk][0]) for survey in surveys]


def for_person(centre: Centre, public_id: str, person: Person) -> Survey | None:
    """The survey of this address, if it is put to this person or they have answered it."""
    survey = (
        Survey.objects.filter(centre=centre, public_id=public_id)
        .select_related("version", "questionnaire", "centre")
        .first()
    )
    if survey is None or not (answered_by(survey, person) or policies.survey.may_answer(survey, person)):
        return None
    return survey


def answered_by(survey: Survey, person: Person) -> bool:
    """Whether this person answered this survey."""
    return Completion.objects.filter(survey=survey, person=person).exists()


def by_wall_code(centre: Centre, code: str, *, now: datetime) -> Survey | None:
    """The open survey with this code on its wall, however it was typed."""
    written = "".join(code.split()).replace("-", "").upper()
    return (
        Survey.objects.open(now)
        .filter(centre=centre, wall_code=written, is_public=False)
        .select_related("version", "questionnaire", "centre")
        .first()
    )


def _invited(survey: Survey) -> QuerySet[Person]:
    """The people to whom a campaign is put by name; nobody when its link is public."""
    named = Invitation.objects.filter(campaign=survey.subject_id)
    return Person.objects.live().filter(pk__in=named.values("person")).order_by("pk")


def _campaigns_put_to(person: Person) -> QuerySet[Any, Any]:
    return Invitation.objects.filter(person=person).values_list("campaign_id")


CAMPAIGNS = subjects.Subject("campaign", who_may_answer=_invited, open_to=_campaigns_put_to)
"""What the centre asks for its own sake: its survey has one door, its public link or its invitations."""


def people_of_addresses(centre: Centre, addresses: Iterable[str]) -> tuple[list[Person], list[str]]:
    """The people of the centre who have these e-mail addresses, and the addresses that are nobody's, or several's."""
    wanted = list(dict.fromkeys(address.strip().lower() for address in addresses if address.strip()))
    mails = Q(institutional_email__in=wanted) | Q(personal_email__in=wanted)
    by_address: dict[str, list[Person]] = {}
    for person in Person.objects.live().filter(mails, centre=centre).select_related("centre"):
        for address in {person.institutional_email, person.personal_email} & set(wanted):
            by_address.setdefault(address, []).append(person)
    found = {one[0].pk: one[0] for address in wanted if len(one := by_address.get(address, [])) == 1}
    return list(found.values()), [address for address in wanted if len(by_address.get(address, [])) != 1]


def public_survey(centre: Centre, public_id: str) -> Survey | None:
    """The survey behind a public link, open or closed; None for one that has no such link."""
    found = Survey.objects.filter(centre=centre, public_id=public_id, is_public=True)
    return found.select_related("version", "questionnaire", "centre").first()


def find_present(survey: Survey, *, last_name: str, first_name: str, born_on: date | None = None) -> list[Person]:
    """The invited people who bear this name (and were born that day, when it is given)."""
    found = rules.same_name(subjects.invited(survey), last_name, first_name)
    return [person for person in found if born_on is None or person.born_on == born_on]


def open_remark(person: Person) -> NameRemark | None:
    """How this person wants their name printed, while nobody has settled it."""
    return NameRemark.objects.filter(person=person, settled_at=None).first()


def remarks_to_settle(centre: Centre, *, by: Actor) -> QuerySet[NameRemark]:
    """The spellings that wait for the team."""
    visible = policies.remark.visible_to(by).filter(centre=centre, settled_at=None)
    return visible.select_related("person").order_by("written_on", "pk")


def average(survey: Survey, *, by: Actor) -> float | None:
    """The mean of the overall marks of the published answers."""
    mean: float | None = sheets(survey, by=by).aggregate(mean=Avg("overall"))["mean"]
    return mean


def surveys(centre: Centre, *, by: Actor) -> QuerySet[Survey]:
    """The surveys of the centre with `answers` (published) and `average`."""
    return (
        policies.survey.visible_to(by)
        .filter(centre=centre)
        .select_related("questionnaire", "centre")
        .annotate(answers=Count("sheets"), average=Avg("sheets__overall"))
    )


def questionnaires(centre: Centre, *, by: Actor, archived: bool = False) -> QuerySet[Questionnaire]:
    """The centre's questionnaires with the number of their surveys, and their draft if there is one."""
    visible = policies.questionnaire.visible_to(by).filter(centre=centre, archived_at__isnull=not archived)
    counted = visible.annotate(surveys_count=Count("surveys", distinct=True))
    return counted.prefetch_related("versions").select_related("draft", "centre").order_by("code")


def models_to_copy(centre: Centre, *, by: Actor) -> list[Questionnaire]:
    """The questionnaires from which a new one may start: those that have a version."""
    return [questionnaire for questionnaire in questionnaires(centre, by=by) if questionnaire.versions.all()]


def draft_of(questionnaire: Questionnaire) -> Draft | None:
    """What the questionnaire is becoming, if somebody is writing it."""
    return Draft.objects.filter(questionnaire=questionnaire).select_related("questionnaire__centre").first()


def question_codes(questionnaire: Questionnaire) -> set[str]:
    """The codes of every question that was ever asked: none is given to another question."""
    return {question.id for version in questionnaire.versions.all() for question in version.content.questions()}


def is_lot_waiting(survey: Survey) -> bool:
    """Whether five answers or more wait for the night: all that may be said of how many wait."""
    return Unpublished.objects.filter(survey=survey)[: rules.LOT].count() == rules.LOT


def published_of(questionnaire: Questionnaire, *, by: Actor, **facets: Any) -> QuerySet[Sheet]:
    """Every published sheet of the surveys of a questionnaire that have these facets, in their order of chance.

    Whole surveys only: the remainders of small ones, which have none, count in the figures of their semester alone.
    """
    chosen = {f"survey__{facet}": value for facet, value in facets.items() if value}
    found = policies.sheet.visible_to(by).filter(version__questionnaire=questionnaire, survey__isnull=False, **chosen)
    return found.select_related("version", "survey__theme", "survey__site", "survey__adviser", "survey__centre")


def facets_of(questionnaire: Questionnaire, *, by: Actor) -> dict[str, list[tuple[str, str]]]:
    """The facets of the surveys of a questionnaire that have published answers, in words, by name."""
    surveys = (
        policies.survey.visible_to(by)
        .filter(questionnaire=questionnaire, sheets__isnull=False)
        .select_related("theme", "site", "adviser")
        .distinct()
    )
    types = subjects.type_labels(questionnaire.centre)
    found: dict[str, dict[str, str]] = {name: {} for name in ("activity_type", "theme", "site", "adviser", "month")}
    for survey in surveys:
        for name, (key, label) in facets_in_words(survey, types).items():
            if key:
                found.setdefault(name, {})[key] = label
    return {name: sorted(values.items(), key=lambda item: item[1]) for name, values in found.items()}


def facets_in_words(survey: Survey, types: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The facets of a survey: key and label by name, empty where it has none."""
    kind = survey.activity_type
    return {
        "activity_type": (kind, types.get(kind, kind)),
        "theme": (str(survey.theme_id or ""), str(survey.theme or "")),
        "site": (str(survey.site_id or ""), survey.site.name if survey.site else ""),
        "adviser": (str(survey.adviser_id or ""), survey.adviser.full_name if survey.adviser else ""),
        "month": (survey.month, rules.month_label(survey.month)),
    }


def sheets(survey: Survey, *, by: Actor) -> QuerySet[Sheet]:
    """The published answers of a survey, in their order of chance."""
    return policies.sheet.visible_to(by).filter(survey=survey).select_related("version")
