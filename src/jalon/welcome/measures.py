"""Figures of the desk: visits, visitors, new and returning, records complete in time. (P24.1, P24.2)"""

from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Avg, Case, DateField, Exists, F, FloatField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models import Value as Constant
from django.db.models.functions import TruncDate, TruncMonth
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.figures.measures import Breakdown, Frame, Measure, RowColumn, Unit
from jalon.figures.people import establishment_labels, month_labels, reference_labels
from jalon.people.models import Person, Sex, Studies
from jalon.welcome import policies
from jalon.welcome.models import Place, Visit


def _studied(column: str) -> Subquery:
    """A column of the person's studies in the academic year of the visit."""
    year = {"year__starts_on__lte": OuterRef("day"), "year__ends_on__gte": OuterRef("day")}
    return Subquery(Studies.objects.filter(person=OuterRef("person"), **year).values(column)[:1])


def visits(frame: Frame) -> QuerySet[Visit]:
    """Visits of the period: everybody who was received, at the desk, at a stand or at an activity."""
    rows = policies.visit.visible_to(frame.actor) if frame.actor.can("welcome.receive") else _for_figures(frame)
    period = frame.period
    return (
        rows.counted()
        .filter(day__gte=period.first, day__lte=period.last)
        .select_related("person", "activity", "received_by")
    )


def _for_figures(frame: Frame) -> Any:
    """Who reads the centre's people reads the rows behind its figures."""
    rows = Visit.objects.filter(centre_id=frame.centre.pk)
    return rows if frame.actor.can("people.read") else rows.none()


def visitors(frame: Frame) -> QuerySet[Visit]:
    """The first visit of each person in the period: each person once."""
    before = Visit.objects.counted().filter(person=OuterRef("person"), day__gte=frame.period.first)
    earlier = before.filter(
        Q(arrived_at__lt=OuterRef("arrived_at")) | Q(arrived_at=OuterRef("arrived_at"), pk__lt=OuterRef("pk"))
    )
    return visits(frame).filter(~Exists(earlier))


def _ever_before() -> Exists:
    return Exists(Visit.objects.counted().filter(person=OuterRef("person"), day__lt=OuterRef("day")))


def new_visitors(frame: Frame) -> QuerySet[Visit]:
    """People whose first visit ever is in the period."""
    return visitors(frame).filter(~_ever_before())


def returning_visitors(frame: Frame) -> QuerySet[Visit]:
    """People of the period who had come before it."""
    return visitors(frame).filter(_ever_before())


def needs(frame: Frame) -> QuerySet[Any]:
    """Each need told at each visit of the period."""
    told = Visit.needs.through.objects.filter(visit__in=visits(frame).values("pk"))
    return told.select_related("visit__person", "reference")


def over(frame: Frame) -> QuerySet[Visit]:
    """Visits of the period that are over: those whose record can be judged."""
    zone = ZoneInfo(frame.centre.timezone)
    rows = visits(frame).filter(ended_at__isnull=False)
    return rows.annotate(completed_on=TruncDate("completed_at", tzinfo=zone))


def _receiver_labels(frame: Frame) -> dict[str, str]:
    people = Person.objects.filter(centre_id=frame.centre.pk, received_visits__isnull=False).distinct()
    return {str(person.pk): person.full_name for person in people}


