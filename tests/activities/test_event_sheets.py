"""The event sheet, its visas and the balance sheet. (M33, P10.2, P13.10, P13.11)"""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from pypdf import PdfReader

from jalon.activities import actions, sheet_reading, sheet_rules
from jalon.activities.models import EventSheet, Visa
from jalon.activities.policies import event_sheet as policy
from jalon.activities.sheet_rules import SheetState
from jalon.core.actor import Actor
from jalon.core.refusals import Forbidden, Refused
from jalon.files.models import File
from jalon.journal.models import Entry
from jalon.people.models import Person
from tests.answers import whole as whole_bytes
from tests.factories import ADVISER_RIGHTS, ActivityFactory, ActivityTypeFactory, CentreFactory, PersonFactory, actor

pytestmark = pytest.mark.django_db
MANAGER = (*ADVISER_RIGHTS, "activities.sign_sheets")
HOST = ("desk.open", "activities.sign_sheets_as_host")


def whole(answer) -> str:
    return whole_bytes(answer).decode().replace("\xa0", " ")


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.JALON_FILES_DIR = tmp_path


@pytest.fixture
def manager(centre) -> Actor:
    return actor(PersonFactory(centre=centre, first_name="Samira", last_name="Ouazzani"), *MANAGER)


@pytest.fixture
def host(centre) -> Actor:
    return actor(PersonFactory(centre=centre, first_name="Driss", last_name="Bennani"), *HOST)


@pytest.fixture
def fair(centre):
    kind = ActivityTypeFactory(centre=centre, label="Salon", has_event_sheet=True)
    return ActivityFactory(centre=centre, type=kind, title="Salon de mars", audience="Master 2")


@pytest.fixture
def sheet(fair, adviser, now) -> EventSheet:
    return actions.start_event_sheet(fair, by=adviser, now=now)


@pytest.fixture
def asked(sheet, adviser, now) -> EventSheet:
    """Written, and its visas asked."""
    actions.write_section(sheet, "purpose", "Faire se rencontrer", by=adviser, now=now)
    actions.write_section(sheet, "expected_results", "30 entreprises", by=adviser, now=now)
    return actions.submit_event_sheet(sheet, by=adviser, now=now)


def state(sheet) -> SheetState:
    sheet.refresh_from_db()
    return sheet_rules.sheet_state(sheet, sheet.visas.all())


def test_the_two_visas_are_given_in_their_order(asked, manager, host, now):
    assert state(asked) is SheetState.SUBMITTED
    with pytest.raises(Refused, match="Le Manager vise la fiche avant"):
        actions.give_visa(asked, "host", by=host, now=now)

    actions.give_visa(asked, "manager", by=manager, now=now)
    assert state(asked) is SheetState.SIGNED
    visa = actions.give_visa(asked, "host", by=host, now=now)

    assert state(asked) is SheetState.APPROVED
    assert (visa.signatory, visa.is_on_paper) == ("Driss Bennani", False)
    assert list(Entry.objects.about("event_sheet", asked.pk).order_by("pk").values_list("act", flat=True)) == [
        "activities.sheet_started",
        "activities.sheet_written",
        "activities.sheet_written",
        "activities.visas_asked",
        "activities.visa_given_by_manager",
        "activities.visa_given_by_host",
    ]


@pytest.mark.parametrize("missing", ["purpose", "expected_results"])
def test_visas_are_not_asked_before_purpose_and_results_are_written(sheet, adviser, now, missing):
    for section in {"purpose", "expected_results"} - {missing}:
        actions.write_section(sheet, section, "Écrit", by=adviser, now=now)

    with pytest.raises(Refused, match="le but et les résultats attendus"):
        actions.submit_event_sheet(sheet, by=adviser, now=now)


def test_a_change_after_a_visa_makes_a_version_to_be_approved_again(asked, adviser, manager, host, now):
    actions.give_visa(asked, "manager", by=manager, now=now)
    actions.write_section(asked, "risks", "Pluie", by=adviser, now=now)

    assert (state(asked), asked.revision) == (SheetState.DRAFT, 2)
    assert policy.can_view(host, asked) is False
    actions.submit_event_sheet(asked, by=adviser, now=now)
    actions.give_visa(asked, "manager", by=manager, now=now)
    assert state(asked) is SheetState.SIGNED


