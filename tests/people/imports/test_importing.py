"""A file of students, from the upload to the records."""

import json
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from types import MappingProxyType

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext

from jalon.core.actor import EVERYWHERE, visitor
from jalon.core.refusals import Forbidden, Refused
from jalon.journal.models import Entry
from jalon.people.actions import correct_person
from jalon.people.imports import actions, applying, rules, work
from jalon.people.models import ImportBatch, ImportRow, ImportState, Person, Studies
from jalon.people.queries import left
from jalon.structures.models import AcademicYear, Centre, Reference, ReferenceAlias
from tests.people.imports.conftest import NOON
from tests.people.imports.files import HEADINGS, ROWS, text_file, workbook
from tests.people.imports.test_reading import SHARED, needs_shared

FULL = [*HEADINGS, "Filière", "Niveau", "Établissement", "Tél.", "Sexe"]
RIM = [*ROWS[0], "Droit privé", "L3", "FSJES", "06 10 83 45 47", "F"]


def counts(batch):
    return {verdict: n for verdict, n in batch.counts.items() if n}


def students():
    return Person.objects.exclude(national_code="").order_by("national_code")


def everything():
    """All that an import may change, as plain values."""
    return [
        sorted(tuple(sorted((k, str(v)) for k, v in model_to_dict(row).items())) for row in model.objects.all())
        for model in (Person, Studies)
    ]


def test_a_first_file_makes_the_people_and_their_studies_of_the_year(bring, centre):
    batch = bring([RIM, *ROWS[1:]], headings=FULL)

    assert counts(batch) == {"create": 3}
    rim = students()[0]
    assert (rim.last_name, rim.first_name, rim.born_on, rim.sex) == ("El Amrani", "Rim", date(2001, 7, 3), "f")
    assert (rim.phone, rim.institutional_email) == ("+212610834547", "rim.elamrani@etu.example.ma")
    assert (rim.national_code, rim.student_number) == ("N100000001", "20000001")
    assert (rim.name_key, rim.identity_key) == ("elamrani rim", "elamranirim")
    assert rim.registered_at is None
    studies = rim.studies.get()
    assert (studies.year, str(studies.field), str(studies.level), str(studies.establishment), studies.from_file) == (
        batch.year, "Droit privé", "L3", "FSJES", True,
    )  # fmt: skip
    assert Reference.objects.get(centre=centre, list="field").to_check


def test_the_same_file_again_changes_nothing(bring):
    bring([RIM, *ROWS[1:]], headings=FULL)
    before = everything()
    batch = bring([RIM, *ROWS[1:]], headings=FULL, confirm=False)
    assert counts(batch) == {"unchanged": 3}
    assert everything() == before


def test_a_certain_row_updates_and_keeps_what_staff_entered(bring, manager, clock):
    bring([RIM], headings=FULL)
    correct_person(students()[0], by=manager, now=clock(), fields={"phone": "+212600000000", "first_name": "Rym"})
    changed = [*RIM]
    changed[3], changed[5], changed[9] = "RIM", "rim2@etu.example.ma", "06 10 83 45 48"
    batch = bring([changed], headings=FULL)
    rim = students()[0]
    assert counts(batch) == {"update": 1}
    assert (rim.phone, rim.first_name, rim.institutional_email) == ("+212600000000", "Rym", "rim2@etu.example.ma")


def test_next_years_file_adds_studies_and_changes_no_past_ones(bring, centre):
    first = bring([RIM], headings=FULL)
    next_year = AcademicYear.objects.create(
        centre=centre, starts_on=date(2027, 9, 1), second_semester_on=date(2028, 2, 1), ends_on=date(2028, 8, 31)
    )
    later = [*RIM]
    later[7] = "M1"
    batch = bring([later], headings=FULL, year=next_year)
    assert counts(batch) == {"update": 1}
    studies = students()[0].studies.order_by("year__starts_on")
    assert [(s.year, str(s.level)) for s in studies] == [(first.year, "L3"), (next_year, "M1")]


