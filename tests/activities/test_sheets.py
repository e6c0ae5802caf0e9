"""A typed attendance sheet: matched with those registered first, homonyms chosen, strangers made once."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from xlsxwriter import Workbook

from jalon.activities import actions
from jalon.activities.models import Attendance
from jalon.activities.sheets import Match, match_lines, read_sheet
from jalon.core import names
from jalon.people.imports.sniffing import Unreadable
from jalon.people.models import Person
from tests.factories import ActivityFactory, PersonFactory, ReferenceFactory, StudiesFactory

HEADER = "Nom,Prénom,Email,Filière,Émargement"


def person(centre, last, first, field=None, **more) -> Person:
    made = PersonFactory(
        centre=centre,
        last_name=last,
        first_name=first,
        name_key=names.key(f"{last} {first}"),
        identity_key=names.identity(last, first),
        **more,
    )
    if field is not None:
        StudiesFactory(person=made, centre=centre, field=field)
    return made


@pytest.fixture
def law(centre):
    return ReferenceFactory(centre=centre, label="Droit privé")


@pytest.fixture
def civil(centre):
    return ReferenceFactory(centre=centre, label="Génie civil")


@pytest.fixture
def held(centre, adviser, now, law, civil):
    """This morning's workshop: Nour El Houda Benjelloun, Saâd El Amrani and Hajar Bouazza are registered."""
    activity = ActivityFactory(centre=centre, day=date(2026, 11, 10), seats=None)
    for last, first, field in (
        ("Benjelloun", "Nour El Houda", civil),
        ("El Amrani", "Saâd", law),
        ("Bouazza", "Hajar", law),
    ):
        actions.add_registration(activity, person(centre, last, first, field), by=adviser, now=now)
    return activity


@pytest.fixture
def sheet_of(tmp_path):
    def make(*lines: str, header: str = HEADER, encoding: str = "utf-8"):
        path = tmp_path / "feuille.csv"
        path.write_bytes("\r\n".join([header, *lines]).encode(encoding))
        return path

    return make


def matched(activity, path) -> list[tuple[str, str, str]]:
    lines = match_lines(activity, read_sheet(path).lines)
    return [(line.signed.last_name, str(line.match), line.signed.status) for line in lines]


def test_lines_are_matched_with_those_registered_whatever_accents_and_case(held, sheet_of):
    path = sheet_of(
        "BENJELLOUN,nour el houda,,Génie civil,X",
        "El-Amrani,Saad,,,signé",
        "Bouazza,Hajar,,Droit privé,",
        encoding="cp1252",
    )

    assert matched(held, path) == [
        ("Benjelloun", "registered", "present"),
        ("El-Amrani", "registered", "present"),
        ("Bouazza", "registered", "absent"),
    ]


def test_somebody_of_the_centre_is_found_by_name_and_field_or_by_address(held, sheet_of, centre, law):
    found = person(centre, "Naciri", "Inès", law)
    mailed = person(centre, "Lahlou", "Loubna", personal_email="loubna@example.org")
    path = sheet_of("Naciri,Inès,,Droit privé,X", "Lahlou,Loubna,LOUBNA@example.org,,X", "Naciri,Inés,,Génie civil,X")

    lines = match_lines(held, read_sheet(path).lines)

    assert [(line.match, line.person) for line in lines] == [
        (Match.FOUND, found),
        (Match.FOUND, mailed),
        (Match.CHOOSE, None),
    ]


def test_a_name_alone_is_never_enough_outside_the_list(held, sheet_of, centre, law):
    only = person(centre, "Naciri", "Inès", law)

    (line,) = match_lines(held, read_sheet(sheet_of("Naciri,Inès,,,X")).lines)

    assert (line.match, line.candidates) == (Match.CHOOSE, [only])


def test_homonyms_on_the_list_are_told_apart_by_field_else_offered(held, sheet_of, centre, adviser, now, civil, law):
    twin = person(centre, "Bouazza", "Hajar", civil)
    actions.add_registration(held, twin, by=adviser, now=now)

    first, second = match_lines(
        held, read_sheet(sheet_of("Bouazza,Hajar,,Génie civil,X", "Bouazza,Hajar,a@b.org,,X")).lines
    )

    assert (first.match, first.person) == (Match.REGISTERED, twin)
    assert (second.match, len(second.candidates)) == (Match.CHOOSE, 2)


def test_two_lines_never_become_one_person(held, sheet_of):
    path = sheet_of("El Amrani,Saâd,un@example.org,,X", "EL AMRANI,Saad,deux@example.org,,X")

    assert [match for _name, match, _status in matched(held, path)] == ["registered", "choose"]