def test_a_sheet_sent_back_is_asked_again(asked, adviser, manager, host, now):
    actions.give_visa(asked, "manager", by=manager, now=now)
    with pytest.raises(Refused, match="ce qui doit changer"):
        actions.return_event_sheet(asked, "host", reason=" ", by=host, now=now)
    actions.return_event_sheet(asked, "host", reason="Préciser le budget", by=host, now=now)

    assert state(asked) is SheetState.RETURNED
    actions.submit_event_sheet(asked, by=adviser, now=now)
    assert (state(asked), asked.revision) == (SheetState.SUBMITTED, 2)


def test_a_visa_is_taken_back_unless_another_stands_on_it(asked, manager, host, now):
    first = actions.give_visa(asked, "manager", by=manager, now=now)
    second = actions.give_visa(asked, "host", by=host, now=now)
    with pytest.raises(Refused, match="retirez d’abord son visa"):
        actions.withdraw_visa(first, by=manager, now=now)

    actions.withdraw_visa(second, by=host, now=now)
    actions.withdraw_visa(first, by=manager, now=now)

    assert state(asked) is SheetState.SUBMITTED


@pytest.mark.parametrize(
    ("days", "signatory", "field"), [(1, "M. Bennani", "signed_on"), (0, " ", "signatory"), (-1, "M. Bennani", None)]
)
def test_a_visa_on_paper_is_recorded_with_its_day_and_signatory(asked, manager, adviser, now, days, signatory, field):
    paper = actions.Paper((now + timedelta(days=days)).date(), signatory)
    with pytest.raises(Forbidden):
        actions.give_visa(asked, "manager", by=adviser, now=now, paper=paper)
    if field:
        with pytest.raises(Refused) as refusal:
            actions.give_visa(asked, "manager", by=manager, now=now, paper=paper)
        assert refusal.value.field == field
    else:
        visa = actions.give_visa(asked, "manager", by=manager, now=now, paper=paper)
        assert (visa.is_on_paper, visa.decided_on) == (True, paper.signed_on)


def test_the_scan_of_a_visa_is_for_those_who_read_the_sheet(asked, manager, centre, now, signed_in):
    browser = signed_in(Person.objects.get(pk=manager.person_id), *MANAGER)
    scan = SimpleUploadedFile("visa.pdf", b"%PDF-1.4\n", "application/pdf")
    sent = {"step": "manager", "signed_on": "2026-11-09", "signatory": "S. Ouazzani", "scan": scan}

    answer = browser.post(f"/{centre.code}/fiches-evenement/{asked.public_id}/visas/papier/", sent)

    assert answer.status_code == 303
    file = File.objects.get(pk=Visa.objects.get().scan_id)
    assert whole_bytes(browser.get(f"/{centre.code}/fichiers/{file.public_id}/")) == b"%PDF-1.4\n"
    assert file.public_id in whole(browser.get(f"/{centre.code}/fiches-evenement/{asked.public_id}/"))
    stranger = signed_in(PersonFactory(centre=centre), "desk.open")
    assert stranger.get(f"/{centre.code}/fichiers/{file.public_id}/").status_code == 404


def test_a_section_changed_meanwhile_keeps_both_texts(sheet, centre, desk, adviser, now):
    opened = sheet_rules.digest("")
    actions.write_section(sheet, "logistics", "Trois bus", by=adviser, now=now)
    address = f"/{centre.code}/fiches-evenement/{sheet.public_id}/rubrique/logistics/"

    answer = desk.post(address, {"text": "Deux navettes", "opened": opened})

    shown = whole(answer)
    assert answer.status_code == 422
    assert "Trois bus" in shown
    assert "Deux navettes" in shown
    desk.post(address, {"text": "Deux navettes et un bus", "opened": sheet_rules.digest("Trois bus")})
    sheet.refresh_from_db()
    assert sheet.logistics == "Deux navettes et un bus"


def test_the_budget_is_counted_by_currency_and_a_line_comes_back(sheet, adviser, now):
    posters = actions.add_budget_line(sheet, label="Affiches", amount="1 200,50", currency="MAD", by=adviser, now=now)
    actions.add_budget_line(sheet, label="Bus", amount="800", currency="MAD", by=adviser, now=now)
    actions.add_budget_line(sheet, label="Site", amount="30", currency="EUR", by=adviser, now=now)
    assert sheet_reading.expenses(sheet)[1] == ["30\xa0EUR", "2\u202f000,50\xa0MAD"]

    actions.remove_budget_line(posters, by=adviser, now=now)
    assert sheet_reading.expenses(sheet)[1] == ["30\xa0EUR", "800\xa0MAD"]
    actions.restore_budget_line(posters, by=adviser, now=now)
    assert len(sheet_reading.expenses(sheet)[0]) == 3
    with pytest.raises(Refused, match="en chiffres") as refusal:
        actions.add_budget_line(sheet, label="Bus", amount="cher", currency="MAD", by=adviser, now=now)
    assert refusal.value.field == "amount"