def test_a_level_is_recognised_under_its_other_names(bring, centre):
    level = Reference.objects.create(centre=centre, list="level", code="l3", label="Licence, 3e année")
    ReferenceAlias.objects.create(centre=centre, reference=level, list="level", key="l3")
    bring([RIM], headings=FULL)
    assert students()[0].studies.get().level == level
    assert not Reference.objects.filter(list="level", to_check=True).exists()


def test_rows_of_one_person_are_merged_and_complete_one_another(bring):
    second = ["20000009", "N100000001", "El Amrani", "Rim", "", "", "", "", "", "06 10 83 45 47", ""]
    nameless = ["", "", "ELAMRANI", "RIM", "03/07/2001", "", "", "", "", "", ""]
    first = [*RIM]
    first[9] = "néant"
    batch = bring([nameless, first, second], headings=FULL)
    assert counts(batch) == {"create": 1, "merged": 2}
    assert students().get().phone == "+212610834547"
    assert students().get().student_number == "20000001"
    assert {row.number: row.reason for row in batch.rows.filter(verdict="merged")} == {
        2: "Même personne que la ligne 3.",
        4: "Même personne que la ligne 3.",
    }
    assert set(batch.rows.values_list("person", flat=True)) == {students().get().pk}


def test_homonyms_with_two_codes_and_one_address_stay_two_people(bring):
    other = [*ROWS[0]]
    other[0], other[1] = "20000002", "J700000000"
    assert counts(bring([ROWS[0], other])) == {"create": 2}
    assert counts(bring([ROWS[0], other], confirm=False)) == {"unchanged": 2}


def test_a_record_without_code_takes_one_code_only(bring, centre):
    bring([["", "", *ROWS[0][2:]]])
    other = [*ROWS[0]]
    other[0], other[1] = "20000002", "J700000000"
    batch = bring([ROWS[0], other])
    assert counts(batch) == {"create": 1, "update": 1}
    assert sorted(students().values_list("national_code", flat=True)) == ["J700000000", "N100000001"]


def test_hostile_rows_are_refused_with_their_line_and_column(bring):
    rows = [
        ["20000001", "N100000001", '=HYPERLINK("http://example.test","x")', "Rim", "", ""],
        ["20000002", "N100000002", "Berrada", "<b>Sara</b>", "", ""],
        ["20000003", "N100000003", "", "Anas", "", ""],
    ]
    batch = bring([*rows, ROWS[1]], confirm=False)
    refused = batch.rows.filter(verdict="refused").order_by("number")
    assert [(row.number, row.column) for row in refused] == [(2, "Nom"), (3, "Prénom"), (4, "Nom")]
    assert all(row.reason.endswith(".") for row in refused)
    assert counts(batch) == {"create": 1, "refused": 3}


def test_cells_that_cannot_be_read_are_set_aside_with_a_remark(bring):
    row = [*RIM]
    row[4], row[5], row[9] = "31/02/2002", "rim@@etu.example.ma", "0610"
    batch = bring([row], headings=FULL)
    rim = students().get()
    assert (rim.born_on, rim.institutional_email, rim.phone) == (None, "", "")
    assert [column for column, _sentence in batch.rows.get().remarks] == ["Né(e) le", "E-mail institutionnel", "Tél."]


def test_names_keep_both_scripts(bring):
    headings = ["CNE", "Nom", "Prénom", "الاسم العائلي", "الاسم الشخصي"]
    bring([["N100000001", "", "", "العمراني", "ريم"]], headings=headings)
    assert students().get().full_name == "ريم العمراني"
    bring([["N100000001", "", "", "العمراني", "ريم"]], headings=headings, confirm=False)
    born = [*headings, "Né(e) le"]
    Person.objects.exclude(national_code="").update(born_on=date(2001, 7, 3))
    bring([["N100000001", "EL AMRANI", "Rim", "العمراني", "ريم", "03/07/2001"]], headings=born)
    rim = students().get()
    assert (rim.full_name, rim.full_name_ar) == ("Rim El Amrani", "ريم العمراني")


def test_a_typographic_difference_does_not_make_a_name_poorer(bring):
    bring([["1", "N100000001", "Aït-Ouakrim", "Saâd", "", ""]])
    assert counts(bring([["1", "N100000001", "AIT OUAKRIM", "SAAD", "", ""]], confirm=False)) == {"unchanged": 1}


