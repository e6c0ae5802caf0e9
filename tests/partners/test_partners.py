"""Organisations, contacts, exchanges and call-backs: what the team does, and what nobody may."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from jalon.core.refusals import Forbidden, Refused
from jalon.journal.models import Difference, Entry
from jalon.partners import actions, likeness, policies, queries, rules, speaking
from jalon.partners.models import CallBack, Contact, Exchange, Organisation
from jalon.people import erasing
from jalon.ui.registries import waiting
from tests.answers import whole
from tests.factories import NOON, CentreFactory, ContactFactory, OrganisationFactory, PersonFactory, actor

TODAY = NOON.date()


@pytest.fixture
def rif(campus, business) -> Organisation:
    return actions.add_organisation(
        campus, by=business, now=NOON, name="Rif Textiles", name_ar="نسيج الريف", city="Tanger"
    )


@pytest.fixture
def hamza(rif, business) -> Contact:
    return actions.add_contact(
        rif,
        by=business,
        now=NOON,
        last_name="Tazi",
        first_name="Hamza",
        last_name_ar="التازي",
        first_name_ar="حمزة",
        email="h.tazi@rif.example",
        phone="+212661234567",
    )


@pytest.mark.parametrize("typed", ["rif text", "نسيج", "TAZI", "التازي", "h.tazi@", "0661 23", "rif tazi"])
def test_an_organisation_is_found_by_whatever_one_remembers(rif, hamza, business, campus, typed):
    OrganisationFactory(centre=campus, name="Atlas Hôtels")
    typed = typed.replace("0661 23", "066123")

    assert list(queries.organisations(business, text=typed, today=TODAY)) == [rif]


@pytest.mark.parametrize(
    ("state", "expected"),
    [("", {"Rif Textiles", "Atlas"}), ("to_call", {"Rif Textiles"}), ("no_contact", set()), ("no_person", {"Atlas"}),
     ("silent", {"Atlas"}), ("archived", {"Argan"})],
)  # fmt: skip
def test_the_list_is_narrowed_by_what_waits_and_what_is_missing(rif, hamza, business, campus, state, expected):
    OrganisationFactory(centre=campus, name="Atlas")
    gone = OrganisationFactory(centre=campus, name="Argan")
    actions.archive_organisation(gone, by=business, now=NOON)
    actions.note_exchange(rif, by=business, now=NOON, day=TODAY, contact=hamza, summary="…", call_back_on=TODAY)

    assert {row.name for row in queries.organisations(business, state=state, today=TODAY)} == expected


def test_a_new_city_joins_the_list_to_be_checked_and_a_known_one_is_recognised(campus, business, rif):
    other = actions.add_organisation(campus, by=business, now=NOON, name="Argan", city="CASA")
    new = actions.add_organisation(campus, by=business, now=NOON, name="Zagora", city="Zagora")

    assert (rif.city.code, other.city.code) == ("tanger", "casablanca")
    assert (str(new.city), new.city.to_check) == ("Zagora", True)


def test_an_edit_keeps_the_former_values_in_the_journal(rif, business):
    actions.edit_organisation(rif, by=business, now=NOON, city="Tanger", fields={"name": "Rif Textile S.A."})

    rif.refresh_from_db()
    assert (rif.name_key, rif.bare_key) == ("rif textile s a", "riftextile")
    assert [(row.field, row.before) for row in Difference.objects.filter(kind="organisation")] == [
        ("name", "Rif Textiles")
    ]


def test_who_asked_to_be_left_alone_is_left_out_and_may_change_their_mind(rif, hamza, business):
    other = ContactFactory(organisation=rif)
    actions.refuse_contact(hamza, by=business, now=NOON, day=TODAY, source="Au téléphone")
    hamza.refresh_from_db()

    assert list(queries.reachable(business, today=TODAY)) == [other]
    with pytest.raises(Refused, match="ne souhaite plus être contacté"):
        actions.note_exchange(
            rif, by=business, now=NOON, day=TODAY, contact=hamza, summary="A appelé", call_back_on=TODAY
        )
    assert actions.note_exchange(rif, by=business, now=NOON, day=TODAY, contact=hamza, summary="A appelé").pk
    actions.allow_contact(hamza, by=business, now=NOON)
    assert queries.reachable(business, today=TODAY).count() == 2
    assert Entry.objects.filter(act="partners.contact_allowed").count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"day": TODAY + timedelta(days=1)}, "a déjà eu lieu"),
        ({"day": TODAY, "call_back_on": TODAY - timedelta(days=1)}, "est passée"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused(rif, business, fields, said):
    with pytest.raises(Refused, match=said):
        actions.note_exchange(rif, by=business, now=NOON, summary="Appel", **fields)
    assert not Exchange.objects.exists()


def test_a_contact_of_another_organisation_or_centre_is_refused(rif, business):
    stranger, elsewhere = ContactFactory(organisation__centre=rif.centre), ContactFactory()

    for contact, said in ((stranger, "n’est pas de cette organisation"), (elsewhere, "n’est pas de ce centre")):
        with pytest.raises(Refused, match=said):
            actions.note_exchange(rif, by=business, now=NOON, day=TODAY, contact=contact, summary="x")


def test_a_call_back_is_done_reopened_put_off_and_taken_back_with_its_exchange(rif, hamza, business, campus):
    exchange = actions.note_exchange(
        rif, by=business, now=NOON, day=TODAY, contact=hamza, summary="Salon", call_back_on=TODAY
    )
    call = CallBack.objects.get()

    def due():
        return queries.call_backs(business, until=TODAY).count()

    def day(now):
        return {source.code: source.count for source in waiting.for_actor(business, campus, now)}

    assert (due(), day(NOON).get("partners.call_backs")) == (1, 1)
    actions.do_call_back(call, by=business, now=NOON)
    assert due() == 0
    with pytest.raises(Refused, match="déjà fait"):
        actions.do_call_back(call, by=business, now=NOON)
    actions.reopen_call_back(call, by=business, now=NOON)
    actions.put_off(call, due_on=TODAY + timedelta(days=7), by=business, now=NOON)
    assert (due(), day(NOON).get("partners.call_backs"), day(NOON + timedelta(days=7))["partners.call_backs"]) == (
        0,
        None,
        1,
    )
    actions.cancel_exchange(exchange, by=business, now=NOON + timedelta(hours=1))
    assert not CallBack.objects.open().exists()
    actions.restore_exchange(exchange, by=business, now=NOON + timedelta(hours=2))
    assert CallBack.objects.open().get() == call


def test_a_call_back_is_the_own_one_or_nobodys(rif, business, campus):
    colleague = actor(PersonFactory(centre=campus), "partners.read", "partners.edit")
    actions.note_exchange(rif, by=colleague, now=NOON, day=TODAY, summary="x", call_back_on=TODAY)
    nobodys = CallBack.objects.create(centre=campus, organisation=rif, due_on=TODAY, created_at=NOON)

    assert list(queries.call_backs(business)) == [nobodys]
    assert queries.call_backs(business, whose="all").count() == 2


def test_an_exchange_that_answers_a_call_back_does_it(rif, business):
    actions.note_exchange(rif, by=business, now=NOON, day=TODAY, summary="x", call_back_on=TODAY)
    call = CallBack.objects.get()
    actions.note_exchange(rif, by=business, now=NOON, day=TODAY, summary="Rappelé", done=call)

    assert not CallBack.objects.open().exists()


def test_joined_organisations_give_everything_to_the_one_kept_and_take_it_back(rif, hamza, business, campus, item):
    other = actions.add_organisation(campus, by=business, now=NOON, name="RIF TEXTILES SARL", city="Tanger")
    other.sector = item("sector", "textile")
    other.save()
    second = ContactFactory(organisation=other)
    actions.note_exchange(other, by=business, now=NOON, day=TODAY, contact=second, summary="x", call_back_on=TODAY)
    assert [(pair.one, pair.other) for pair in likeness.likely_pairs(business)] == [(rif, other)]

    merge = actions.merge_organisations(rif, other, by=business, now=NOON)

    rif.refresh_from_db()
    assert rif.sector == item("sector", "textile")
    assert set(rif.contacts.all()) == {hamza, second}
    assert (rif.exchanges.count(), rif.call_backs.count()) == (1, 1)
    assert list(queries.organisations(business, today=TODAY)) == [rif]
    assert likeness.likely_pairs(business) == []
    actions.separate_organisations(merge, by=business, now=NOON)
    rif.refresh_from_db()
    other.refresh_from_db()
    assert (rif.sector, list(rif.contacts.all()), list(other.contacts.all())) == (None, [hamza], [second])
    assert (rif.exchanges.count(), other.exchanges.count()) == (0, 1)
    actions.keep_apart(rif, other, by=business, now=NOON)
    assert likeness.likely_pairs(business) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Argan Conseil S.A.", "ARGAN-CONSEIL", True),
        ("Argan Conseil", "Argan Conseil SARL", True),
        ("Argan Conseil", "Argan Câblage", False),
        ("S.A.R.L.", "SARL", True),
        ("شركة الريف", "الريف", True),
    ],
)
def test_legal_forms_do_not_tell_organisations_apart(one, other, same):
    assert (rules.bare_key(one) == rules.bare_key(other)) is same


def test_speakers_stand_by_theme_with_what_is_missing(rif, hamza, business, campus, item):
    silent = ContactFactory(organisation=rif, last_name="Zerhouni", email="", phone="")
    refusing = ContactFactory(organisation=rif)
    for contact in (silent, refusing):
        contact.interests.add(item("interest", "intervention"))
    hamza.themes.add(item("theme", "cv"))
    actions.refuse_contact(refusing, by=business, now=NOON, day=TODAY, source="mail")
    actions.note_exchange(rif, by=business, now=NOON, day=TODAY, contact=hamza, summary="D’accord")
    actions.note_exchange(rif, by=business, now=NOON, day=TODAY, contact=silent, is_answered=False)

    found = speaking.speakers(business, today=TODAY).order_by("name_key")

    assert [(row, speaking.missing(row, TODAY)) for row in found] == [
        (hamza, []),
        (silent, ["pas d’e-mail", "pas de téléphone", "thèmes à préciser", "n’a jamais répondu"]),
    ]
    assert list(speaking.speakers(business, lacking="answer", today=TODAY)) == [silent]
    assert list(speaking.speakers(business, theme=item("theme", "cv").pk, today=TODAY)) == [hamza]
    counts = {theme.item.code: theme.count for theme in speaking.themes(campus, business, today=TODAY)}
    assert (counts["cv"], counts["entretien"]) == (1, 0)


def test_an_erased_contact_says_nothing_any_more_and_what_was_done_still_counts(rif, hamza, business):
    actions.note_exchange(rif, by=business, now=NOON, day=TODAY, contact=hamza, summary="Hamza Tazi est d’accord")
    actions.edit_contact(hamza, by=business, now=NOON, fields={"last_name": "Tazi", "function": "DRH"})

    actions.erase_contact(hamza, by=business, now=NOON)

    hamza.refresh_from_db()
    assert (hamza.full_name, hamza.last_name, hamza.email, hamza.phone) == ("Contact effacé", "", "", "")
    assert [(row.summary, row.day) for row in Exchange.objects.all()] == [("", TODAY)]
    assert not Difference.objects.filter(kind="contact").exists()


def test_erasing_a_person_erases_their_part_as_a_contact(rif, hamza, campus):
    person = PersonFactory(centre=campus)
    Contact.objects.filter(pk=hamza.pk).update(person=person)
    manager = actor(PersonFactory(centre=campus), "people.erase", "people.read")

    erasing.erase_person(person, by=manager, now=NOON)

    hamza.refresh_from_db()
    assert (hamza.last_name, hamza.email, hamza.person, hamza.erased_at) == ("", "", None, NOON)


TRUTH = [
    # capabilities, sees, edits, merges, imports, erases
    ((), False, False, False, False, False),
    (("partners.read",), True, False, False, False, False),
    (("partners.read", "partners.edit"), True, True, False, False, False),
    (("partners.read", "partners.merge"), True, False, True, False, False),
    (("partners.read", "partners.import"), True, False, False, True, False),
    (("partners.read", "people.erase"), True, False, False, False, True),
    (("people.read", "activities.edit"), False, False, False, False, False),
]


@pytest.mark.parametrize(("capabilities", "sees", "edits", "merges", "imports", "erases"), TRUTH)
@pytest.mark.parametrize("at_home", [True, False])
def test_who_may_see_and_do_what(hamza, capabilities, sees, edits, merges, imports, erases, at_home):
    rif = hamza.organisation
    who = actor(PersonFactory(centre=rif.centre if at_home else CentreFactory()), *capabilities)

    found = [
        policies.organisation.can_view(who, rif) and policies.contact.can_view(who, hamza),
        policies.organisation.can_edit(who, rif) and policies.contact.can_edit(who, hamza),
        policies.organisation.can_merge(who, rif),
        policies.imports.can_start(who, rif.centre_id),
        policies.contact.can_erase(who, hamza),
    ]

    assert found == [answer and at_home for answer in (sees, edits, merges, imports, erases)]


def test_who_only_reads_writes_nothing(rif, hamza, campus):
    reader = actor(PersonFactory(centre=campus), "partners.read")

    for act in (
        lambda: actions.add_organisation(campus, by=reader, now=NOON, name="x"),
        lambda: actions.note_exchange(rif, by=reader, now=NOON, day=TODAY, summary="x"),
        lambda: actions.refuse_contact(hamza, by=reader, now=NOON, day=TODAY, source="x"),
        lambda: actions.erase_contact(hamza, by=reader, now=NOON),
    ):
        with pytest.raises(Forbidden):
            act()


PAGES = ("partenaires/", "partenaires/intervenants/", "partenaires/rappels/?qui=all", "partenaires/echange/")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_as_many_questions_on_one_row_as_on_five(
    campus, business, signed_in, item, page, django_assert_num_queries
):
    browser = signed_in("partners.read", "partners.edit", "partners.import")

    def fill(count):
        for _number in range(count):
            contact = ContactFactory(organisation=OrganisationFactory(centre=campus, city=item("city", "tanger")))
            contact.themes.add(item("theme", "cv"))
            organisation = contact.organisation
            actions.note_exchange(
                organisation, by=business, now=NOON, day=TODAY, contact=contact, summary="x", call_back_on=TODAY
            )

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for count in (1, 4):
        fill(count)
        browser.get(f"/essai/{page}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert browser.get(f"/essai/{page}").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_sheet_asks_as_many_questions_on_one_contact_as_on_five(rif, business, signed_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = signed_in("partners.read", "partners.edit")
    counts = []
    for count in (1, 4):
        for _number in range(count):
            contact = ContactFactory(organisation=rif)
            actions.note_exchange(
                rif, by=business, now=NOON, day=TODAY, contact=contact, summary="x", call_back_on=TODAY
            )
        browser.get(f"/essai/partenaires/{rif.public_id}/")
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(f"/essai/partenaires/{rif.public_id}/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_export_holds_those_who_may_be_written_to_and_no_formula(rif, hamza, business, signed_in):
    refusing = ContactFactory(organisation=rif, last_name="Refus")
    ContactFactory(organisation=rif, last_name="Bouazza", function="=cmd|' /C calc'!A0")
    actions.refuse_contact(refusing, by=business, now=NOON, day=TODAY, source="mail")
    answer = signed_in("partners.read").get("/essai/partenaires/contacts.xlsx?q=rif")

    rows = CalamineWorkbook.from_filelike(BytesIO(whole(answer))).get_sheet_by_index(0).to_python()
    assert [row[5] for row in rows[1:]] == ["Bouazza", "Tazi"]
    assert rows[1][8] == "=cmd|' /C calc'!A0"


def test_an_exchange_is_noted_from_its_page_and_its_faults_are_said(rif, hamza, signed_in):
    browser = signed_in("partners.read", "partners.edit")
    address = f"/essai/partenaires/{rif.public_id}/echange/"
    said = {"contact": hamza.public_id, "channel": "telephone", "day": "2026-11-10"}
    empty = browser.post(address, said)
    assert empty.status_code == 422
    assert "Écrivez en une ligne ce qui a été dit" in empty.content.decode()

    said |= {"summary": "Accueille 15 étudiants en mars", "call_back": "2026-11-17", "arrival_key": "a1"}
    for _twice in range(2):
        assert browser.post(address, said).status_code == 303

    exchange = Exchange.objects.get()
    assert (exchange.contact, exchange.channel.code, exchange.is_answered) == (hamza, "telephone", True)
    assert [call.due_on for call in CallBack.objects.all()] == [date(2026, 11, 17)]


def test_a_record_typed_wrongly_comes_back_with_its_sentences_and_nothing_lost(campus, rif, signed_in):
    browser = signed_in("partners.read", "partners.edit")
    answer = browser.post(
        "/essai/partenaires/ajouter/",
        {"name": "Argan", "website": "pas un site", "staff_from": "100", "staff_to": "10", "city_name": "Agadir"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ce n’est pas une adresse de site." in page
    assert "Le plus grand effectif est sous le plus petit" in page
    assert 'value="Agadir"' in page
    contact = browser.post(f"/essai/partenaires/{rif.public_id}/contact/", {"phone": "12", "first_name": "Rim"})
    assert "Ce numéro n’est pas valable" in contact.content.decode()
    nobody = browser.post(f"/essai/partenaires/{rif.public_id}/contact/", {"first_name": "Rim"})
    assert "Donnez au moins un nom, une fonction, un e-mail ou un téléphone." in nobody.content.decode()


def test_the_presets_never_fall_on_a_weekend():
    for offset in range(7):
        days = [day for _label, day in rules.call_back_days(TODAY + timedelta(days=offset))]
        assert all(day.weekday() < 5 for day in days)
