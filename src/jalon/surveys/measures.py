"""Satisfaction as a figure. (P24.1, T03, T04)"""

from datetime import date

from django.db.models import Avg, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.core.periods import months_between
from jalon.core.texts import localized
from jalon.figures.measures import Breakdown, Frame, Measure, RowColumn, Unit
from jalon.people.models import Person
from jalon.structures.models import AcademicYear, Reference, ReferenceList, Site
from jalon.surveys import policies, rules, subjects
from jalon.surveys.models import Sheet


def published(frame: Frame) -> QuerySet[Sheet]:
    """The published answers of the months that the period touches, and the remainders of the semesters that it holds.

    Whole surveys only, so that no two periods differ by fewer than five answers. Nothing when there are fewer. A
    questionnaire without an overall mark counts in no figure: all its sheets are left out, never some.
    """
    months = [month.code for month in months_between(frame.period.first, frame.period.last)]
    remainders = Q(survey=None, semester__in=_semesters_within(frame))
    found = policies.sheet.visible_to(frame.actor).filter(
        Q(survey__month__in=months) | remainders, overall__isnull=False
    )
    return found.select_related("survey__questionnaire", "version__questionnaire")


def _semesters_within(frame: Frame) -> list[str]:
    """The semesters that lie whole in the period, by the centre's years and the standard ones."""
    first, last = frame.period.first, frame.period.last
    years = [year.span for year in AcademicYear.objects.filter(centre_id=frame.centre.pk)]
    years += [rules.standard_year(date(year, 9, 1)) for year in range(first.year - 1, last.year + 1)]
    return [s.code for year in years for s in year.semesters() if first <= s.first and s.last <= last]


def _types(frame: Frame) -> dict[str, str]:
    return subjects.type_labels(frame.centre)


def _themes(frame: Frame) -> dict[str, str]:
    themes = Reference.objects.filter(centre_id=frame.centre.pk, list=ReferenceList.THEME)
    return {str(theme.pk): localized(theme.label) for theme in themes}


def _sites(frame: Frame) -> dict[str, str]:
    return {str(pk): name for pk, name in Site.objects.filter(centre_id=frame.centre.pk).values_list("pk", "name")}


def _advisers(frame: Frame) -> dict[str, str]:
    led = published(frame).exclude(survey__adviser=None).order_by().values("survey__adviser")
    return {str(person.pk): person.full_name for person in Person.objects.filter(pk__in=led)}


def _months(frame: Frame) -> dict[str, str]:
    return {month.code: month.label for month in months_between(frame.period.first, frame.period.last)}


def _semesters(frame: Frame) -> dict[str, str]:
    codes = published(frame).order_by("semester").values_list("semester", flat=True).distinct()
    return {code: rules.semester_label(code) for code in codes}


def _overall(sheet: Sheet, frame: Frame) -> int | None:
    return sheet.overall


def _questionnaire(sheet: Sheet, frame: Frame) -> str:
    return str(sheet.version.questionnaire)


def _month(sheet: Sheet, frame: Frame) -> str:
    return rules.month_label(sheet.survey.month) if sheet.survey else rules.semester_label(sheet.semester)


def _sheets_page(sheet: Sheet, frame: Frame) -> str | None:
    if sheet.survey is None:
        return None
    return reverse("surveys:sheets", args=[frame.centre.code, sheet.survey.public_id])


SATISFACTION = Measure(
    code="satisfaction",
    label=_("Satisfaction"),
    definition=_(
        "Moyenne, de 1 à 5, de la note de satisfaction générale des réponses publiées aux questionnaires des mois que "
        "touche la période. Les réponses paraissent par lots de cinq au moins ; celles qui n’atteignent pas cinq "
        "comptent seulement dans les semestres entiers."
    ),
    rows=published,
    by=(
        Breakdown("activity_type", _("Type d’activité"), lambda frame: F("survey__activity_type"), _types),
        Breakdown("theme", _("Thème"), lambda frame: F("survey__theme"), _themes),
        Breakdown("site", _("Site"), lambda frame: F("survey__site"), _sites),
        Breakdown("adviser", _("Conseiller"), lambda frame: F("survey__adviser"), _advisers),
        Breakdown("month", _("Mois"), lambda frame: F("survey__month"), _months, ordered=True),
        Breakdown("semester", _("Semestre"), lambda frame: F("semester"), _semesters, ordered=True),
    ),
    columns=(
        RowColumn(_("Note générale"), _overall, _sheets_page, kind="number"),
        RowColumn(_("Questionnaire"), _questionnaire),
        RowColumn(_("Période"), _month),
    ),
    source="P08.9, P24.1, T04",
    value=Avg("overall"),
    unit=Unit.SCORE,
    noun=(_("réponse"), _("réponses")),
    icon="mood-smile",
    order=30,
)
