"""What surveys are about: each package that puts questionnaires to people says who may answer, and what comes after."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils.functional import Promise

from jalon.core import acts
from jalon.people.models import Person
from jalon.structures.models import Centre

if TYPE_CHECKING:
    from jalon.surveys.models import Questionnaire, Survey


@dataclass(frozen=True)
class After:
    """What the thank-you page adds: a sentence, and perhaps where to go (« Votre attestation est prête »)."""

    text: str | Promise
    url: str = ""
    label: str | Promise = ""


def _nothing_after(survey: "Survey", person: Person) -> After | None:
    return None


def _no_labels(centre: Centre) -> Mapping[str, str]:
    return {}


def _no_uses(questionnaire: "Questionnaire") -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class Subject:
    """How one kind of object is surveyed.

    `who_may_answer` gives the people of a survey (those present at its activity), `open_to` the identifiers of the
    objects where this person is one of them: two readings of one rule. `after` feeds the thank-you page; `type_labels`
    names the codes of the facet `activity_type`.
    """

    kind: str
    who_may_answer: Callable[["Survey"], QuerySet[Person]]
    open_to: Callable[[Person], Iterable[int] | QuerySet[Any]]
    after: Callable[["Survey", Person], After | None] = _nothing_after
    type_labels: Callable[[Centre], Mapping[str, str]] = _no_labels
    uses: Callable[["Questionnaire"], Iterable[str]] = _no_uses
    """What puts this questionnaire to people by itself (« Atelier »), in words: it cannot be archived meanwhile."""


_subjects: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    """Make a kind known to surveys; called from the `apps` of the kind's package."""
    if _subjects.get(subject.kind, subject) != subject:
        raise ValueError(f"surveys of {subject.kind!r} are declared twice")
    _subjects[subject.kind] = subject


def forget(kind: str) -> None:
    """Take a kind out again, for tests."""
    _subjects.pop(kind, None)


def everyone() -> list[Subject]:
    """Every declared kind."""
    return list(_subjects.values())


def invited(survey: "Survey") -> QuerySet[Person]:
    """The people who may answer this survey; nobody when its kind is not declared."""
    subject = _subjects.get(survey.subject_kind)
    return subject.who_may_answer(survey) if subject else Person.objects.none()


def after(survey: "Survey", person: Person) -> After | None:
    """What the thank-you page adds."""
    subject = _subjects.get(survey.subject_kind)
    return subject.after(survey, person) if subject else None


def type_labels(centre: Centre) -> dict[str, str]:
    """The words for the facet `activity_type`."""
    labels: dict[str, str] = {}
    for subject in _subjects.values():
        labels |= subject.type_labels(centre)
    return labels


def uses_of(questionnaire: "Questionnaire") -> list[str]:
    """What asks this questionnaire by itself, in words."""
    return [use for subject in _subjects.values() for use in subject.uses(questionnaire)]


def named(surveys: Iterable["Survey"]) -> dict[int, tuple[str, str]]:
    """Name and address (empty without one) of what each survey is about, by survey; one query per kind."""
    by_kind: dict[str, list[Survey]] = {}
    for survey in surveys:
        by_kind.setdefault(survey.subject_kind, []).append(survey)
    found: dict[int, tuple[str, str]] = {}
    for code, listed in by_kind.items():
        kind = acts.kind(code)
        manager = apps.get_model(kind.model)._base_manager.select_related("centre")
        objects = manager.in_bulk({survey.subject_id for survey in listed})
        for survey in listed:
            obj = objects.get(survey.subject_id)
            found[survey.pk] = (kind.name(obj), kind.page(obj) if kind.page else "") if obj is not None else ("", "")
    return found
