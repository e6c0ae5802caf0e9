"""Every address says who may open it, and none shows or changes anything of a centre that is not one's own."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import F, ForeignKey
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from jalon.accounts.models import User
from jalon.accounts.root_urls import LIBRARY_ADDRESSES
from jalon.activities.models import Activity
from jalon.journal.models import Entry
from jalon.structures.models import Centre, Room
from tests.answers import whole
from tests.architecture.centres import Place, Whole, places, whole_centre
from tests.factories import NOON

PUBLIC = {
    "health": "monitoring has no account",
    "verify:ask": "anybody who holds a paper certificate verifies it",
    "verify:certificate": "anybody who holds a paper certificate verifies it",
    "opening:start": "the first page of an empty installation; closed once a centre exists",
    "account_signup": "tells how one comes to have an account",
    "entrance:door": "the door",
    "entrance:account": "the door of one's own account",
    "entrance:invitation": "the secret of the address is the proof",
    "mailbox:letters": "the demonstration only, 404 elsewhere",
    "mailbox:letter": "the demonstration only, 404 elsewhere",
    "mailbox:html": "the demonstration only, 404 elsewhere",
    "portal:home": "the centre's address",
    "portal:programme": "the programme is for everybody",
    "portal:activity": "a published activity is for everybody",
    "portal:register": "leads a visitor to the sign-up form",
    "portal:join": "signing up",
    "portal:code": "signing up",
    "portal:identity": "signing up",
    "portal:mine": "leads a visitor to the sign-up form",
    "activities:calendar_file": "a published activity is for everybody",
    "activities:answer": "the secret of the address is the proof",
    "surveys:link": "the secret of the address is the proof",
    "surveys:link_name": "the secret of the address is the proof",
    "surveys:link_thanks": "the secret of the address is the proof",
    "surveys:wall": "the code on the wall is the proof",
    "surveys:wall_answer": "leads to the page that asks for the code on the wall",
    "surveys:wall_name": "leads to the page that asks for the code on the wall",
    "surveys:wall_thanks": "leads to the page that asks for the code on the wall",
    "surveys:public": "the secret of the address is the proof",
    "surveys:public_thanks": "the secret of the address is the proof",
    "bookings:programme_feed": "the published programme is for everybody",
    "bookings:feed": "the secret of the address is the proof",
    "messaging:unsubscribe": "the signed address is the proof",
}
"""Addresses that answer people without any place in the centre, each with the reason."""

WORDS = {("desk", "code"), ("figures", "code"), ("structures", "list_code"), ("surveys", "code")} | {
    ("surveys", part) for part in ("index", "kind", "question")
}
"""Parameters that name something of Jalon or of a kit, which every centre has under the same word."""

SECRET = {place for place, reason in PUBLIC.items() if reason.startswith(("the secret", "the signed"))}

REFUSED = {302, 403, 404, 405, 410}
KEEPS_ITSELF = {"django_session", "core_heartbeat"}
"""Tables that a refused request may touch."""


@pytest.fixture(autouse=True)
def _at_noon_in_french(settings, tmp_path, monkeypatch) -> Iterator[None]:
    settings.JALON_FILES_DIR = tmp_path / "files"
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    with translation.override("fr"):
        yield


@pytest.fixture
def other(db: Any) -> Whole:
    """The centre in which the people of these tests have no place."""
    return whole_centre(code="ailleurs", name="Centre d’ailleurs")


@pytest.fixture
def home(db: Any) -> Whole:
    """The centre of the neighbour."""
    return whole_centre(code="chez-soi", name="Centre de chez soi")


def rows() -> dict[str, list[Any]]:
    """Every row of every table, but for sessions."""
    return {
        model._meta.label: sorted(map(str, model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table not in KEEPS_ITSELF
    }


def rows_of(centre: Centre) -> dict[str, list[str]]:
    """Every row that belongs to this centre."""
    found = {}
    for model in apps.get_models():
        names = {field.name: field.attname for field in model._meta.concrete_fields}
        if model is Centre:
            found["centre"] = sorted(map(str, Centre.objects.filter(pk=centre.pk).values_list()))
        elif "centre" in names or "centre_id" in names:
            mine = model._base_manager.filter(centre_id=centre.pk)
            found[model._meta.label] = sorted(map(str, mine.values_list()))
    return found


def changed(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> list[str]:
    return [label for label in before if before[label] != after[label]]


def of_people() -> list[Place]:
    """The addresses of Jalon itself."""
    return [place for place in places() if place.name not in LIBRARY_ADDRESSES]


def send(client: Client, method: str, address: str, body: dict[str, Any]) -> HttpResponse:
    """The answer; an error of the program is one like another, and names its address."""
    try:
        answer = client.get(address) if method == "GET" else client.post(address, body)
    except Exception as fault:
        raise AssertionError(f"{method} {address} fell: {fault!r}") from fault
    whole(answer)
    return answer


def leads_to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code != 302 or answer.headers["Location"].startswith(reverse(settings.LOGIN_URL))


def test_every_address_declares_who_may_open_it_or_is_a_librarys_with_its_reason():
    silent = {place.name for place in places() if not place.access}

    assert silent == set(LIBRARY_ADDRESSES)


def test_every_public_address_is_listed_with_its_reason_and_no_other():
    declared = {place.name for place in of_people() if place.access == "public" or place.access.startswith("link:")}
    by_policy = {"portal:activity", "portal:register", "activities:calendar_file"}
    by_itself = {"files:download"}

    assert declared - by_itself == set(PUBLIC) - by_policy


def passer_by(_home: Whole) -> Client:
    return Client()


def stranger(_home: Whole) -> Client:
    """Signed in, with no place in any centre."""
    client = Client()
    client.force_login(User.objects.create_user("personne@example.org", "une-phrase-assez-longue"))
    return client


def neighbour(home: Whole) -> Client:
    """Who may do everything, in another centre."""
    client = Client()
    client.force_login(home.account)
    return client


@pytest.mark.parametrize("who", [passer_by, stranger, neighbour])
def test_no_address_of_a_centre_answers_people_without_a_place_there(who, other, home):
    client = who(home)
    before, answered = rows(), {}
    for place in of_people():
        if place.name in PUBLIC:
            continue
        for method in ("GET", "POST"):
            answer = send(client, method, other.address(place), other.posted)
            if answer.status_code not in REFUSED or not leads_to_sign_in(answer):
                answered[f"{method} {place.name}"] = answer.status_code

    assert (answered, changed(before, rows())) == ({}, [])


@pytest.mark.parametrize("who", [passer_by, neighbour])
def test_public_addresses_write_nothing_into_the_centre_of_others_but_what_their_secret_allows(who, other, home):
    client = who(home)
    before, entries, fell = rows_of(other.centre), Entry.objects.count(), {}
    for place in of_people():
        if place.name not in PUBLIC:
            continue
        for method in ("GET", "POST") if place.name not in SECRET else ("GET",):
            body = {} if place.name == "portal:join" else other.posted  # an address would be sent a code
            answer = send(client, method, other.address(place), body)
            if answer.status_code >= 500 and place.name != "health":
                fell[f"{method} {place.name}"] = answer.status_code

    assert (fell, changed(before, rows_of(other.centre)), Entry.objects.count()) == ({}, [], entries)


def test_rows_of_another_centre_do_not_exist_under_the_address_of_ones_own(other, home):
    client = neighbour(home)
    before, answered = rows(), {}
    for place in of_people():
        named = {(place.name.partition(":")[0], name) for name in place.parameters} - {
            (place.name.partition(":")[0], "centre_code")
        }
        if "centre_code" not in place.parameters or not named - WORDS or _is_wall(place):
            continue
        for method in ("GET", "POST"):
            answer = send(client, method, other.address(place, under=home), other.posted)
            if answer.status_code not in {403, 404, 405, 410}:
                answered[f"{method} {place.name}"] = answer.status_code

    assert (answered, changed(before, rows())) == ({}, [])


def _is_wall(place: Place) -> bool:
    """These pages ask for the wall's code, whatever their address names."""
    return place.name.startswith("surveys:wall_")


