"""The file of contacts that centres really keep: what comes in, what is respected, the same file again, the undo."""

import csv
import json
import re
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from jalon.core import names
from jalon.core.refusals import Refused
from jalon.partners import actions, queries
from jalon.partners.imports import actions as imports
from jalon.partners.imports import cleaning
from jalon.partners.models import (
    CallBack,
    Contact,
    ContactImport,
    ContactImportState,
    ContactVerdict,
    Exchange,
    Organisation,
)
from tests.factories import NOON

SHARED = Path(__file__).parent / "contacts-entreprises.csv"
TODAY = NOON.date()
HEADINGS = "Raison sociale,Ville,Contact,Fonction,Téléphone,E-mail,Intérêt,Dernier échange,Remarques\n"


def brought(campus, business, path, *, now=NOON):
    """The file taken in and checked."""
    batch = imports.start_import(campus, path, name=path.name, by=business, now=now)
    return imports.check_import(batch, {}, by=business, now=now)


def written(tmp_path, *lines):
    path = tmp_path / "contacts.csv"
    path.write_text(HEADINGS + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def recount():
    """The shared file counted without Jalon: organisations by name and city, contacts by organisation and name."""
    organisations, contacts, addresses = set(), set(), {}
    doubtful, refusing = [], 0
    with SHARED.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            city = row["Ville"].strip().lower().replace("casablanca", "casa")
            organisation = (re.sub(r"\W+", " ", row["Raison sociale"].lower()).strip(), city)
            person = (organisation, row["Contact (civilité nom prénom)"].lower())
            address = row["E-mail"]
            refusing += row["Remarques"] == "Ne souhaite plus être contacté"
            if address and addresses.setdefault(address, organisation) != organisation:
                doubtful.append(number)
                continue
            organisations.add(organisation)
            contacts.add(person)
    return len(organisations), len(contacts), doubtful, refusing


def test_the_file_of_a_centre_comes_in_as_an_independent_count_says(campus, business):
    organisations, contacts, doubtful, refusing = recount()
    batch = brought(campus, business, SHARED)
    shown = dict(batch.counts)

    batch = imports.confirm_import(batch, by=business, now=NOON)

    assert (organisations, contacts, len(doubtful), refusing) == (304, 330, 10, 54)
    assert batch.counts == shown
    assert batch.counts["create"] == contacts
    assert list(batch.rows.filter(verdict="doubtful").order_by("number").values_list("number", flat=True)) == doubtful
    assert Organisation.objects.count() == organisations
    assert Contact.objects.count() == contacts
    assert Contact.objects.exclude(no_contact_on=None).count() == refusing
    assert not campus.references.filter(list__in=("sector", "city", "interest"), to_check=True).exists()


def test_nobody_who_asked_to_be_left_alone_is_exported_or_called_back(campus, business):
    imports.confirm_import(brought(campus, business, SHARED), by=business, now=NOON)
    refusing = set(Contact.objects.exclude(no_contact_on=None).values_list("pk", flat=True))

    assert not refusing & set(queries.reachable(business, today=TODAY).values_list("pk", flat=True))
    assert not CallBack.objects.filter(contact__in=refusing).exists()
    assert set(CallBack.objects.values_list("due_on", "reason")) == {(date(2027, 1, 1), "Rappeler en janvier")}


def test_the_same_file_again_changes_nothing(campus, business):
    imports.confirm_import(brought(campus, business, SHARED), by=business, now=NOON)
    again = brought(campus, business, SHARED)

    assert {verdict: count for verdict, count in again.counts.items() if count} == {"unchanged": 330, "doubtful": 10}
    with pytest.raises(Refused, match="Rien à importer"):
        imports.confirm_import(again, by=business, now=NOON)


def test_an_undone_import_leaves_nothing_but_what_served_since(campus, business):
    batch = imports.confirm_import(brought(campus, business, SHARED), by=business, now=NOON)
    served = Contact.objects.filter(no_contact_on=None).order_by("pk")[0]
    actions.note_exchange(served.organisation, by=business, now=NOON, day=TODAY, contact=served, summary="Vue au salon")

    batch = imports.undo_import(batch, by=business, now=NOON + timedelta(days=1))

    assert batch.state == ContactImportState.UNDONE
    assert list(Contact.objects.all()) == [served]
    assert list(Organisation.objects.all()) == [served.organisation]
    assert [exchange.summary for exchange in Exchange.objects.all()] == ["Vue au salon"]
    assert sorted(kept["name"] for kept in batch.notes["kept"]) == sorted([served.full_name, served.organisation.name])
    with pytest.raises(Refused, match="déjà annulé"):
        imports.undo_import(batch, by=business, now=NOON)


def test_a_file_fills_what_is_missing_and_replaces_nothing(campus, business, tmp_path):
    known = actions.add_organisation(campus, by=business, now=NOON, name="Rif Textiles", city="Tanger")
    contact = actions.add_contact(
        known, by=business, now=NOON, last_name="Tazi", first_name="Hamza", phone="+212661234567"
    )
    path = written(tmp_path, "RIF TEXTILES,tanger ,M. TAZI Hamza,DRH,0699887766,h.tazi@rif.example,visite,12/2025,")
    batch = brought(campus, business, path)
    assert batch.counts["update"] == 1
    batch = imports.confirm_import(batch, by=business, now=NOON)

    contact.refresh_from_db()
    assert (contact.function, contact.email, contact.phone) == ("DRH", "h.tazi@rif.example", "+212661234567")
    assert batch.rows.get().remarks == [["Téléphone", "la fiche dit autre chose, et le garde"]]
    imports.undo_import(batch, by=business, now=NOON)
    contact.refresh_from_db()
    assert (contact.function, contact.email, contact.phone) == ("", "", "+212661234567")
    assert not contact.interests.exists()
    assert not Exchange.objects.exists()


@pytest.mark.parametrize(
    ("line", "verdict", "said"),
    [
        (",Tanger,M. Tazi Hamza,,,,,,", "refused", "La ligne ne donne pas le nom de l’organisation"),
        ('"=HYPERLINK(""http://x"")",Tanger,M. Tazi Hamza,,,,,,', "refused", "contient une formule"),
        ("Rif,Tanger,<script>alert(1)</script>,,,,,,", "refused", "contient du code de page web"),
        ("Rif,Tanger,M. Tazi Hamza,,@SUM(A1),,,,", "refused", "contient une formule"),
        ("Rif,Tanger,M. Tazi Hamza,=cmd,,,,,", "create", "contient une formule"),
        ("Rif,Tanger,M. Tazi Hamza,,,hamza@,,,", "create", "n’est pas une adresse e-mail"),
        ("Rif,Tanger,M. Tazi Hamza,,,,,32/13/2025,", "create", "n’existe pas au calendrier"),
        ("Rif,Tanger,,,,,,,", "create", ""),
    ],
)
def test_a_hostile_or_poor_cell_refuses_its_line_or_is_left_out(campus, business, tmp_path, line, verdict, said):
    row = brought(campus, business, written(tmp_path, line)).rows.get()

    assert row.verdict == verdict
    assert said in row.reason + " ".join(remark for _column, remark in row.remarks)


@pytest.mark.parametrize("same", [True, False])
@pytest.mark.parametrize("before", [True, False])
def test_a_doubtful_line_waits_for_somebody_to_say_who_it_is(campus, business, tmp_path, same, before):
    lines = [
        "Rif Textiles,Tanger,M. Tazi Hamza,DRH,,h.tazi@rif.example,,,",
        "Rif Hôtels,Tanger,M. Tazi Hamza,,0661234567,h.tazi@rif.example,,,",
    ]
    batch = brought(campus, business, written(tmp_path, *lines))
    if not before:
        batch = imports.confirm_import(batch, by=business, now=NOON)
        assert Organisation.objects.count() == 1
    row = batch.rows.get(verdict=ContactVerdict.DOUBTFUL)
    imports.decide_row(row, same=same, by=business, now=NOON)
    if before:
        batch.refresh_from_db()
        batch = imports.confirm_import(batch, by=business, now=NOON)

    expected = [("Rif Textiles", "+212661234567")] if same else [("Rif Hôtels", "+212661234567"), ("Rif Textiles", "")]
    assert sorted((c.organisation.name, c.phone) for c in Contact.objects.all()) == expected
    batch.refresh_from_db()
    assert batch.counts["doubtful"] == 0
    imports.undo_import(batch, by=business, now=NOON)
    assert not Contact.objects.exists()


def test_a_refusal_on_a_doubtful_line_is_respected_at_once(campus, business, tmp_path):
    lines = [
        "Rif Textiles,Tanger,M. Tazi Hamza,,,h.tazi@rif.example,,,",
        "Rif Hôtels,Tanger,M. Tazi Hamza,,,h.tazi@rif.example,,,Ne plus le contacter SVP",
    ]
    imports.confirm_import(brought(campus, business, written(tmp_path, *lines)), by=business, now=NOON)

    assert Contact.objects.get().no_contact_source == "« Ne plus le contacter SVP » (contacts.csv, ligne 3)"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("12", (12, 12)),
        ("3 500", (3500, 3500)),
        ("50-100", (50, 100)),
        (">1000", (1000, None)),
        ("plus de 200", (200, None)),
        (12.0, (12, 12)),
        ("néant", None),
    ],
)
def test_a_headcount_is_read_in_every_form(cell, expected):
    value = cleaning.staff(cell).value

    assert (value and (value["staff_from"], value["staff_to"])) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-09-14", ("2026-09-14", False)),
        ("03/06/2026", ("2026-06-03", False)),
        ("12/2025", ("2025-12-01", True)),
        ("juin 2026", ("2026-06-01", True)),
        ("juin 2031", None),
    ],
)
def test_the_day_of_an_exchange_is_read_in_every_form(cell, expected):
    value = cleaning.exchange(cell, today=TODAY).value

    assert (value and (value["exchange"]["day"], value["exchange"]["is_month_only"])) == expected


