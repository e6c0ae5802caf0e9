"""Reads about people; lists start from the policy."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from jalon.core.actor import Actor
from jalon.people import finding, policies
from jalon.people.models import ErasureRequest, ImportBatch, ImportState, Mandate, Person, Studies
from jalon.people.models.person import PersonQuerySet
from jalon.structures.models import AcademicYear, Centre


def people_list(
    actor: Actor,
    centre: Centre,
    *,
    text: str = "",
    state: str = "",
    establishment: int | None = None,
    field: int | None = None,
    level: int | None = None,
    today: date,
) -> PersonQuerySet:
    """The team's list, each person with the establishment, field and level of the current year."""
    people = finding.filtered(policies.person.visible_to(actor).live(), text)
    current = Studies.objects.filter(
        person=OuterRef("pk"), year__starts_on__lte=today, year__ends_on__gte=today, centre=centre
    )
    chosen = {"establishment": establishment, "field": field, "level": level}
    wanted = {f"{name}_id": value for name, value in chosen.items() if value}
    if wanted:
        people = people.filter(Exists(current.filter(**wanted)))
    if state == "registered":
        people = people.registered()
    elif state == "enrolled":
        people = people.filter(Exists(current.filter(from_file=True)))
    elif state == "left":
        people = left(people, centre, today)
    elif state == "team":
        held = Mandate.objects.on(today).filter(person=OuterRef("pk"), role__kind="internal")
        people = people.filter(Exists(held))
    return people.annotate(
        establishment_name=Subquery(current.values("establishment__name")[:1]),
        field_label=Subquery(current.values("field__label")[:1]),
        level_label=Subquery(current.values("level__label")[:1]),
    )


def left(people: PersonQuerySet, centre: Centre, today: date) -> PersonQuerySet:
    """*Non réinscrits*: in the file of the year before, and not in this year's, once this year has a file."""
    year = AcademicYear.objects.filter(centre=centre).holding(today).first()
    if year is None or not Studies.objects.filter(year=year, from_file=True).exists():
        return people.none()
    imports = ImportBatch.objects.filter(year=year, state=ImportState.DONE)
    if imports.exists() and not imports.filter(is_full_list=True).exists():
        return people.none()  # partial lists do not say who is gone
    before = AcademicYear.objects.filter(centre=centre, ends_on__lt=year.starts_on).order_by("-starts_on").first()
    listed = Studies.objects.filter(person=OuterRef("pk"), from_file=True)
    return people.filter(Exists(listed.filter(year=before)), ~Exists(listed.filter(year=year)))


def studies_of(person: Person) -> QuerySet[Studies]:
    """What the person studied, the newest year first."""
    return person.studies.select_related("year", "establishment", "field", "level").order_by("-year__starts_on")


def mandates_of(person: Person, today: date) -> QuerySet[Mandate]:
    """The roles that the person holds today."""
    return Mandate.objects.on(today).filter(person=person).select_related("role", "unit").order_by("starts_on")


def open_erasures(centre: Centre) -> QuerySet[ErasureRequest]:
    """The requests for erasure that wait for an answer, the oldest first."""
    return ErasureRequest.objects.filter(centre=centre, answered_at=None).select_related("person").order_by("asked_at")