def forms_of(client: Client, address: str, body: dict[str, Any]) -> list[str]:
    """The fields of `body` that the page at this address asks."""
    try:
        page = client.get(address)
    except Exception:
        return []
    content = whole(page) if page.status_code == 200 else b""
    return [name for name in body if f'name="{name}"'.encode() in content]


@pytest.fixture
def sent_everywhere(other: Whole, home: Whole) -> Callable[[], dict[str, int]]:
    """Every form of one's own centre, sent with rows of another one: in all its fields, then in one after the other."""

    def go() -> dict[str, int]:
        fell, client = {}, neighbour(home)
        theirs = {name: value for name, value in other.posted.items() if value != home.posted[name]}
        for place in of_people():
            if "centre_code" not in place.parameters or place.name in ENDS:
                continue
            address = home.address(place)
            asked = forms_of(client, address, theirs)
            for body in [other.posted, *(home.posted | {name: theirs[name]} for name in asked)]:
                answer = send(client, "POST", address, body)
                if answer.status_code >= 500:
                    fell[place.name] = answer.status_code
        return fell

    return go


ENDS = {"accounts:sign_out_everywhere", "people:erase"}
"""After these, the neighbour or their rows would no longer be there."""


def test_rows_of_another_centre_sent_in_a_form_change_nothing_there_and_are_never_pointed_to(
    sent_everywhere, other, home
):
    before = rows_of(other.centre)
    fell = sent_everywhere()

    assert (fell, changed(before, rows_of(other.centre)), crossings()) == ({}, [], [])