def test_undoing_restores_exactly(bring, undo, manager, clock):
    bring([RIM], headings=FULL)
    before = everything()
    changed = [*RIM]
    changed[5], changed[6], changed[7] = "rim2@etu.example.ma", "Biologie", ""
    batch = undo(bring([changed, *ROWS[1:]], headings=FULL))
    assert batch.state == ImportState.UNDONE
    assert batch.notes["kept_count"] == 0
    assert everything() == before


def test_undoing_keeps_what_others_built_on_and_says_why(bring, undo, manager, clock):
    batch = bring([RIM, *ROWS[1:]], headings=FULL)
    correct_person(students()[0], by=manager, now=clock(), fields={"phone": "+212600000000"})
    Person.objects.filter(national_code="N100000002").update(registered_at=clock(), registered_origin="desk")
    batch = undo(batch)
    assert list(students().values_list("national_code", flat=True)) == ["N100000001", "N100000002"]
    assert {kept["reason"] for kept in batch.notes["kept"]} == {
        "s’est inscrite au Career Center depuis",
        "sa fiche a été corrigée à la main depuis",
    }


def test_undoing_leaves_a_field_that_was_corrected_since(bring, undo, manager, clock):
    bring([RIM], headings=FULL)
    changed = [*RIM]
    changed[5] = "rim2@etu.example.ma"
    batch = bring([changed], headings=FULL)
    correct_person(students()[0], by=manager, now=clock(), fields={"institutional_email": "rim3@etu.example.ma"})
    batch = undo(batch)
    assert students()[0].institutional_email == "rim3@etu.example.ma"
    assert [(kept["field"], kept["reason"]) for kept in batch.notes["kept"]] == [
        ("institutional_email", "corrigé depuis")
    ]


def test_an_import_stopped_midway_resumes_where_it_stopped(bring, manager, clock, monkeypatch):
    batch = bring([RIM, *ROWS[1:]], headings=FULL, confirm=False)
    batch = actions.confirm_import(batch, by=manager, now=clock(), in_background=False)
    monkeypatch.setattr(
        applying, "_waiting", lambda *_: applying.waiting(batch.rows.filter(position=1)) if not students() else []
    )
    work.apply(batch, clock=clock)
    batch.refresh_from_db()
    assert (batch.state, students().count()) == (ImportState.APPLYING, 1)

    with pytest.raises(Refused, match="n’est pas arrêté"):
        actions.resume_import(batch, by=manager, now=clock())
    clock.at += timedelta(hours=1)
    with pytest.raises(Refused, match="s’est arrêté en route"):
        bring(ROWS, headings=HEADINGS)
    monkeypatch.undo()
    batch = actions.resume_import(batch, by=manager, now=clock(), in_background=False)
    work.apply(batch, clock=clock)
    batch.refresh_from_db()
    assert (batch.state, students().count(), Studies.objects.count()) == (ImportState.DONE, 3, 3)


def test_an_import_stopped_midway_can_be_undone(bring, undo, manager, clock, monkeypatch):
    before = everything()
    batch = bring([RIM, *ROWS[1:]], headings=FULL, confirm=False)
    before = everything()
    batch = actions.confirm_import(batch, by=manager, now=clock(), in_background=False)
    monkeypatch.setattr(
        applying, "_waiting", lambda *_: applying.waiting(batch.rows.filter(position=1)) if not students() else []
    )
    work.apply(batch, clock=clock)
    clock.at += timedelta(hours=1)
    batch = undo(batch)
    assert batch.state == ImportState.UNDONE
    assert everything() == before


def test_a_second_import_at_the_same_time_is_refused(bring, centre, manager, clock, tmp_path):
    batch = bring(ROWS, confirm=False)
    actions.confirm_import(batch, by=manager, now=clock(), in_background=False)
    path = workbook(tmp_path / "autre.xlsx", {"Inscrits": [HEADINGS, *ROWS]})
    with pytest.raises(Refused, match="Un autre import est en cours"):
        actions.start_import(centre, path, name="autre.xlsx", by=manager, now=clock())


