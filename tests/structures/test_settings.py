"""The settings screens: who opens them, what they change, what they say."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jalon.structures import actions
from jalon.structures.models import AcademicYear, Establishment, Reference, Role, Room, Site
from tests.structures.conftest import noon

PAGES = [
    "",
    "centre/",
    "annees/",
    "roles/",
    "roles/manager/",
    "lieux/",
    "etablissements/",
    "listes/level/",
    "listes/field/",
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("role", "status"), [("manager", 200), ("adviser", 403), (None, 302)])
def test_only_who_configures_opens_the_settings(centre, signed_in, somebody, page, role, status):
    client = signed_in(role) if role else Client()
    if role != "manager":
        somebody("manager")

    assert client.get(f"/essai/reglages/{page}").status_code == status


def test_a_page_of_another_centre_does_not_exist(centre, elsewhere, signed_in):
    site = Site.objects.create(centre=elsewhere, name="Là-bas")

    assert signed_in("manager").get(f"/essai/reglages/lieux/{site.pk}/").status_code == 404


def test_the_centre_and_its_meeting_are_two_forms(centre, signed_in):
    client = signed_in("manager")
    client.post("/essai/reglages/centre/", {"part": "meeting", "weekday": "2"})
    answer = client.post(
        "/essai/reglages/centre/",
        {
            "part": "about",
            "name": "Le centre",
            "host_institution": "L’université",
            "timezone": "Africa/Casablanca",
            "country": "MA",
        },
    )

    centre.refresh_from_db()
    assert (answer.status_code, centre.name, centre.weekly_meeting_day) == (303, "Le centre", 2)


def test_what_is_wrong_stays_typed_with_the_sentence(centre, signed_in):
    days = {"starts_on": "2026-09-01", "second_semester_on": "2026-08-01", "ends_on": "2027-07-31"}

    answer = signed_in("manager").post("/essai/reglages/annees/", days)

    assert answer.status_code == 422
    assert "Le second semestre doit commencer après le début de l’année" in answer.text
    assert 'value="2026-08-01"' in answer.text
    assert not AcademicYear.objects.exists()


def test_sites_rooms_and_establishments_are_added_corrected_archived_and_restored(centre, signed_in):
    client = signed_in("manager")
    client.post("/essai/reglages/lieux/", {"name": "Campus", "address": "", "timezone": ""})
    site = Site.objects.get()
    client.post(f"/essai/reglages/lieux/{site.pk}/salle/", {"name": "A1", "seats": "30"})
    room = Room.objects.get()
    client.post(f"/essai/reglages/salles/{room.public_id}/", {"name": "A2", "seats": "40"})
    client.post(f"/essai/reglages/salles/{room.public_id}/archiver/")
    client.post("/essai/reglages/etablissements/", {"name": "EST", "is_attached": "on"})
    establishment = Establishment.objects.get()
    client.post(f"/essai/reglages/etablissements/{establishment.pk}/", {"name": "École supérieure de technologie"})
    page = client.get(f"/essai/reglages/lieux/{site.pk}/").text

    room.refresh_from_db()
    establishment.refresh_from_db()
    assert (room.name, room.seats, room.archived_at is not None) == ("A2", 40, True)
    assert (establishment.name, establishment.is_attached) == ("École supérieure de technologie", False)
    assert f"/essai/reglages/salles/{room.public_id}/remettre/" in page
    client.post(f"/essai/reglages/salles/{room.public_id}/remettre/")
    room.refresh_from_db()
    assert room.archived_at is None


def test_an_item_to_check_is_confirmed_or_joined(centre, signed_in):
    client = signed_in("manager")
    known = Reference.objects.create(centre=centre, list="level", code="m1", label="Master 1")
    first, second = (
        Reference.objects.create(centre=centre, list="level", code=code, label=code.upper(), to_check=True)
        for code in ("ma1", "dess")
    )
    assert "à vérifier" in client.get("/essai/reglages/listes/level/").text

    client.post(f"/essai/reglages/element/{first.pk}/reunir/", {"into": known.pk})
    client.post(f"/essai/reglages/element/{second.pk}/confirmer/")

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.archived_at is not None, second.to_check) == (True, False)
    assert list(known.aliases.values_list("key", flat=True)) == ["ma1"]


def test_a_writing_is_added_and_taken_away(centre, signed_in):
    client = signed_in("manager")
    item = Reference.objects.create(centre=centre, list="level", code="m1", label="Master 1")
    client.post(f"/essai/reglages/element/{item.pk}/ecriture/", {"text": "Mastère 1"})
    (alias,) = item.aliases.all()

    client.post(f"/essai/reglages/element/{item.pk}/ecriture/retirer/", {"alias": alias.pk})

    assert (alias.key, item.aliases.count()) == ("mastere 1", 0)


def test_the_page_of_a_role_says_in_words_what_it_may_do(centre, signed_in):
    client = signed_in("manager")
    broad = Role.objects.get(code="manager")
    Role.objects.create(centre=centre, code="deputy", label="Adjoint", kind="internal", specialises=broad)

    page = client.get("/essai/reglages/roles/deputy/").text

    assert "Régler le centre : année, sites, salles, listes" in page
    assert "(par « manager »)" in page


@pytest.mark.parametrize("page", ["listes/level/", "lieux/", "etablissements/", "roles/", "annees/"])
def test_a_list_of_settings_asks_as_much_for_one_row_as_for_many(centre, signed_in, page, manager):
    client = signed_in("adviser")
    Role.objects.filter(code="adviser").update(capabilities=["structures.read", "structures.configure"])

    def fill(number: int) -> None:
        actions.add_reference(centre, "level", f"Niveau {number}", by=manager, now=noon)
        actions.add_alias(Reference.objects.latest("pk"), f"N{number}", by=manager, now=noon)
        site = actions.add_site(centre, f"Site {number}", by=manager, now=noon)
        actions.add_room(site, "A1", by=manager, now=noon)
        actions.add_establishment(centre, f"École {number}", by=manager, now=noon)
        first = datetime(2000 + number, 9, 1, tzinfo=UTC).date()
        actions.set_year(
            centre,
            starts_on=first,
            second_semester_on=first.replace(year=first.year + 1, month=2),
            ends_on=first.replace(year=first.year + 1, month=7),
            by=manager,
            now=noon,
        )
        broad = Role.objects.create(centre=centre, code=f"large-{number}", label="Large", kind="internal")
        Role.objects.create(
            centre=centre, code=f"r-{number}", label="R", kind="internal", specialises=broad, substitute=broad
        )

    def queries() -> int:
        client.get(f"/essai/reglages/{page}")  # what the centre settles is read once after a change
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/essai/reglages/{page}").status_code == 200
        return len(captured)

    fill(1)
    client.get(f"/essai/reglages/{page}")
    once = queries()
    for number in range(2, 7):
        fill(number)

    assert queries() == once