BREAKDOWNS = (
    Breakdown(
        "month", _("Mois"), lambda frame: TruncMonth("day", output_field=DateField()), month_labels, ordered=True
    ),
    Breakdown("place", _("Lieu"), lambda frame: F("place"), lambda frame: dict(Place.choices)),
    Breakdown("receiver", _("Reçu par"), lambda frame: F("received_by"), _receiver_labels),
    Breakdown("establishment", _("Établissement"), lambda frame: _studied("establishment"), establishment_labels),
    Breakdown("field", _("Filière"), lambda frame: _studied("field"), reference_labels("field")),
    Breakdown("level", _("Niveau"), lambda frame: _studied("level"), reference_labels("level"), ordered=True),
    Breakdown("sex", _("Sexe"), lambda frame: F("person__sex"), lambda frame: dict(Sex.choices)),
)
COLUMNS = (
    RowColumn(
        _("Personne"),
        lambda row, frame: row.person.full_name,
        lambda row, frame: reverse("people:person", args=[frame.centre.code, row.person.public_id]),
        kind="name",
    ),
    RowColumn(_("Venue le"), lambda row, frame: row.arrived_at, kind="moment"),
    RowColumn(_("Lieu"), lambda row, frame: row.where),
    RowColumn(_("Reçu par"), lambda row, frame: row.received_by.full_name if row.received_by else ""),
    RowColumn(_("À compléter avant la fin du"), lambda row, frame: row.due_on, kind="day"),
    RowColumn(_("Complète le"), lambda row, frame: row.completed_at, kind="moment"),
)
NEED_BREAKDOWNS = (
    Breakdown("need", _("Besoin"), lambda frame: F("reference"), reference_labels("need")),
    Breakdown(
        "month", _("Mois"), lambda frame: TruncMonth("visit__day", output_field=DateField()), month_labels, ordered=True
    ),
    Breakdown("place", _("Lieu"), lambda frame: F("visit__place"), lambda frame: dict(Place.choices)),
    Breakdown("sex", _("Sexe"), lambda frame: F("visit__person__sex"), lambda frame: dict(Sex.choices)),
)
NEED_COLUMNS = (
    RowColumn(
        _("Personne"),
        lambda row, frame: row.visit.person.full_name,
        lambda row, frame: reverse("people:person", args=[frame.centre.code, row.visit.person.public_id]),
        kind="name",
    ),
    RowColumn(_("Besoin"), lambda row, frame: str(row.reference)),
    RowColumn(_("Venue le"), lambda row, frame: row.visit.arrived_at, kind="moment"),
)
VISIT = (_("visite"), _("visites"))
PERSON = (_("personne"), _("personnes"))

MEASURES = [
    Measure(
        code="visits",
        label=_("Visites"),
        definition=_(
            "Passages à l’accueil, sur un stand ou à une activité pendant la période, hors erreurs de saisie et "
            "départs sans être reçu. Une personne venue deux fois compte deux fois."
        ),
        rows=visits,
        by=BREAKDOWNS,
        columns=COLUMNS,
        source="P24.1, P06.1",
        noun=VISIT,
        icon="door-enter",
        order=50,
    ),
    Measure(
        code="visitors",
        label=_("Visiteurs"),
        definition=_("Personnes venues pendant la période, comptées une fois, à leur premier passage de la période."),
        rows=visitors,
        by=BREAKDOWNS,
        columns=COLUMNS,
        source="P24.1",
        noun=PERSON,
        icon="users",
        order=51,
    ),
    Measure(
        code="new_visitors",
        label=_("Nouveaux visiteurs"),
        definition=_("Personnes dont le tout premier passage a eu lieu pendant la période."),
        rows=new_visitors,
        by=BREAKDOWNS,
        columns=COLUMNS,
        source="P24.1",
        noun=PERSON,
        icon="user-plus",
        order=52,
    ),
    Measure(
        code="returning_visitors",
        label=_("Visiteurs revenus"),
        definition=_("Personnes venues pendant la période et qui étaient déjà venues un autre jour auparavant."),
        rows=returning_visitors,
        by=BREAKDOWNS,
        columns=COLUMNS,
        source="P24.1",
        noun=PERSON,
        icon="repeat",
        order=53,
    ),
    Measure(
        code="visit_needs",
        label=_("Besoins exprimés"),
        definition=_("Besoins notés aux visites de la période ; une visite en porte autant que la personne en a dit."),
        rows=needs,
        by=NEED_BREAKDOWNS,
        columns=NEED_COLUMNS,
        source="P06.2",
        noun=(_("besoin"), _("besoins")),
        icon="message-2",
        order=54,
    ),
    Measure(
        code="records_in_time",
        label=_("Fiches complètes à temps"),
        definition=_(
            "Part des visites terminées de la période dont la fiche était complète au plus tard la veille du jour des "
            "statistiques. Une fiche encore incomplète compte comme en retard."
        ),
        rows=over,
        by=BREAKDOWNS,
        columns=COLUMNS,
        source="P24.2, RU03",
        value=Avg(
            Case(
                When(completed_on__lte=F("due_on"), then=Constant(1.0)),
                default=Constant(0.0),
                output_field=FloatField(),
            )
        ),
        unit=Unit.RATE,
        noun=VISIT,
        icon="clipboard-check",
        order=55,
    ),
]