def test_rows_checked_before_another_import_are_checked_again(bring, manager, clock):
    waiting = bring(ROWS, confirm=False)
    bring([RIM], headings=FULL)
    with pytest.raises(Refused, match="vérifiez de nouveau"):
        actions.confirm_import(waiting, by=manager, now=clock())
    waiting = actions.map_columns(waiting, {}, by=manager, now=clock(), in_background=False)
    work.check(waiting, clock=clock)
    assert counts(waiting) == {"create": 2, "unchanged": 1}


def test_a_person_made_since_the_check_makes_the_row_doubtful(bring, centre, manager, clock):
    batch = bring(ROWS, confirm=False)
    Person.objects.create(
        centre=centre, last_name="Tazi", first_name="X", national_code="N100000001", created_at=clock()
    )
    batch = actions.confirm_import(batch, by=manager, now=clock(), in_background=False)
    work.apply(batch, clock=clock)
    batch.refresh_from_db()
    assert counts(batch) == {"create": 2, "doubtful": 1}
    assert students().count() == 3


def test_a_doubtful_row_can_be_the_same_person_or_another(bring, undo, manager, clock):
    bring([ROWS[0]])
    lone = ["", "", "EL AMRANI", "Rim", "", "rim.elamrani@etu.example.ma"]
    other = ["20000009", "N100000001", "Tazi", "Salma", "", ""]
    batch = bring([lone, other, ROWS[1]])
    assert counts(batch) == {"create": 1, "doubtful": 2}
    before = everything()

    same, another = batch.rows.filter(verdict="doubtful").order_by("number")
    same.values["phone"] = "+212610834547"
    same.save()
    actions.decide_row(same, same=True, by=manager, now=clock())
    actions.decide_row(another, same=False, by=manager, now=clock())

    batch.refresh_from_db()
    assert counts(batch) == {"create": 2, "update": 1}
    assert students()[0].phone == "+212610834547"
    salma = Person.objects.get(last_name="Tazi")
    assert (salma.national_code, salma.student_number) == ("", "20000009")
    with pytest.raises(Refused, match="n’est plus à vérifier"):
        actions.decide_row(ImportRow.objects.get(pk=same.pk), same=True, by=manager, now=clock())
    undo(batch)
    assert [list(table) for table in everything()] != [list(table) for table in before]
    assert students().count() == 1


def test_corrected_columns_are_remembered_for_the_same_headings(bring, centre, manager, clock, tmp_path):
    path = workbook(
        tmp_path / "liste.xlsx", {"Inscrits": [["Code", "Nom", "Prénom", "X1"], ["1", "Tazi", "Rim", "L3"]]}
    )
    batch = actions.start_import(centre, path, name="liste.xlsx", by=manager, now=clock())
    assert [column["field"] for column in batch.columns] == [None, "last_name", "first_name", None]
    batch = actions.map_columns(batch, {3: "level"}, by=manager, now=clock(), in_background=False)
    work.check(batch, clock=clock)
    again = actions.start_import(centre, path, name="liste.xlsx", by=manager, now=clock())
    assert [(c["field"], c["found"]) for c in again.columns][3] == ("level", "remembered")


def test_a_file_that_breaks_later_fails_with_its_sentence_and_leaves_no_row(centre, manager, clock, tmp_path):
    lines = "".join(f"N{n:09};Tazi;Rim{n}\r\n" for n in range(100_000, 103_000))
    path = tmp_path / "liste.csv"
    path.write_text(f'CNE;Nom;Prenom\r\n{lines}N1;"Tazi;Rim\r\n{lines}', encoding="utf-8", newline="")
    batch = actions.start_import(centre, path, name="liste.csv", by=manager, now=clock())
    batch = actions.map_columns(batch, {}, by=manager, now=clock(), in_background=False)
    work.check(batch, clock=clock)
    assert batch.state == ImportState.FAILED
    assert "guillemet" in batch.failure
    assert not batch.rows.exists()


