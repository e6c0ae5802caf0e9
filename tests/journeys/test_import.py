"""The registrar's file, from the Manager's desk to its undoing. (C)"""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jalon.people.imports import tasks
from jalon.people.models import ImportBatch, Person
from tests.journeys.axe import assert_accessible
from tests.journeys.campus import Campus, campus  # noqa: F401 - a fixture
from tests.people.imports.files import HEADINGS, ROWS, workbook


def worked(desk: Page) -> None:
    """What the worker does meanwhile; then the page shows it."""
    tasks.go_on.call(ImportBatch.objects.get().pk)
    desk.reload()


@pytest.mark.django_db(transaction=True)
def test_a_manager_brings_the_list_confirms_it_and_takes_it_back(campus: Campus, tmp_path: Path) -> None:  # noqa: F811
    doubtful = ["", "", "EL AMRANI", "Rim", "", "rim.elamrani@etu.example.ma"]
    hostile = ["20000004", "N100000004", "Berrada", "<b>Sara</b>", "31/02/2002", ""]
    rows = [["Liste des étudiants inscrits"], HEADINGS, *ROWS, doubtful, hostile, ["TOTAL", "", 5]]
    path = workbook(tmp_path / "inscrits.xlsx", {"Inscrits": rows})
    desk = campus.page(campus.person("Nadia", "Mansouri", "manager", personal_email="nadia@centre.example"))

    campus.go(desk, "personnes/imports/")
    expect(desk.get_by_text("Aucun fichier pour le moment")).to_be_visible()
    assert_accessible(desk)
    desk.get_by_label("Fichier de la scolarité").set_input_files(path)
    desk.get_by_role("button", name="Lire ce fichier").click()

    expect(desk.get_by_role("heading", name="Colonnes reconnues")).to_be_visible()
    expect(desk.get_by_label("CNE / Massar")).to_have_value("national_code")
    assert_accessible(desk)
    desk.get_by_role("button", name="Vérifier les lignes").click()
    expect(desk.get_by_text("vérification des lignes").first).to_be_visible()
    assert_accessible(desk)

    worked(desk)
    expect(desk.get_by_text("contient du code de page web")).to_be_visible()
    expect(desk.get_by_text("Même adresse e-mail et même nom")).to_be_visible()
    assert_accessible(desk)
    desk.get_by_role("button", name="Importer").click()
    worked(desk)
    assert Person.objects.exclude(national_code="").count() == 3

    campus.go(desk, "personnes/doublons/")
    assert_accessible(desk)
    desk.get_by_role("link", name="El Amrani Rim").click()
    assert_accessible(desk)
    desk.get_by_role("button", name="C’est la même personne").click()
    expect(desk.get_by_role("button", name="Annuler cet import")).to_be_visible()

    desk.get_by_role("button", name="Annuler cet import").click()
    worked(desk)
    expect(desk.get_by_text("annulé").first).to_be_visible()
    assert not Person.objects.exclude(national_code="").exists()
    assert_accessible(desk)


@pytest.mark.django_db(transaction=True)
def test_two_records_side_by_side(campus: Campus) -> None:  # noqa: F811
    desk = campus.page(campus.person("Nadia", "Mansouri", "manager", personal_email="nadia@centre.example"))
    rim = [campus.person("Rim", "El Amrani", born_on=date(2001, 7, 3), phone=phone) for phone in ("", "+212610834547")]
    campus.go(desk, "personnes/doublons/")
    desk.get_by_role("link", name="Rim El Amrani / Rim El Amrani").click()
    assert_accessible(desk)
    desk.get_by_role("button", name="C’est la même personne").click()
    expect(desk.get_by_role("button", name="Séparer")).to_be_visible()
    assert Person.objects.live().filter(pk__in=[person.pk for person in rim]).count() == 1
    assert_accessible(desk)
    desk.get_by_role("button", name="Séparer").click()
    expect(desk.get_by_role("link", name="Rim El Amrani / Rim El Amrani")).to_be_visible()