@pytest.mark.parametrize(
    "said",
    [
        "Ne souhaite plus être contacté",
        "NE PLUS CONTACTER",
        "ne veut plus être appelée",
        "Ne pas la solliciter",
        "s’oppose à tout contact",
        "لا يرغب في التواصل",
    ],
)
def test_every_way_to_ask_to_be_left_alone_is_heard(said):
    assert "no_contact" in cleaning.notes(said, today=TODAY).value


def test_a_civility_a_particle_and_a_script_are_understood():
    read = [cleaning.contact(cell).value for cell in ("Mme Aït Lahcen Meryem", "M. O Ilyas", "السيد بنيس ياسين")]

    assert read[0] == {"last_name": "Aït Lahcen", "first_name": "Meryem", "civility": "f"}
    assert read[1] == {"last_name": "O", "first_name": "Ilyas", "civility": "m"}
    assert (read[2]["last_name_ar"], read[2]["first_name_ar"]) == ("بنيس", "ياسين")


def test_the_command_rehearses_imports_and_takes_back(campus):
    def run(*options):
        out = StringIO()
        call_command("import_contacts", *options, centre="essai", stdout=out)
        return out.getvalue()

    dry = json.loads(run(str(SHARED), "--dry-run", "--json"))
    assert (dry["rows"], dry["created"], dry["doubtful"], dry["refusing"]) == (340, 330, 10, 54)
    assert not ContactImport.objects.exists()
    assert json.loads(run(str(SHARED), "--json")) == dry
    assert Contact.objects.count() == 330
    assert "annulé" in run("--undo")
    assert not Contact.objects.exists()


def test_names_are_matched_without_case_accents_or_hyphens(campus, business, tmp_path):
    lines = ["Rif  TEXTILES,TANGER,Mme Aït-Ouakrim Rim,,,,,,", "rif textiles,Tanger,AIT OUAKRIM Rim,DRH,,,,,"]
    batch = imports.confirm_import(brought(campus, business, written(tmp_path, *lines)), by=business, now=NOON)

    assert [row.verdict for row in batch.rows.order_by("position")] == ["create", "merged"]
    assert [(c.last_name, c.function) for c in Contact.objects.all()] == [("Aït-Ouakrim", "DRH")]
    assert names.key("Aït-Ouakrim") == names.key("AIT OUAKRIM")
