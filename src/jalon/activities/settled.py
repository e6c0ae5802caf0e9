"""What a centre settles and lists of activities show of it: kinds, themes, rooms, people of the team. Kept in memory
from one change to the next (`structures.revisions`), so that a list of two hundred reads no kind and no room."""

from copy import copy
from typing import Any, NamedTuple

from jalon.activities.models import Activity, ActivityType
from jalon.core.texts import Localized
from jalon.people.models import Person
from jalon.structures.models import Centre, Reference, Room, Site
from jalon.structures.models.role import RoleKind
from jalon.structures.revisions import Kept


class Kind(NamedTuple):
    """A kind of activity, as lists show it."""

    code: str
    label: Localized
    has_registrations: bool
    is_archived: bool


class Settled(NamedTuple):
    """By identifier, archived ones included: past activities still name them."""

    kinds: dict[int, Kind]
    themes: list[tuple[str, Localized]]
    """Those that can be chosen."""
    rooms: dict[int, str]
    sites: dict[int, str]
    team: dict[int, str]
    """Whoever has or had a role of the team, in the order of names."""


def _read(centre_id: int) -> Settled:
    kinds = ActivityType.objects.filter(centre_id=centre_id)
    themes = Reference.objects.filter(centre_id=centre_id).of("theme").in_use()
    team = Person.objects.filter(centre_id=centre_id, mandates__role__kind=RoleKind.INTERNAL, merged_into=None)
    return Settled(
        {kind.pk: Kind(kind.code, kind.label, kind.has_registrations, kind.archived_at is not None) for kind in kinds},
        list(themes.values_list("code", "label")),
        dict(Room.objects.filter(centre_id=centre_id).values_list("pk", "name")),
        dict(Site.objects.filter(centre_id=centre_id).values_list("pk", "name")),
        {person.pk: person.full_name for person in team.distinct().order_by("name_key", "pk")},
    )


settled = Kept("activities.settled", _read)


def _read_around(centre_id: int) -> dict[str, dict[int, Any]]:
    themes = Reference.objects.filter(centre_id=centre_id).of("theme")
    return {
        "type": ActivityType.objects.filter(centre_id=centre_id).in_bulk(),
        "room": Room.objects.filter(centre_id=centre_id).in_bulk(),
        "site": Site.objects.filter(centre_id=centre_id).in_bulk(),
        "theme": themes.in_bulk(),
    }


around = Kept("activities.around", _read_around)


def complete(activity: Activity, centre: Centre) -> None:
    """Give an activity that was read alone its centre, kind, theme, room and site, without a query."""
    activity.centre = centre
    for name, rows in around.of(centre).items():
        field: Any = Activity._meta.get_field(name)
        row = rows.get(getattr(activity, field.attname))
        if row is not None:
            field.set_cached_value(activity, copy(row))  # a row of its own: nobody changes what others read


def leader_name(activity: Activity, centre: Centre) -> str:
    """Who leads it, without a query for somebody of the team."""
    return settled.of(centre).team.get(activity.leader_id) or activity.leader.full_name