def test_the_next_edition_starts_from_the_sheet_and_shows_the_review(sheet, fair, adviser, now):
    actions.write_section(sheet, "logistics", "Trois bus", by=adviser, now=now)
    actions.add_budget_line(sheet, label="Bus", amount="800", currency="MAD", by=adviser, now=now)
    fields = {"obtained": "24 entreprises", "to_keep": "Les bus", "to_change": "La date"}
    with pytest.raises(Refused, match="une fois l’activité commencée"):
        actions.write_review(fair, fields=fields, by=adviser, now=now)
    actions.write_review(fair, fields=fields, by=adviser, now=fair.ends_at)

    again = actions.duplicate_activity(fair, day=fair.day + timedelta(days=200), by=adviser, now=now)
    copy = actions.start_event_sheet(again, by=adviser, now=now)

    assert (copy.logistics, copy.budget_lines.get().planned) == ("Trois bus", 80000)
    assert sheet_reading.former_review(again).to_change == "La date"
    assert sheet_reading.former_review(fair) is None


def test_the_sheet_leaves_as_pdf_and_docx(asked, centre, desk, manager, adviser, now):
    actions.write_section(asked, "risks", "الأمطار\nReport en salle", by=adviser, now=now)
    actions.add_budget_line(asked, label="Affiches", amount="1200", currency="MAD", by=adviser, now=now)
    actions.give_visa(asked, "manager", by=manager, now=now)
    root = f"/{centre.code}/fiches-evenement/{asked.public_id}"

    pdf = whole_bytes(desk.get(f"{root}/fiche.pdf"))
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "Salon de mars" in text
    assert "Visée par Samira Ouazzani" in text.replace("\n", " ")
    assert "Date, signature et cachet" in text

    document = Document(io.BytesIO(whole_bytes(desk.get(f"{root}/fiche.docx"))))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Faire se rencontrer" in words
    assert "الأمطار" in words
    assert "1\u202f200\xa0MAD" in cells
    assert any("Visée par Samira Ouazzani" in cell for cell in cells)


@pytest.mark.parametrize(
    ("capabilities", "before", "after", "signs"),
    [
        (("activities.read",), True, True, (False, False)),
        (MANAGER, True, True, (True, False)),
        (HOST, False, True, (False, True)),
        (("desk.open",), False, False, (False, False)),
    ],
)
def test_who_reads_and_who_signs_a_sheet(asked, centre, manager, now, capabilities, before, after, signs):
    by = actor(PersonFactory(centre=centre), *capabilities)
    elsewhere = actor(PersonFactory(centre=CentreFactory()), *capabilities)

    assert policy.can_view(by, asked) is before
    actions.give_visa(asked, "manager", by=manager, now=now)

    assert policy.can_view(by, asked) is after
    assert (policy.can_sign_manager(by, asked), policy.can_sign_host(by, asked)) == signs
    assert policy.can_view(elsewhere, asked) is False
    assert policy.can_sign_host(elsewhere, asked) is False


def test_what_waits_for_a_visa_is_counted_for_whom_it_waits(asked, manager, host, now):
    def counts():
        return [sheet_reading.sheets(by, state=step).count() for by, step in ((manager, "manager"), (host, "host"))]

    assert counts() == [1, 0]
    actions.give_visa(asked, "manager", by=manager, now=now)
    assert counts() == [0, 1]
    actions.give_visa(asked, "host", by=host, now=now)
    assert counts() == [0, 0]


def test_the_list_of_sheets_asks_as_much_for_one_row_as_for_many(
    sheet, centre, desk, adviser, now, django_assert_num_queries, django_assert_max_num_queries
):
    address = f"/{centre.code}/fiches-evenement/"
    desk.get(address)
    with django_assert_max_num_queries(40) as one:
        desk.get(address)
    for activity in ActivityFactory.create_batch(4, centre=centre, type=sheet.activity.type):
        actions.start_event_sheet(activity, by=adviser, now=now)

    with django_assert_num_queries(len(one)):
        assert whole(desk.get(address)).count("/fiches-evenement/") >= 5
