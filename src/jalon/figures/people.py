"""Figures about people themselves: three states, counted apart. (P05.1, P06.2)"""

from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import DateField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Link
from jalon.core.moments import day_bounds
from jalon.core.periods import MONTHS, months_between
from jalon.core.texts import localized
from jalon.figures.measures import Breakdown, Frame, Measure, RowColumn
from jalon.people import policies
from jalon.people.models import Origin, Person, Sex, Studies
from jalon.structures.models import Establishment, Reference


def _studied_in(frame: Frame, column: str) -> Subquery:
    """A column of the person's studies in the academic year that holds the period's last day."""
    day = frame.period.last
    return Subquery(
        Studies.objects.filter(person=OuterRef("pk"), year__starts_on__lte=day, year__ends_on__gte=day).values(column)[
            :1
        ]
    )


def enrolled(frame: Frame) -> QuerySet[Person]:
    """People whom the institution's file gives as its students in a year that touches the period."""
    listed = Studies.objects.filter(
        from_file=True, year__starts_on__lte=frame.period.last, year__ends_on__gte=frame.period.first
    )
    people = policies.person.visible_to(frame.actor).live().filter(pk__in=listed.values("person"))
    return _with_studies(people, frame)


def registered(frame: Frame) -> QuerySet[Person]:
    """People registered at the Career Center during the period."""
    first, after = day_bounds(frame.period.first, frame.period.last, frame.centre.timezone)
    people = policies.person.visible_to(frame.actor).live().filter(registered_at__gte=first, registered_at__lt=after)
    return _with_studies(people, frame)


def with_account(frame: Frame) -> QuerySet[Person]:
    """People whose account was opened before the end of the period and is still open."""
    _first, after = day_bounds(frame.period.first, frame.period.last, frame.centre.timezone)
    open_links = Link.objects.filter(centre_id=frame.centre.pk, ended_at=None, created_at__lt=after)
    people = policies.person.visible_to(frame.actor).live().filter(pk__in=open_links.values("person"))
    return _with_studies(people, frame)


def _with_studies(people: QuerySet[Person], frame: Frame) -> QuerySet[Person]:
    return people.annotate(
        establishment=_studied_in(frame, "establishment"),
        field=_studied_in(frame, "field"),
        level=_studied_in(frame, "level"),
    )


def reference_labels(list_code: str) -> Any:
    """The words of a centre's list, in its order, by identifier."""

    def labels(frame: Frame) -> dict[str, str]:
        items = Reference.objects.filter(centre_id=frame.centre.pk).of(list_code)
        return {str(item.pk): localized(item.label) for item in items}

    return labels


def establishment_labels(frame: Frame) -> dict[str, str]:
    """The centre's establishments by identifier."""
    return {
        str(pk): name for pk, name in Establishment.objects.filter(centre_id=frame.centre.pk).values_list("pk", "name")
    }


def month_labels(frame: Frame) -> dict[str, str]:
    """The months of the period, in order, by their first day."""
    months = months_between(frame.period.first, frame.period.last)
    return {month.first.isoformat(): f"{MONTHS[month.first.month - 1]} {month.first.year}" for month in months}


BY_MONTH_REGISTERED = Breakdown(
    "month",
    _("Mois"),
    lambda frame: TruncMonth("registered_at", output_field=DateField(), tzinfo=ZoneInfo(frame.centre.timezone)),
    month_labels,
    ordered=True,
)
BY_ORIGIN = Breakdown("origin", _("Origine"), lambda frame: F("registered_origin"), lambda frame: dict(Origin.choices))
BY_STUDIES = (
    Breakdown("establishment", _("Établissement"), lambda frame: F("establishment"), establishment_labels),
    Breakdown("field", _("Filière"), lambda frame: F("field"), reference_labels("field")),
    Breakdown("level", _("Niveau"), lambda frame: F("level"), reference_labels("level"), ordered=True),
)
BY_SEX = Breakdown("sex", _("Sexe"), lambda frame: F("sex"), lambda frame: dict(Sex.choices))
COLUMNS = (
    RowColumn(
        _("Personne"),
        lambda person, frame: person.full_name,
        lambda person, frame: reverse("people:person", args=[frame.centre.code, person.public_id]),
    ),
    RowColumn(_("Nom en arabe"), lambda person, frame: person.full_name_ar),
    RowColumn(_("Sexe"), lambda person, frame: person.get_sex_display()),
    RowColumn(_("Inscrit le"), lambda person, frame: person.registered_at, kind="moment"),
)
NOUN = (_("personne"), _("personnes"))

MEASURES = [
    Measure(
        code="enrolled",
        label=_("Étudiants de l’institution"),
        definition=_(
            "Personnes présentes dans un fichier d’inscrits d’une année universitaire qui touche la période, "
            "comptées une fois, qu’elles aient ou non utilisé le centre."
        ),
        rows=enrolled,
        by=(*BY_STUDIES, BY_SEX),
        columns=COLUMNS,
        source="P05.1",
        noun=NOUN,
        icon="school",
        order=60,
    ),
    Measure(
        code="registered_people",
        label=_("Inscrits au Career Center"),
        definition=_(
            "Personnes inscrites au Career Center pendant la période, en ligne, à l’accueil ou à une activité."
        ),
        rows=registered,
        by=(BY_MONTH_REGISTERED, BY_ORIGIN, *BY_STUDIES, BY_SEX),
        columns=COLUMNS,
        source="P06.2",
        noun=NOUN,
        icon="user-plus",
        order=61,
    ),
    Measure(
        code="accounts",
        label=_("Comptes actifs"),
        definition=_("Personnes dont le compte a été ouvert avant la fin de la période et l’est encore aujourd’hui."),
        rows=with_account,
        by=(*BY_STUDIES, BY_SEX),
        columns=COLUMNS,
        source="P06.3",
        noun=NOUN,
        icon="user-check",
        order=62,
    ),
]