def test_the_form_that_carries_them_is_otherwise_right(home):
    address = home.address(next(place for place in places() if place.name == "activities:new"))

    assert send(neighbour(home), "POST", address, home.posted).status_code == 303


def crossings() -> list[str]:
    """Rows of one centre that point to a row of another."""
    found = []
    for model in apps.get_models():
        columns = [column for column in model._meta.concrete_fields if isinstance(column, ForeignKey)]
        if not any(column.name == "centre" for column in columns):
            continue
        for column in columns:
            target: Any = column.related_model
            if column.name != "centre" and any(f.name == "centre" for f in target._meta.concrete_fields):
                wrong = model._base_manager.exclude(**{f"{column.name}__centre": None}).exclude(
                    **{f"{column.name}__centre_id": F("centre_id")}
                )
                if wrong.exclude(**{column.name: None}).exists():
                    found.append(f"{model._meta.label}.{column.name}")
    return found


def test_a_row_that_points_to_another_centre_would_be_seen(other, home):
    Activity.objects.filter(centre=home.centre).update(room=Room.objects.filter(centre=other.centre).get())

    assert crossings() == ["activities.Activity.room"]


HOSTILE = "<script>alert(1)</script>\x00"
ASKED = ("q", "etat", "qui", "arrivee", "page", "tri", "type", "theme", "leader", "first", "last", "jour", "periode")
ASKED += ("du", "au", "par", "month", "version", "code", "pour", "state", "kind", "establishment", "field", "level")


def test_every_page_wears_its_guards_and_gives_nothing_back_unescaped(home):
    client, bare = neighbour(home), {}
    for place in of_people():
        if "centre_code" not in place.parameters:
            continue
        answer = client.get(home.address(place), dict.fromkeys(ASKED, HOSTILE))
        content = whole(answer)
        policy = answer.headers["Content-Security-Policy"]
        guards = [
            "unsafe" not in policy and "default-src" in policy,
            answer.headers["X-Content-Type-Options"] == "nosniff",
            answer.headers["X-Frame-Options"] == "DENY",
            answer.headers["Referrer-Policy"] == "same-origin",
            b"<script>alert" not in content,
            answer.status_code < 500,
        ]
        if not all(guards):
            bare[place.name] = guards

    assert bare == {}
