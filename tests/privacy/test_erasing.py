"""Erasure: afterwards nothing says who this was, and no figure has moved."""

import json
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

from jalon.accounts.models import Link, User
from jalon.activities.models import Certificate
from jalon.core.periods import Period
from jalon.core.refusals import Forbidden, Refused
from jalon.figures import measures
from jalon.figures.measures import Frame
from jalon.journal import timeline
from jalon.people.erasing import erase_person
from jalon.people.models import ErasureRequest, Mandate
from jalon.structures.models import Role
from tests.factories import ADVISER_RIGHTS, NOON, PersonFactory, actor
from tests.privacy.conftest import SIGN_IN, TRACES

YEAR = Period(date(2026, 9, 1), date(2027, 8, 31), "2026-2027", "année 2026-2027")


def traces() -> list[str]:
    """Where what identifies the person is written: each value of each column of each table is read."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        columns = [field.attname for field in model._meta.concrete_fields]
        for row in model._base_manager.values_list(*columns):
            for column, value in zip(columns, row, strict=True):
                said = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False).lower()
                found += [f"{model._meta.label}.{column}: {trace}" for trace in TRACES if trace in said]
    return sorted(set(found))


def test_the_scan_finds_the_person_before(somebody):
    tables = {trace.split(".")[1] for trace in traces()}

    assert {"Person", "Message", "Certificate", "ImportRow", "User", "Invitation", "NameRemark", "Difference"} <= tables


def test_afterwards_no_table_says_who_it_was(somebody, forgotten):
    forgotten()

    assert traces() == []


def test_past_figures_do_not_move(centre, somebody, forgotten):
    reader = actor(PersonFactory(centre=centre), *ADVISER_RIGHTS)
    frame = Frame(reader, centre, YEAR)
    counted = ("registrations", "participants", "attendance_rate")

    def read() -> Any:
        found = [measures.measure(code) for code in counted]
        return [
            (measures.total(measure, frame), [measures.cells(measure, frame, item) for item in measure.by])
            for measure in found
            if measure
        ]

    before = read()
    forgotten()

    assert read() == before
    assert before[1][0] == (1, 1)


def test_the_account_ends_and_its_address_is_free_again(somebody, forgotten):
    user = User.objects.get(email=SIGN_IN)

    forgotten()

    user.refresh_from_db()
    assert (user.is_active, user.email) == (False, f"ferme-{user.pk}@invalid")
    assert not Link.objects.filter(person=somebody, ended_at=None).exists()


def test_the_history_says_an_erased_person(somebody, forgotten, workshop):
    person = forgotten()

    said = [line.sentence for line in timeline.of(person)]
    assert said[0] == "Leïla Fassi a effacé une fiche"
    assert any("une personne effacée" in sentence for sentence in said)
    assert any("une personne effacée" in line.sentence for line in timeline.of(workshop))


def test_the_certificate_still_verifies_and_names_nobody(somebody, forgotten, client):
    code = Certificate.objects.get(person=somebody).code
    forgotten()

    page = client.get(f"/verifier/{code}/")

    assert page.status_code == 200
    assert "les données de la personne ont depuis été effacées à sa demande" in page.content.decode()


def test_the_request_is_answered(somebody, forgotten, manager):
    forgotten()

    asked = ErasureRequest.objects.get(person=somebody)
    assert (asked.answered_by_id, asked.refusal) == (manager.person_id, "")


def test_erasing_twice_is_refused(somebody, forgotten):
    forgotten()

    with pytest.raises(Refused, match="déjà effacée"):
        forgotten()


def test_only_whoever_holds_the_right_erases(somebody, adviser):
    with pytest.raises(Forbidden):
        erase_person(somebody, by=adviser, now=NOON)


def test_somebody_of_the_team_leaves_their_role_first(somebody, manager, centre):
    role = Role.objects.create(centre=centre, code="interne", label="Interne", kind="internal", capabilities=[])
    Mandate.objects.create(centre=centre, person=somebody, role=role, starts_on=date(2026, 9, 1))

    with pytest.raises(Refused, match="retirez-lui d’abord ses rôles"):
        erase_person(somebody, by=manager, now=NOON)
