"""Figures of activities: registered, participants, attendance rate, satisfaction. (P24.1, T03, M44)"""

from typing import Any

from django.db.models import Avg, Case, DateField, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.fields import FloatField
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.activities.models import ActivityType, Attendance, Ending, Presence, Registration
from jalon.core.texts import localized
from jalon.figures.measures import Breakdown, Frame, Measure, RowColumn, Unit
from jalon.figures.people import establishment_labels, month_labels, reference_labels
from jalon.people.models import Person, Sex, Studies


def _studied(column: str) -> Subquery:
    """A column of the person’s studies in the academic year of the activity’s day: later files change nothing."""
    return Subquery(
        Studies.objects.filter(
            person=OuterRef("person"),
            year__starts_on__lte=OuterRef("activity__day"),
            year__ends_on__gte=OuterRef("activity__day"),
        ).values(column)[:1]
    )


def _in_frame(rows: QuerySet[Any], frame: Frame) -> QuerySet[Any]:
    """Rows of this centre whose activity was held in the period."""
    if not frame.actor.can("activities.read"):
        return rows.none()
    return rows.filter(
        centre_id=frame.centre.pk, activity__day__gte=frame.period.first, activity__day__lte=frame.period.last
    ).select_related("activity__type", "person")


def participants(frame: Frame) -> QuerySet[Attendance]:
    """Presences at closed activities of the period."""
    return _in_frame(Attendance.objects.counted().present(), frame)


def expected(frame: Frame) -> QuerySet[Attendance]:
    """Everybody who was expected at closed activities of the period and for whom the centre did not cancel."""
    answers = Attendance.objects.counted().marked().exclude(status=Presence.CANCELLED)
    return _in_frame(answers, frame)


def registered(frame: Frame) -> QuerySet[Registration]:
    """Registrations to activities of the period that the person or the team did not cancel."""
    kept = Registration.objects.exclude(ending__in=[Ending.BY_PERSON, Ending.BY_STAFF, Ending.OFFER_LAPSED])
    return _in_frame(kept.filter(activity__cancelled_at=None), frame)


def _type_labels(frame: Frame) -> dict[str, str]:
    kinds = ActivityType.objects.filter(centre_id=frame.centre.pk).order_by("position")
    return {str(kind.pk): localized(kind.label) for kind in kinds}


def _leader_labels(frame: Frame) -> dict[str, str]:
    leaders = Person.objects.filter(centre_id=frame.centre.pk, led_activities__isnull=False).distinct()
    return {str(person.pk): person.full_name for person in leaders}


BREAKDOWNS = (
    Breakdown(
        "month",
        _("Mois"),
        lambda frame: TruncMonth("activity__day", output_field=DateField()),
        month_labels,
        ordered=True,
    ),
    Breakdown("activity_type", _("Type d’activité"), lambda frame: F("activity__type"), _type_labels),
    Breakdown("theme", _("Thème"), lambda frame: F("activity__theme"), reference_labels("theme")),
    Breakdown("adviser", _("Conseiller"), lambda frame: F("activity__leader"), _leader_labels),
    Breakdown("establishment", _("Établissement"), lambda frame: _studied("establishment"), establishment_labels),
    Breakdown("field", _("Filière"), lambda frame: _studied("field"), reference_labels("field")),
    Breakdown("level", _("Niveau"), lambda frame: _studied("level"), reference_labels("level"), ordered=True),
    Breakdown("sex", _("Sexe"), lambda frame: F("person__sex"), lambda frame: dict(Sex.choices)),
)

ROWS = (
    RowColumn(
        _("Personne"),
        lambda row, frame: row.person.full_name,
        lambda row, frame: reverse("people:person", args=[frame.centre.code, row.person.public_id]),
    ),
    RowColumn(
        _("Activité"),
        lambda row, frame: row.activity.title,
        lambda row, frame: reverse("activities:activity", args=[frame.centre.code, row.activity.public_id]),
    ),
    RowColumn(_("Type"), lambda row, frame: str(row.activity.type)),
    RowColumn(_("Date"), lambda row, frame: row.activity.day, kind="day"),
    RowColumn(_("État"), lambda row, frame: row.get_status_display()),
)

MEASURES = [
    Measure(
        code="registrations",
        label=_("Inscriptions"),
        definition=_(
            "Inscriptions aux activités de la période qui ont eu lieu ou vont avoir lieu, sauf celles que la personne "
            "ou l’équipe a annulées. Une personne inscrite à deux activités compte deux fois."
        ),
        rows=registered,
        by=BREAKDOWNS,
        columns=ROWS,
        source="P08.4, P24.1",
        noun=(_("inscription"), _("inscriptions")),
        icon="ticket",
        order=10,
    ),
    Measure(
        code="participants",
        label=_("Participants"),
        definition=_(
            "Personnes notées présentes aux activités clôturées de la période, comptées une fois par activité."
        ),
        rows=participants,
        by=BREAKDOWNS,
        columns=ROWS,
        source="P24.1, M44",
        noun=(_("participation"), _("participations")),
        icon="users",
        order=20,
    ),
    Measure(
        code="attendance_rate",
        label=_("Taux de présence"),
        definition=_(
            "Part des présents parmi les personnes attendues aux activités clôturées de la période "
            "(présents, excusés et absents ; sans celles que le centre a annulées)."
        ),
        rows=expected,
        by=BREAKDOWNS,
        columns=ROWS,
        source="P24.1",
        value=Avg(Case(When(status=Presence.PRESENT, then=Value(1.0)), default=Value(0.0), output_field=FloatField())),
        unit=Unit.RATE,
        noun=(_("personne attendue"), _("personnes attendues")),
        icon="percentage",
        order=30,
    ),
]