def test_a_fault_is_told_before_anything_is_kept(centre, manager, clock, tmp_path):
    path = tmp_path / "liste.xlsx"
    path.write_bytes(b"<html><table></table></html>")
    with pytest.raises(Refused, match="page web"):
        actions.start_import(centre, path, name="liste.xlsx", by=manager, now=clock())
    assert not ImportBatch.objects.exists()


def test_the_year_is_the_one_that_the_file_names(centre, manager, clock, tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"Inscrits 25-26": [["Liste 2025-2026"], HEADINGS, *ROWS]})
    with pytest.raises(Refused, match="2025-2026"):
        actions.start_import(centre, path, name="a.xlsx", by=manager, now=clock())
    grants = MappingProxyType({**manager.grants, "structures.configure": EVERYWHERE})
    batch = actions.start_import(centre, path, name="a.xlsx", by=replace(manager, grants=grants), now=clock())
    assert (batch.year.starts_on, batch.year.ends_on) == (date(2025, 9, 1), date(2026, 8, 31))
    path = workbook(tmp_path / "b.xlsx", {"Inscrits 26-27": [HEADINGS, *ROWS]})
    batch = actions.start_import(centre, path, name="b.xlsx", by=manager, now=clock())
    assert str(batch.year) == "2026-2027"


def test_years_are_read_from_texts():
    assert rules.years_named(["Liste 2026-2027 (05/10/2026)", "Inscrits 26-27", "12-34", "2026/27"]) == [2026]


def test_only_those_who_may_import_do(centre, tmp_path, clock):
    path = workbook(tmp_path / "a.xlsx", {"Inscrits": [HEADINGS, *ROWS]})
    with pytest.raises(Forbidden):
        actions.start_import(centre, path, name="a.xlsx", by=visitor(centre.pk), now=clock())


def test_each_step_leaves_one_entry(bring, undo):
    undo(bring(ROWS))
    acts = ["import_started", "import_mapped", "import_confirmed", "imported", "import_undo_asked", "import_undone"]
    assert [entry.act for entry in Entry.objects.order_by("pk")] == [f"people.{act}" for act in acts]


def test_the_number_of_queries_does_not_follow_the_number_of_rows(bring, clock, manager):
    def lines(count, start):
        return [
            [str(start + n), f"N{start + n:09}", "Tazi", f"Rim {start + n}", "03/07/2001", f"r{start + n}@e.ma"]
            for n in range(count)
        ]

    def queries(rows):
        batch = bring(rows, confirm=False)
        batch = actions.map_columns(batch, {}, by=manager, now=clock(), in_background=False)
        with CaptureQueriesContext(connection) as checking:
            work.check(batch, clock=clock)
        batch = actions.confirm_import(batch, by=manager, now=clock(), in_background=False)
        with CaptureQueriesContext(connection) as saving:
            work.apply(batch, clock=clock)
        return len(checking), len(saving)

    assert queries(lines(2, 100)) == queries(lines(150, 1000))


def test_rows_are_forgotten_when_nobody_needs_them_any_more(bring, undo, manager, clock):
    done, waiting, given_up = bring([RIM], headings=FULL), bring(ROWS, confirm=False), bring(ROWS, confirm=False)
    actions.abandon_import(given_up, by=manager, now=clock())
    assert work.forget_old_rows(now=clock()) == 1
    assert not given_up.rows.exists()
    assert waiting.rows.exists()
    assert work.forget_old_rows(now=clock() + timedelta(days=40)) == 1
    waiting.refresh_from_db()
    assert waiting.state == ImportState.ABANDONED
    assert work.forget_old_rows(now=clock() + timedelta(days=400)) == 1
    done.refresh_from_db()
    assert not done.rows.exists()
    with pytest.raises(Refused, match="plus de 13 mois"):
        undo(done)
    assert students().exists()


def test_last_years_students_who_are_in_no_list_of_this_year_are_not_enrolled_again(bring, centre):
    last = AcademicYear.objects.create(
        centre=centre, starts_on=date(2025, 9, 1), second_semester_on=date(2026, 2, 1), ends_on=date(2026, 8, 31)
    )
    today = date(2026, 11, 10)
    bring(ROWS, year=last)
    assert not left(Person.objects.all(), centre, today).exists()
    bring([ROWS[0]], is_full_list=False)
    assert not left(Person.objects.all(), centre, today).exists()
    bring([ROWS[1]])
    assert [person.national_code for person in left(Person.objects.all(), centre, today)] == ["N100000003"]


