"""Who sees and who changes the organisation."""

import pytest

from jalon.core.actor import Actor, ActorKind, Scope, system, visitor
from jalon.core.refusals import Forbidden
from jalon.structures import actions, policies
from jalon.structures.models import AcademicYear, Establishment, Reference, Role, Room, Site
from tests.structures.conftest import TODAY, noon


def actor(centre, *capabilities: str) -> Actor:
    return Actor(ActorKind.PERSON, centre.pk, person_id=1, grants={c: Scope(everywhere=True) for c in capabilities})


def parts(centre) -> list:
    site = Site.objects.create(centre=centre, name="Site")
    return [
        (policies.site, site),
        (policies.room, Room.objects.create(centre=centre, site=site, name="Salle")),
        (policies.reference, Reference.objects.create(centre=centre, list="level", code="m1", label="M1")),
        (policies.establishment, Establishment.objects.create(centre=centre, name="EST", name_key="est")),
        (policies.role, Role.objects.create(centre=centre, code="x", label="X", kind="internal")),
        (
            policies.year,
            AcademicYear.objects.create(
                centre=centre, starts_on=TODAY, second_semester_on=TODAY.replace(day=19), ends_on=TODAY.replace(day=20)
            ),
        ),
    ]


@pytest.mark.parametrize(
    ("capabilities", "sees", "changes"),
    [
        ((), False, False),
        (("structures.read",), True, False),
        (("structures.read", "structures.configure"), True, True),
    ],
)
def test_what_belongs_to_the_centre(centre, capabilities, sees, changes):
    who = actor(centre, *capabilities)

    of_centre = parts(centre)
    assert [policy.can_view(who, part) for policy, part in of_centre] == [sees] * 6
    assert [policy.can("configure", who, part) for policy, part in of_centre] == [changes] * 6
    assert policies.centre.can_configure(who, centre) is changes


def test_nobody_sees_or_changes_another_centre(centre, elsewhere):
    who = actor(elsewhere, "structures.read", "structures.configure")

    assert [policy.can_view(who, part) for policy, part in parts(centre)] == [False] * 6
    assert policies.centre.can_configure(who, centre) is False


def test_a_passer_by_sees_the_centre_and_nothing_of_it(centre):
    assert policies.centre.can_view(visitor(centre.pk), centre)
    assert [policy.can_view(visitor(centre.pk), part) for policy, part in parts(centre)] == [False] * 6


def test_jalon_itself_may_configure_the_centre_it_works_for(centre, elsewhere):
    assert policies.centre.can_configure(system(centre.pk), centre)
    assert not policies.centre.can_configure(system(centre.pk), elsewhere)


@pytest.mark.parametrize(
    "act",
    [
        lambda centre, by: actions.add_site(centre, "S", by=by, now=noon),
        lambda centre, by: actions.add_reference(centre, "level", "M3", by=by, now=noon),
        lambda centre, by: actions.add_establishment(centre, "EST", by=by, now=noon),
        lambda centre, by: actions.describe_centre(centre, by=by, now=noon, fields={"name": "X"}),
        lambda centre, by: actions.set_weekly_meeting(centre, 2, by=by, now=noon),
        lambda centre, by: actions.finish_opening(centre, by=by, now=noon),
        lambda centre, by: actions.deliver_roles(centre, [], by=by, now=noon),
        lambda centre, by: actions.deliver_references(centre, [], by=by, now=noon),
    ],
)
def test_who_only_reads_is_refused_every_change(centre, adviser, act):
    with pytest.raises(Forbidden):
        act(centre, adviser)