def test_one_column_of_names_and_a_workbook_are_read_too(held, tmp_path):
    path = tmp_path / "feuille.xlsx"
    with Workbook(path) as book:
        page = book.add_worksheet()
        for row, cells in enumerate(
            [
                ["Atelier CV, salle 3"],
                ["N°", "NOM ET PRENOM", "Présence"],
                [1, "EL AMRANI Saâd", "oui"],
                [2, "BOUAZZA Hajar", "non"],
            ]
        ):
            page.write_row(row, 0, cells)

    assert matched(held, path) == [("El Amrani", "registered", "present"), ("Bouazza", "registered", "absent")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b"%PDF-1.4", "PDF"),
        (b"<html><table></table></html>", "page web"),
        (b"Couleur,Taille\r\nrouge,3\r\nbleu,4\r\n", "colonne de noms"),
        (HEADER.encode(), "aucun"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_in_one_sentence(content, said, tmp_path):
    path = tmp_path / "feuille.csv"
    path.write_bytes(content)

    with pytest.raises(Unreadable) as refused:
        read_sheet(path)
    assert said in refused.value.sentence


def test_formulas_and_markup_in_a_cell_set_the_line_aside(sheet_of):
    sheet = read_sheet(sheet_of("=cmd|x,Ali,,,X", "<script>,Ali,,,X", "Alami,Ali,,,X"))

    assert [line.last_name for line in sheet.lines] == ["Alami"]
    assert len(sheet.faults) == 2


# --- On screen --------------------------------------------------------------------------------------------------------


@pytest.fixture
def preview(desk, held):
    """Sends a file and gives what the preview's form would post back."""

    def send(*lines: str) -> tuple[dict[str, str], object]:
        upload = SimpleUploadedFile("feuille.csv", "\n".join([HEADER, *lines]).encode())
        answer = desk.post(f"/{held.centre.code}/activites/{held.public_id}/feuille/", {"file": upload})
        assert answer.status_code == 200
        posted = {field: choice for _line, choice, field in answer.context["rows"]}
        return {**posted, "payload": answer.context["payload"], "arrival_key": "s" * 24}, answer

    return send


def apply(desk, held, posted):
    return desk.post(f"/{held.centre.code}/activites/{held.public_id}/feuille/appliquer/", posted)


def presences() -> dict[str, str]:
    return dict(Attendance.objects.values_list("person__last_name", "status"))


LINES = (
    "Benjelloun,Nour El Houda,,Génie civil,X",
    "Bouazza,Hajar,,Droit privé,",
    "Tout-Neuf,Zineb,z@example.org,,oui",
    "Absente,Autre,,,",
)


def test_nothing_is_written_before_the_sheet_is_applied_all_at_once(desk, held, preview):
    posted, _page = preview(*LINES)
    assert presences() == {}

    assert apply(desk, held, posted).status_code == 303

    assert presences() == {"Benjelloun": "present", "Bouazza": "absent", "Tout-Neuf": "present"}
    assert Person.objects.filter(last_name="Absente").count() == 0


def test_the_same_sheet_sent_twice_makes_nobody_twice(desk, held, preview):
    posted, _page = preview(*LINES)
    apply(desk, held, posted)
    apply(desk, held, posted)
    apply(desk, held, {**posted, "arrival_key": "t" * 24})
    again, page = preview(*LINES)
    apply(desk, held, {**again, "arrival_key": "u" * 24})

    assert Person.objects.filter(last_name="Tout-Neuf").count() == 1
    assert page.context["registered_count"] == 3
    assert Attendance.objects.count() == 3


def test_a_homonym_waits_for_a_choice_and_the_page_keeps_the_others(desk, held, preview, centre, law):
    first = person(centre, "Naciri", "Inès", law, born_on=date(2003, 5, 1))
    person(centre, "Naciri", "Inès")
    posted, page = preview("Naciri,Inès,,,X", *LINES)
    assert "né(e) en 2003" in page.content.decode()

    refused = apply(desk, held, {**posted, "line_5": "skip"})
    assert refused.status_code == 422
    assert "Ligne 2, Inès Naciri" in refused.context["fault"]
    assert ("skip", "line_5") in [row[1:] for row in refused.context["rows"]]
    assert presences() == {}

    apply(desk, held, {**posted, "line_2": first.public_id})
    assert list(Attendance.objects.filter(person=first).values_list("status", flat=True)) == ["present"]


def test_a_choice_that_was_not_offered_is_refused(desk, held, preview, centre):
    stranger = PersonFactory(centre=centre)
    posted, _page = preview(*LINES)

    assert apply(desk, held, {**posted, "line_2": stranger.public_id}).status_code == 422
    assert presences() == {}


def test_a_payload_of_another_activity_or_changed_by_hand_is_refused(desk, held, preview, centre):
    posted, _page = preview(*LINES)
    other = ActivityFactory(centre=centre, day=date(2026, 11, 10))

    assert apply(desk, other, posted).status_code == 303
    assert apply(desk, held, {**posted, "payload": posted["payload"][:-3] + "xyz"}).status_code == 303
    assert presences() == {}


def test_a_file_that_is_no_sheet_is_said_beside_the_field(desk, held):
    upload = SimpleUploadedFile("feuille.xlsx", b"%PDF-1.7")
    answer = desk.post(f"/{held.centre.code}/activites/{held.public_id}/feuille/", {"file": upload})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])
