"""The pages of imports and duplicates, as the Manager meets them."""

from datetime import date

import pytest
from django.test import override_settings

from jalon.accounts.models import Link, User
from jalon.people.duplicates.actions import merge_people
from jalon.people.imports import tasks
from jalon.people.models import ImportBatch, ImportState, Mandate, Merge, Person
from jalon.structures.models import Role
from tests.people.imports.conftest import NOON
from tests.people.imports.files import HEADINGS, ROWS, workbook


@pytest.fixture
def team(client, centre, manager_person):
    """Somebody signed in who may import and merge."""
    role = Role.objects.create(
        centre=centre,
        code="manager",
        label="Manager",
        capabilities=["people.read", "people.import", "people.merge", "people.edit"],
    )
    Mandate.objects.create(centre=centre, person=manager_person, role=role, starts_on=date(2020, 1, 1))
    user = User.objects.create_user(manager_person.email)
    Link.objects.create(centre=centre, user=user, person=manager_person, created_at=NOON)
    client.force_login(user)
    return client


def upload(team, path, **fields):
    with path.open("rb") as file:
        return team.post("/fes/personnes/imports/", {"file": file, "is_full_list": "on", **fields})


def go_on(batch):
    tasks.go_on.call(batch.pk)
    batch.refresh_from_db()
    return batch


def test_the_whole_way_from_the_file_to_its_undoing(team, tmp_path):
    path = workbook(tmp_path / "inscrits.xlsx", {"Inscrits": [HEADINGS, *ROWS, ["1", "N9", "<b>x</b>", "Y", "", ""]]})
    assert "Aucun fichier pour le moment" in team.get("/fes/personnes/imports/").content.decode()

    answer = upload(team, path)
    assert answer.status_code == 303
    batch = ImportBatch.objects.get()
    address = answer["Location"]
    page = team.get(address).content.decode()
    assert "Colonnes reconnues" in page
    assert page.count("<select") >= len(HEADINGS)

    columns = {f"column_{c['index']}": c["field"] or "" for c in batch.columns}
    assert team.post(f"{address}colonnes/", columns).status_code == 303
    assert "vérification des lignes" in team.get(address).content.decode()
    assert go_on(batch).state == ImportState.READY
    page = team.get(address).content.decode()
    for shown in ("à créer", "refusée", "contient du code de page web", "Bennis", "Importer"):
        assert shown in page
    assert team.get(address, {"etat": "refused"}).context["listing"].total == 1
    assert team.get(address, {"q": "bennis"}).context["listing"].total == 1

    team.post(f"{address}confirmer/")
    assert go_on(batch).state == ImportState.DONE
    assert "Annuler cet import" in team.get(address).content.decode()
    assert Person.objects.filter(national_code__gt="").count() == 3

    team.post(f"{address}annuler/")
    assert go_on(batch).state == ImportState.UNDONE
    assert not Person.objects.filter(national_code__gt="").exists()
    history = team.get(address).content.decode()
    assert "a annulé l’import de" in history


def test_progress_comes_alone_and_ends_with_the_whole_page(team, bring, manager, clock):
    batch = bring(ROWS, confirm=False)
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.APPLYING, progress=1, total=3)
    address = f"/fes/personnes/imports/{batch.public_id}/"
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    part = team.get(address, {"progress": "1"}, headers=headers)
    assert 'id="progress"' in part.content.decode()
    assert "<html" not in part.content.decode()
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.DONE)
    assert team.get(address, {"progress": "1"}, headers=headers)["HX-Refresh"] == "true"


def test_a_faulty_file_comes_back_with_its_sentence(team, tmp_path):
    path = tmp_path / "liste.xls"
    path.write_bytes(b"<html><table></table></html>")
    answer = upload(team, path)
    assert answer.status_code == 422
    assert "page web" in answer.content.decode()
    assert not ImportBatch.objects.exists()