def run(file, **options):
    out = StringIO()
    call_command("import_people", file, stdout=out, centre="fes", json=True, **options)
    return json.loads(out.getvalue())


def test_the_command_answers_one_json_object(centre, tmp_path, monkeypatch):
    path = text_file(tmp_path / "liste.csv", [HEADINGS, *ROWS, ["20000009", "N100000009", "=1+1", "Rim", "", ""]])
    rehearsal = run(path, dry_run=True, year="2026-2027")
    assert not students().exists()
    assert not ImportBatch.objects.exists()
    assert not Entry.objects.exists()
    result = run(path, year="2026-2027")
    assert result == rehearsal
    assert {key: value for key, value in result.items() if key != "refused"} == {
        "rows": 4, "created": 3, "updated": 0, "unchanged": 0, "merged": 0, "doubtful": 0,
    }  # fmt: skip
    assert [(refusal["row"], refusal["column"]) for refusal in result["refused"]] == [(5, "Nom")]
    assert run(path, year="2026-2027")["unchanged"] == 3
    assert students().count() == 3


@pytest.mark.django_db
def test_the_command_makes_the_year_that_the_file_names(tmp_path):
    centre = Centre.objects.create(code="fes", name="Fès", created_at=NOON)
    path = workbook(tmp_path / "inscrits.xlsx", {"Inscrits 2026-2027": [HEADINGS, *ROWS]})
    assert run(path, dry_run=True)["created"] == 3
    assert not AcademicYear.objects.exists()
    assert run(path)["created"] == 3
    assert str(AcademicYear.objects.get(centre=centre)) == "2026-2027"


def test_the_command_resumes_and_undoes(centre, bring, manager, clock):
    batch = bring(ROWS, confirm=False)
    batch = actions.confirm_import(batch, by=manager, now=clock(), in_background=False)
    out = StringIO()
    call_command("import_people", centre="fes", resume=True, stdout=out)  # the clock of the tests is weeks behind
    assert out.getvalue() == "liste.xlsx : terminé\n"
    assert students().count() == 3
    call_command("import_people", centre="fes", undo=True, stdout=out)
    assert not students().exists()
    with pytest.raises(CommandError, match="à reprendre ni à annuler"):
        call_command("import_people", centre="fes", undo=True)


def test_the_command_says_what_is_wrong_in_one_sentence(centre, tmp_path):
    with pytest.raises(CommandError, match="introuvable"):
        run(tmp_path / "rien.csv")
    (tmp_path / "vide.csv").touch()
    with pytest.raises(CommandError, match="vide"):
        run(tmp_path / "vide.csv")
    with pytest.raises(CommandError, match="Aucun centre"):
        call_command("import_people", tmp_path / "vide.csv", centre="nulle-part")


@needs_shared
def test_the_shared_list_gives_4800_people_and_never_two_codes_in_one(centre, bring):
    batch = bring(SHARED / "etudiants-inscrits-2026-2027.xlsx", name="etudiants-inscrits-2026-2027.xlsx")
    assert counts(batch) == {"create": 4799, "merged": 78, "doubtful": 1, "refused": 2}
    assert students().count() == 4799
    codes = {}
    for person, line in batch.rows.exclude(person=None).values_list("person", "cells"):
        codes.setdefault(person, set()).add(line[1])
    assert all(len(found - {""}) == 1 for found in codes.values())
    again = bring(SHARED / "etudiants-inscrits-2026-2027.xlsx", name="etudiants-inscrits-2026-2027.xlsx", confirm=False)
    assert counts(again) == {"unchanged": 4799, "merged": 78, "doubtful": 1, "refused": 2}
    school = bring(SHARED / "etudiants-ecole-associee.csv", name="ecole.csv")
    assert counts(school) == {"create": 1898, "merged": 31, "refused": 2}
    for each in (batch, again, school):
        assert sum(each.counts.values()) == each.total
