"""Surveys of the centre's own, by a public link: nobody's name, a cookie, and lots of their own."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalon.core.actor import Actor, ActorKind, system
from jalon.core.periods import month_of
from jalon.core.refusals import Forbidden, Refused
from jalon.figures import measures
from jalon.journal.models import Entry
from jalon.messaging.models import Message
from jalon.surveys import actions, queries, ways
from jalon.surveys.measures import SATISFACTION
from jalon.surveys.models import Campaign, Completion, Sheet, Survey, Unpublished
from tests.factories import NOON, CentreFactory, PersonFactory, actor
from tests.surveys.conftest import CODE, posted, sheet

NIGHT = NOON + timedelta(days=1)


@pytest.fixture
def opened(centre, adviser):
    def make(title="Salon 2026", now=NOON, closes_at=None, invited=None):
        return actions.open_campaign(
            centre,
            title=title,
            questionnaire=CODE,
            facets={},
            by=adviser,
            now=now,
            closes_at=closes_at or now + timedelta(days=9),
            invited=invited,
        )

    return make


@pytest.fixture
def visitor(centre):
    return Actor(ActorKind.VISITOR, centre.pk)


def give(survey, by, count=1, now=NOON, **given):
    for _n in range(count):
        actions.complete_publicly(survey, answers=sheet(**given), by=by, now=now)


def test_an_answer_by_the_public_link_says_nothing_of_who_gave_it(opened, centre):
    survey, person = opened(), PersonFactory(centre=centre)
    entries = Entry.objects.count()

    give(survey, actor(person), remarques="témoin")

    assert not Completion.objects.exists()
    assert Entry.objects.count() == entries
    row = Unpublished.objects.values().get()
    assert set(row) == {"id", "survey_id", "answers"}
    assert Survey.objects.get().last_public_on == NOON.date()


def test_a_survey_has_one_door_never_both(opened, survey, present, visitor, centre):
    """Whoever may answer four times by a link would know the fifth, if that one came by name."""
    person = present()
    with pytest.raises(Forbidden):
        give(survey, visitor)
    with pytest.raises(Refused):
        actions.complete(opened(), person, answers=sheet(), by=actor(person), now=NOON)
    assert queries.by_wall_code(centre, Survey.objects.get(is_public=True).wall_code, now=NOON) is None


def test_public_answers_appear_in_lots_and_never_on_the_day_of_the_last(opened, visitor):
    survey = opened()
    give(survey, visitor, 4)
    assert actions.publish_due(by=system(), now=NIGHT) == 0
    give(survey, visitor, now=NIGHT)
    assert actions.publish_due(by=system(), now=NIGHT + timedelta(hours=1)) == 0
    assert actions.publish_due(by=system(), now=NIGHT + timedelta(days=1)) == 5


def test_public_remainders_never_complete_a_lot_of_named_ones(opened, visitor, open_one, present, answered, adviser):
    public, named = opened(), open_one()
    give(public, visitor, 4)
    answered(named, present())
    for survey in (public, named):
        actions.close_survey(survey, by=adviser, now=NOON)

    assert actions.publish_due(by=system(), now=NOON + timedelta(days=400)) == 0

    more = [opened(title=f"Autre {n}") for n in range(2)]
    for survey in more:
        give(survey, visitor)
        actions.close_survey(survey, by=adviser, now=NOON)
    assert actions.publish_due(by=system(), now=NOON + timedelta(days=400)) == 6
    assert Unpublished.objects.get().survey == named


def test_public_answers_do_not_count_in_the_figures(opened, visitor, adviser, centre):
    give(opened(), visitor, 6)
    actions.publish_due(by=system(), now=NIGHT)

    frame = measures.Frame(adviser, centre, month_of(NOON.date()))
    assert Sheet.objects.filter(overall=None).count() == 6
    assert measures.total(SATISFACTION, frame) == (None, 0)


def test_the_same_form_twice_is_one_answer(opened, visitor):
    survey = opened()
    for mark in (4, 1):
        actions.complete_publicly(survey, answers=sheet(satisfaction=mark), by=visitor, now=NOON, key="k" * 24)

    assert [row.answers["satisfaction"] for row in Unpublished.objects.all()] == [4]


@pytest.mark.parametrize(
    ("change", "sentence", "field"),
    [({"title": " "}, "Donnez un titre", "title"), ({"closes_at": NOON}, "jour à venir", "last_day")],
)
def test_a_campaign_needs_a_title_and_an_end(opened, change, sentence, field):
    with pytest.raises(Refused, match=sentence) as refusal:
        opened(**change)
    assert (refusal.value.field, Campaign.objects.exists()) == (field, False)


def words(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def test_whoever_has_the_link_answers_once_on_their_device(opened, centre):
    survey = opened(now=timezone.now() - timedelta(hours=1))
    address, client = ways.public_page(survey), Client()
    page = words(client.get(address))
    assert ("Salon 2026" in page, "Votre nom n’est ni demandé ni gardé" in page) == (True, True)

    wrong = client.post(address, posted(satisfaction="", remarques="Gardé"))
    assert (wrong.status_code, "Gardé" in words(wrong)) == (422, True)
    sent = client.post(address, posted(arrival_key="k" * 24))
    assert (sent.status_code, sent["Location"]) == (303, address + "merci/")
    assert {name: cookie.value for name, cookie in sent.cookies.items() if "answered" in name} == {
        f"answered_{survey.public_id}": "1"
    }
    assert client.get(address)["Location"] == address + "merci/"
    assert client.post(address, posted(arrival_key="l" * 24)).status_code == 303
    assert Unpublished.objects.count() == 1
    assert Client().get(address).status_code == 200


def test_a_named_survey_has_no_public_page(live_survey):
    assert Client().get(ways.public_page(live_survey)).status_code == 404


def test_a_closed_campaign_says_so(opened, adviser):
    survey = opened(now=timezone.now() - timedelta(hours=1))
    actions.close_survey(survey, by=adviser, now=timezone.now())

    assert "Ce questionnaire est clos" in words(Client().get(ways.public_page(survey)))
    sent = Client().post(ways.public_page(survey), posted())
    assert (sent.status_code, "est clos" in words(sent)) == (422, True)


def test_the_team_opens_a_campaign_and_gets_its_link_and_its_poster(centre, signed_in):
    desk = signed_in(PersonFactory(centre=centre), "surveys.read", "surveys.open")
    new = reverse("surveys:new_campaign", args=[centre.code])
    typed = {"title": "Salon 2026", "questionnaire": CODE, "last_day": "2199-01-01", "who": "public"}

    refused = desk.post(new, typed | {"last_day": "2020-01-01"})
    assert (refused.status_code, "à venir" in words(refused), "Salon 2026" in words(refused)) == (422, True, True)
    results = desk.post(new, typed)["Location"]

    survey = Survey.objects.get()
    assert ways.public_address(survey) in words(desk.get(results))
    poster = words(desk.get(reverse("surveys:poster", args=[centre.code, survey.public_id])))
    assert (ways.public_page(survey) in poster, survey.wall_code in poster) == (True, False)
    reader = signed_in(PersonFactory(centre=centre), "surveys.read")
    assert reader.get(new).status_code == 403


@pytest.fixture
def guests(centre):
    return [PersonFactory(centre=centre, personal_email=f"invite{n}@example.org") for n in range(5)]


def test_people_who_are_invited_answer_by_name_and_by_no_public_link(opened, guests, visitor, centre):
    survey = opened(invited=guests)
    stranger = PersonFactory(centre=centre)

    assert [awaited.survey for awaited in queries.awaiting(guests[0], now=NOON)] == [survey]
    assert queries.awaiting(stranger, now=NOON) == []
    with pytest.raises(Forbidden):
        give(survey, visitor)
    with pytest.raises(Refused):
        actions.complete(survey, stranger, answers=sheet(), by=actor(stranger), now=NOON)
    for guest in guests:
        actions.complete(survey, guest, answers=sheet(), by=actor(guest), now=NOON)
    assert actions.publish_due(by=system(), now=NIGHT) == 5


def test_each_guest_is_written_to_with_a_link_of_their_own(opened, guests):
    opened(invited=guests)

    letters = Message.objects.filter(kind="surveys.invitation").order_by("person_id")
    assert [letter.person_id for letter in letters] == [guest.pk for guest in guests]
    links = {word for letter in letters for word in letter.text.split() if "/questionnaires/lien/" in word}
    assert len(links) == 5


def test_fewer_guests_than_a_lot_would_never_be_read(opened, guests):
    with pytest.raises(Refused, match="au moins 5 personnes") as refusal:
        opened(invited=guests[:4])

    assert (refusal.value.field, Campaign.objects.exists()) == ("addresses", False)


def test_addresses_that_are_nobodys_are_named_and_nothing_is_lost(centre, signed_in, guests):
    desk = signed_in(PersonFactory(centre=centre), "surveys.read", "surveys.open")
    PersonFactory(centre=CentreFactory(code="ailleurs"), personal_email="autre@example.org")
    new = reverse("surveys:new_campaign", args=[centre.code])
    lines = [*(f"invite{n}@example.org" for n in range(5)), "autre@example.org"]
    typed = {"title": "Anciens", "questionnaire": CODE, "last_day": "2199-01-01", "who": "invited"}

    refused = words(desk.post(new, typed | {"addresses": "\n".join(lines)}))
    assert "seule personne du centre : autre@example.org." in refused
    assert "invite0@example.org" in refused
    assert desk.post(new, typed | {"addresses": "; ".join(lines[:5])}).status_code == 303
    assert Survey.objects.get().is_public is False
