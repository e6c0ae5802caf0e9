"""One day's truth table: which capabilities follow from which roles."""

from jalon.accounts.rules import RoleFacts, filled, grants, standing_in
from jalon.core.actor import EVERYWHERE, Scope

MANAGER, ADVISER, COMMUNICATION, BUSINESS = 1, 2, 3, 4


def centre(*held: int, business_substitute: int | None = MANAGER, **more: RoleFacts) -> dict[int, RoleFacts]:
    return {
        MANAGER: RoleFacts(("steer",), is_held=MANAGER in held),
        ADVISER: RoleFacts(("advise",), substitute=MANAGER, is_held=ADVISER in held),
        COMMUNICATION: RoleFacts(("publish",), specialises=ADVISER, is_held=COMMUNICATION in held),
        BUSINESS: RoleFacts(("prospect",), substitute=business_substitute, is_held=BUSINESS in held),
    }


def test_a_role_gives_its_own_capabilities_only():
    assert grants({ADVISER: EVERYWHERE}, centre(MANAGER, ADVISER, BUSINESS)) == {"advise": EVERYWHERE}


def test_a_role_held_in_a_unit_reaches_that_unit():
    only = Scope(units=frozenset({7}))
    assert grants({ADVISER: only}, centre(MANAGER, ADVISER, BUSINESS)) == {"advise": only}


def test_the_same_role_in_two_units_reaches_both():
    both = Scope(units=frozenset({7, 8}))
    assert grants({ADVISER: both}, centre(MANAGER, ADVISER, BUSINESS)) == {"advise": both}


def test_a_specialised_role_includes_the_broader_one():
    found = grants({COMMUNICATION: EVERYWHERE}, centre(MANAGER, COMMUNICATION, BUSINESS))
    assert found == {"publish": EVERYWHERE, "advise": EVERYWHERE}


def test_the_manager_acts_where_nobody_is_business_developer():
    found = grants({MANAGER: EVERYWHERE}, centre(MANAGER, ADVISER))
    assert found == {"steer": EVERYWHERE, "prospect": EVERYWHERE}


def test_the_manager_does_not_act_where_somebody_is_business_developer():
    assert grants({MANAGER: EVERYWHERE}, centre(MANAGER, ADVISER, BUSINESS)) == {"steer": EVERYWHERE}


def test_holding_a_specialised_role_fills_the_broader_one():
    assert filled(centre(COMMUNICATION)) == {COMMUNICATION, ADVISER}
    assert "advise" not in grants({MANAGER: EVERYWHERE}, centre(MANAGER, COMMUNICATION, BUSINESS))


def test_a_vacant_substitute_passes_the_charge_on():
    roles = centre(MANAGER, business_substitute=ADVISER)
    assert standing_in(BUSINESS, roles) == MANAGER
    assert grants({MANAGER: EVERYWHERE}, roles) == {
        "steer": EVERYWHERE,
        "advise": EVERYWHERE,
        "prospect": EVERYWHERE,
    }


def test_two_vacant_roles_that_stand_in_for_each_other_have_nobody():
    roles = {1: RoleFacts(substitute=2), 2: RoleFacts(substitute=1), 3: RoleFacts(("a",), is_held=True)}
    assert (standing_in(1, roles), standing_in(2, roles)) == (None, None)


def test_roles_that_specialise_each_other_by_mistake_do_not_loop():
    roles = {
        1: RoleFacts(("a",), specialises=2, is_held=True),
        2: RoleFacts(("b",), specialises=1),
    }
    assert grants({1: EVERYWHERE}, roles) == {"a": EVERYWHERE, "b": EVERYWHERE}


def test_nobody_stands_in_for_a_role_without_substitute():
    roles = centre(MANAGER, ADVISER, business_substitute=None)
    assert standing_in(BUSINESS, roles) is None
    assert grants({MANAGER: EVERYWHERE}, roles) == {"steer": EVERYWHERE}
