"""The answers of the demonstration's participants: mostly pleased, never all the same."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from jalon.activities.models import Activity
from jalon.core.actor import Actor, ActorKind
from jalon.people.models import Person
from jalon.structures.models import Centre
from jalon.surveys.actions import complete, complete_publicly, open_campaign
from jalon.surveys.definition import Definition, Question
from jalon.surveys.queries import survey_of

FAIR = "Salon de l’emploi des Deux Caps"
WORDS = (
    "Très concret, merci.",
    "J’aurais aimé plus de temps pour la pratique.",
    "On repart avec quelque chose d’utilisable tout de suite.",
    "La salle était un peu petite.",
    "Bonne ambiance, exemples parlants.",
)


def give(activity: Activity, people: list[Person], random: Random, after: datetime) -> None:
    """Each of these people answers the questionnaire of the activity in the days that follow."""
    survey = survey_of("activity", activity.pk)
    if survey is None:
        return
    for person in people:
        now = after + timedelta(minutes=random.randrange(30, 4000))
        sheet = sheet_of(survey.version.content, random)
        by = Actor(ActorKind.PERSON, centre_id=person.centre_id, person_id=person.pk)
        complete(survey, person, answers=sheet, by=by, now=now)


def sheet_of(asked: Definition, random: Random) -> dict[str, Any]:
    """Plausible answers to a whole questionnaire, to the questions that it asks of whoever gives them."""
    given = {question.id: _answer(question, random) for question in asked.questions()}
    given = {code: value for code, value in given.items() if value not in ("", [])}
    return {code: value for code, value in given.items() if code in asked.asked_of(given)}


def _mark(random: Random) -> int:
    return random.choices([2, 3, 4, 5], weights=[1, 3, 8, 7])[0]


def _answer(question: Question, random: Random) -> Any:
    """A plausible answer to a question of any kind; nothing to most free texts."""
    if question.kind == "scale":
        return _mark(random)
    if question.kind == "grid":
        return {row.code: _mark(random) for row in question.rows}
    if question.kind == "yesno":
        return random.random() < 0.85
    if question.kind == "choice":
        return random.choice(question.options).code
    if question.kind == "choices":
        return [option.code for option in question.options if random.random() < 0.4]
    return random.choice(WORDS) if random.random() < 0.25 else ""


def survey_the_fair(centre: Centre, by: Actor, random: Random, now: datetime) -> None:
    """Two editions of what companies said of the job fair, and the next one, whose link is open."""
    for weeks, given in ((56, 9), (4, 12), (0, 0)):
        opened = now - timedelta(weeks=weeks, hours=2)
        survey = open_campaign(
            centre,
            title=f"{FAIR} {opened.year}" if given else "Journée des partenaires",
            questionnaire="satisfaction-entreprises",
            facets={},
            by=by,
            now=opened,
            closes_at=opened + timedelta(days=21),
        )
        visitor = Actor(ActorKind.VISITOR, centre.pk)
        for _number in range(given):
            sheet = sheet_of(survey.version.content, random)
            complete_publicly(survey, answers=sheet, by=visitor, now=opened + timedelta(hours=1))
