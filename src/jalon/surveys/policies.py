"""Who may see results, open and close surveys, and answer."""

from django.db.models import QuerySet

from jalon.core.actor import Actor, ActorKind
from jalon.core.policy import Policy
from jalon.people.models import Person
from jalon.structures.models import Centre
from jalon.surveys import subjects
from jalon.surveys.models import NameRemark, Questionnaire, Sheet, Survey


class SurveyPolicy(Policy[Survey]):
    """Surveys and their results are the team's; whoever may answer one sees its questions by `queries`, not by this."""

    def visible_to(self, actor: Actor) -> QuerySet[Survey]:
        surveys = Survey.objects.filter(centre_id=actor.in_centre)
        return surveys if actor.can("surveys.read") else surveys.none()

    def can_close(self, actor: Actor, survey: Survey) -> bool:
        return survey.centre_id == actor.centre_id and actor.can("surveys.open")

    def can_open(self, actor: Actor, centre: Centre) -> bool:
        return centre.pk == actor.centre_id and actor.can("surveys.open")

    def can_answer_publicly(self, actor: Actor, survey: Survey) -> bool:
        """Whoever has the link of a public survey; nobody learns who they are, signed in or not."""
        return survey.is_public and survey.centre_id == actor.centre_id

    def can_publish(self, actor: Actor, surveys: object = None) -> bool:
        """Publication is the worker's: nobody chooses its moment."""
        return actor.kind is ActorKind.SYSTEM

    def can_answer(self, actor: Actor, answer: tuple[Survey, Person]) -> bool:
        """Only for oneself: signed in, by a personal link, or named with the wall's code."""
        survey, person = answer
        return survey.centre_id == actor.centre_id == person.centre_id and actor.person_id == person.pk

    def may_answer(self, survey: Survey, person: Person) -> bool:
        """Whether the person is among those to whom the survey is put."""
        return not survey.is_public and subjects.invited(survey).filter(pk=person.pk).exists()


class SheetPolicy(Policy[Sheet]):
    """Published answers are the team's; unpublished ones are nobody's and have no policy."""

    def visible_to(self, actor: Actor) -> QuerySet[Sheet]:
        sheets = Sheet.objects.filter(centre_id=actor.in_centre)
        return sheets if actor.can("surveys.read") else sheets.none()


class QuestionnairePolicy(Policy[Questionnaire]):
    """The team reads the questionnaires of its centre; composing them is a right of its own."""

    def visible_to(self, actor: Actor) -> QuerySet[Questionnaire]:
        questionnaires = Questionnaire.objects.filter(centre_id=actor.in_centre)
        may_read = actor.can("surveys.read") or actor.can("surveys.edit")
        return questionnaires if may_read else questionnaires.none()

    def can_create(self, actor: Actor, centre: Centre) -> bool:
        return centre.pk == actor.centre_id and actor.can("surveys.edit")

    def can_edit(self, actor: Actor, questionnaire: Questionnaire) -> bool:
        return questionnaire.centre_id == actor.centre_id and actor.can("surveys.edit")


class NameRemarkPolicy(Policy[NameRemark]):
    """What people say of their own name: settled by whoever may correct records, seen by its author too."""

    def visible_to(self, actor: Actor) -> QuerySet[NameRemark]:
        remarks = NameRemark.objects.filter(centre_id=actor.in_centre)
        if actor.can("people.edit"):
            return remarks
        return remarks.filter(person=actor.person_id) if actor.person_id else remarks.none()

    def can_write(self, actor: Actor, person: Person) -> bool:
        return person.centre_id == actor.centre_id and actor.person_id == person.pk

    def can_settle(self, actor: Actor, remark: NameRemark) -> bool:
        return remark.centre_id == actor.centre_id and actor.can("people.edit")


survey = SurveyPolicy()
sheet = SheetPolicy()
questionnaire = QuestionnairePolicy()
remark = NameRemarkPolicy()
