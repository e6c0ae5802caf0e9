"""Finding people and activities for the screens: whom to add, who leads, which rooms."""

from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from jalon.activities import policies, queries
from jalon.activities.models import Activity, ActivityType, Registration, Status
from jalon.core import names
from jalon.core.actor import Actor
from jalon.documents.rendering import DEFAULT_KIT, kit_template
from jalon.people import policies as people_policies
from jalon.people.imports.phones import phone as read_phone
from jalon.people.models import Mandate, Person
from jalon.structures.models import Centre, Reference, Room
from jalon.structures.models.role import RoleKind
from jalon.surveys.models import Questionnaire


def people_to_add(activity: Activity, *, by: Actor, text: str, limit: int = 8) -> list[Person]:
    """Those of the centre whose name, address, code or number was typed, with studies and `is_on_list`."""
    typed = text.strip()
    if len(typed) < 2:
        return []
    people = people_policies.person.visible_to(by).live()
    exact = Q(national_code=typed.upper()) | Q(student_number=typed)
    found: QuerySet[Person]
    if "@" in typed:
        found = people.filter(
            Q(institutional_email__startswith=typed.lower()) | Q(personal_email__startswith=typed.lower())
        )
    elif any(character.isdigit() for character in typed):
        number = read_phone(typed, region=activity.centre.country).value
        found = people.filter(exact | Q(phone=number) if number else exact)
    elif names.key(typed):
        found = queries.matching(people, typed)
    else:
        return []
    studies = queries.studies_on(activity)
    live = activity.registrations.live().filter(person=OuterRef("pk"))
    rows = found.annotate(
        field_label=Subquery(studies.values("field__label")[:1]),
        level_label=Subquery(studies.values("level__label")[:1]),
        is_on_list=Exists(live),
    )
    return list(rows.order_by("name_key", "pk")[:limit])


def team(centre: Centre, day: date) -> QuerySet[Person]:
    """Who can lead an activity: whoever holds a role of the team on this day."""
    held = Mandate.objects.on(day).filter(person=OuterRef("pk"), role__kind=RoleKind.INTERNAL)
    return Person.objects.live().filter(Exists(held), centre=centre).order_by("name_key", "pk")


def types(centre: Centre) -> QuerySet[ActivityType]:
    """The kinds that can be chosen."""
    return ActivityType.objects.filter(centre=centre).in_use()


def kinds(actor: Actor) -> QuerySet[ActivityType]:
    """Every kind of the centre in its order, those archived last."""
    rows = policies.kind.visible_to(actor)
    return rows.order_by(F("archived_at").asc(nulls_first=True), "position", "code")


def coming_of(kind: ActivityType, *, by: Actor, now: datetime) -> QuerySet[Activity]:
    """The activities of a kind that are still to come, the nearest first."""
    coming = policies.activity.visible_to(by).held().filter(type=kind, starts_at__gt=now)
    return coming.order_by("starts_at", "pk")


def questionnaires(centre: Centre) -> QuerySet[Questionnaire]:
    """The questionnaires that a kind can name."""
    return Questionnaire.objects.filter(centre=centre, archived_at=None).order_by("code")


def certificate_models(centre: Centre) -> list[tuple[str, str]]:
    """The certificates that the centre's kit can print, as choices: those named *attestation…*."""
    folder = kit_template(centre.kit or DEFAULT_KIT, "attestation").parent
    codes = sorted(path.stem for path in folder.glob("attestation*.typ"))
    return [(code, code.replace("-", " ").capitalize()) for code in codes]


def rooms(centre: Centre) -> QuerySet[Room]:
    """The rooms in service, by site."""
    return Room.objects.filter(centre=centre, archived_at=None).select_related("site").order_by("site__name", "name")


def references(centre: Centre, list_code: str) -> QuerySet[Reference]:
    """The items in use of one of the centre's lists."""
    return Reference.objects.filter(centre=centre).of(list_code).in_use().order_by("position", "code")


def activities_called(text: str, *, by: Actor, limit: int) -> list[Activity]:
    """Activities whose title holds every word, the latest first: what the search box finds."""
    if not names.key(text):
        return []
    found = queries.titled(policies.activity.visible_to(by).select_related("type"), text)
    return list(found.order_by("-starts_at", "-pk")[:limit])


def closable(actor: Actor, now: datetime) -> QuerySet[Activity]:
    """Over and not closed: what waits for somebody to close it."""
    return policies.activity.visible_to(actor).to_close(now)


def confirmable(actor: Actor, now: datetime) -> QuerySet[Activity]:
    """Coming ones where somebody waits for a confirmation."""
    return queries.to_confirm(policies.activity.visible_to(actor), now)


def queues(actor: Actor, now: datetime) -> QuerySet[Activity]:
    """Coming ones where people wait although places are free."""
    return queries.with_queue_to_look_at(policies.activity.visible_to(actor), now)


def ended_of(activity: Activity, *, by: Actor) -> QuerySet[Registration]:
    """Registrations that ended, the latest first."""
    ended = policies.registration.visible_to(by).filter(activity=activity, status=Status.ENDED)
    return ended.select_related("person").order_by("-ended_at", "-pk")


def tallies(activity: Activity) -> dict[str, Any]:
    """How many registrations stand in each state, in one query."""
    counts: dict[str, Any] = dict.fromkeys(Status.values, 0)
    counts |= {row["status"]: row["n"] for row in queries.by_status(activity)}
    counts["seated"] = counts["requested"] + counts["confirmed"] + counts["offered"]
    counts["free"] = None if activity.seats is None else max(activity.seats - counts["seated"], 0)
    return counts