@override_settings(JALON_UPLOAD_LIMIT=1024)
def test_a_file_over_the_limit_is_refused_and_never_written(team, tmp_path):
    path = tmp_path / "liste.csv"
    path.write_bytes(b"a;b\n" * 600_000)
    answer = upload(team, path)
    assert answer.status_code == 422
    assert "la limite est de 0 Mo" in answer.content.decode()


def test_the_same_field_twice_is_refused_beside_the_form(team, tmp_path):
    address = upload(team, workbook(tmp_path / "a.xlsx", {"Inscrits": [HEADINGS, *ROWS]}))["Location"]
    columns = {f"column_{index}": "last_name" for index in range(6)}
    answer = team.post(f"{address}colonnes/", columns)
    assert answer.status_code == 422
    assert "Deux colonnes donnent la même chose" in answer.content.decode()


def test_a_doubtful_row_is_decided_side_by_side(team, bring):
    bring([ROWS[0]])
    batch = bring([["", "", "EL AMRANI", "Rim", "", "rim.elamrani@etu.example.ma"], ROWS[1]])
    page = team.get("/fes/personnes/doublons/").content.decode()
    assert "Même adresse e-mail et même nom que Rim El Amrani" in page
    row = batch.rows.get(verdict="doubtful")
    address = f"/fes/personnes/imports/{batch.public_id}/lignes/{row.position}/"
    page = team.get(address).content.decode()
    assert "C’est la même personne" in page
    team.post(f"{address}decider/", {"answer": "same"})
    row.refresh_from_db()
    assert (row.verdict, row.person.national_code) == ("update", "N100000001")
    assert "Aucun doublon à vérifier" in team.get("/fes/personnes/doublons/").content.decode()


def test_two_records_are_compared_merged_and_separated(team, centre, bring, manager, clock):
    bring([ROWS[0], ["9", "", "EL AMRANI", "Rima", "03/07/2001", "rim.elamrani@etu.example.ma"]])
    one, other = Person.objects.filter(last_name="El Amrani").order_by("pk")
    address = f"/fes/personnes/doublons/{one.public_id}/{other.public_id}/"
    page = team.get(address).content.decode()
    assert "prendre cette valeur" in page
    team.post(f"{address}fusionner/", {"take": ["first_name"]})
    one.refresh_from_db()
    assert one.first_name == "Rima"
    merge = Merge.objects.get()
    assert "Séparer" in team.get("/fes/personnes/doublons/").content.decode()
    team.post(f"/fes/personnes/doublons/fusions/{merge.pk}/separer/")
    one.refresh_from_db()
    assert one.first_name == "Rim"
    team.post(f"{address}distinguer/")
    assert Person.objects.live().filter(last_name="El Amrani").count() == 2


def test_these_pages_are_closed_to_others(client, bring, centre):
    batch = bring(ROWS, confirm=False)
    for address in ("imports/", f"imports/{batch.public_id}/", "doublons/"):
        assert client.get(f"/fes/personnes/{address}").status_code == 302


@pytest.mark.parametrize("rows", [1, 40])
def test_the_rows_cost_the_same_for_one_and_for_many(team, bring, rows, django_assert_num_queries):
    batch = bring([[str(n), f"N{n:09}", f"Tazi{n}", "Rim", "03/07/2001", ""] for n in range(rows)], confirm=False)
    team.get(f"/fes/personnes/imports/{batch.public_id}/")
    with django_assert_num_queries(QUERIES):
        team.get(f"/fes/personnes/imports/{batch.public_id}/")


QUERIES = 11


def test_merged_people_are_gone_from_the_list_of_pairs(team, bring, manager, clock):
    bring([ROWS[0], ["9", "", "EL AMRANI", "Rima", "03/07/2001", ""]])
    one, other = Person.objects.filter(last_name="El Amrani").order_by("pk")
    merge_people(one, other, by=manager, now=clock())
    assert not team.get("/fes/personnes/doublons/").context["pairs"]
