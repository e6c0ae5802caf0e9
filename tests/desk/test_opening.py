"""*Ouvrir mon centre*: the first page of an empty installation, its protection, its parts. (A.5)"""

from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client

from jalon.accounts.models import Invitation, User
from jalon.activities.models import Activity, ActivityType
from jalon.core.actor import visitor
from jalon.core.refusals import Forbidden, Refused
from jalon.desk import opening_code, parts, rules
from jalon.desk.actions import Founder, open_installation
from jalon.people.models import Mandate, Person
from jalon.structures.models import AcademicYear, Centre, Role, Room, Site
from tests.desk.conftest import ANSWERS, FOUNDER, noon

FORM = ANSWERS | {
    "first_name": FOUNDER.first_name,
    "last_name": FOUNDER.last_name,
    "email": FOUNDER.email,
    "password": FOUNDER.password,
}


@pytest.mark.parametrize("address", ["/", "/demo/", "/demo/ma-journee/", "/nimporte/quoi/", "/robots.txt"])
@pytest.mark.django_db
def test_an_empty_installation_leads_every_address_to_the_opening(address):
    assert Client().get(address).headers["Location"] == "/ouvrir/"
    assert "Ouvrir mon centre" in Client().get("/ouvrir/").text


def test_an_open_centre_leads_nobody_to_the_opening(centre):
    assert Client().get("/nimporte/quoi/").status_code == 404
    assert Client().get("/ouvrir/").headers["Location"] == "/"
    assert Client().post("/ouvrir/", FORM).headers["Location"] == "/"


@pytest.mark.django_db
def test_opening_makes_the_centre_its_kit_and_its_manager_and_signs_them_in():
    client = Client()
    answer = client.post("/ouvrir/", FORM)

    centre = Centre.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, "/essai/ouverture/annee/")
    assert (centre.code, centre.kit, centre.host_institution.name) == (
        "essai",
        "centre-de-carriere",
        "Université Ibn Battouta",
    )
    assert [(m.role.code, m.person.full_name) for m in Mandate.objects.all()] == [("manager", "Nadia Berrada")]
    assert client.get("/essai/ma-journee/").status_code == 200


def test_nothing_of_the_demonstration_comes_along(centre):
    assert (Person.objects.count(), User.objects.count(), Activity.objects.count()) == (1, 1, 0)
    assert (Site.objects.count(), AcademicYear.objects.count()) == (0, 0)
    assert ActivityType.objects.filter(code="atelier").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"code": "sante"}, "code", "mot réservé"),
        ({"code": "Été 2026"}, "code", "minuscules sans accents"),
        ({"password": "court"}, "password", "trop court"),
        ({"email": "nadia"}, "email", "adresse"),
        ({"name": ""}, "name", "obligatoire"),
    ],
)
def test_what_is_wrong_opens_nothing_and_says_why(change, field, words):
    answer = Client().post("/ouvrir/", FORM | change)

    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors[field])
    assert not Centre.objects.exists()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_the_code_is_drawn_from_the_name_when_it_is_left_empty():
    Client().post("/ouvrir/", FORM | {"code": ""})

    assert Centre.objects.get().code == "career-center-universite-ibn-battouta"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Career Center de l’Université", "career-center-universite"),
        ("  2e Centre d'Orientation ", "e-centre-orientation"),
        ("École & Métiers", "ecole-metiers"),
        ("مركز المهن", ""),
        ("Centre " + "très " * 20, ("centre-" + "tres-" * 20)[:40].rstrip("-")),
    ],
)
def test_a_code_proposed_for_a_name(name, code):
    assert rules.proposed_code(name) == code


@pytest.mark.parametrize(
    ("today", "first"),
    [(date(2026, 11, 18), 2026), (date(2027, 3, 1), 2026), (date(2027, 6, 30), 2026), (date(2027, 7, 1), 2027)],
)
def test_the_year_proposed_is_the_one_that_runs_or_that_comes(today, first):
    assert rules.proposed_year(today) == (date(first, 9, 1), date(first + 1, 2, 1), date(first + 1, 7, 31))


class TestTheOpeningCode:
    """On a networked server, only who reads the data folder opens the first centre."""

    @pytest.mark.parametrize(
        ("base", "meta", "needed"),
        [
            ("http://localhost:8000", {"REMOTE_ADDR": "127.0.0.1"}, False),
            ("http://127.0.0.1:8000", {"REMOTE_ADDR": "::1"}, False),
            ("http://localhost:8000", {"REMOTE_ADDR": "192.168.1.20"}, True),
            ("https://centre.example", {"REMOTE_ADDR": "127.0.0.1"}, True),
            ("http://localhost:8000", {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, True),
            ("http://localhost:8000", {"REMOTE_ADDR": "127.0.0.1", "HTTP_VIA": "1.1 mandataire"}, True),
        ],
    )
    def test_when_it_is_asked(self, rf, settings, base, meta, needed):
        settings.JALON_BASE_URL = base

        assert opening_code.is_needed(rf.get("/ouvrir/", **meta)) is needed

    def test_a_proxy_declared_in_the_settings_is_enough_to_ask_it(self, rf, settings):
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

        assert opening_code.is_needed(rf.get("/ouvrir/"))

    @pytest.mark.django_db
    def test_without_it_nobody_opens_from_another_machine(self):
        elsewhere = Client(REMOTE_ADDR="192.168.1.20")
        assert "Code d’ouverture" in elsewhere.get("/ouvrir/").text
        code = opening_code.ensure()

        for typed in ("", "0000-0000-0000-0000", code[:-1]):
            assert elsewhere.post("/ouvrir/", FORM | {"opening_code": typed}).status_code == 422
        assert not Centre.objects.exists()

        assert elsewhere.post("/ouvrir/", FORM | {"opening_code": f" {code.lower()} "}).status_code == 302
        assert Centre.objects.count() == 1
        assert not opening_code.path().exists()

    def test_it_is_kept_for_the_owner_of_the_folder_and_stays_the_same(self):
        code = opening_code.ensure()

        assert opening_code.ensure() == code
        assert opening_code.path().stat().st_mode & 0o777 == 0o600
        assert opening_code.matches(code.replace("-", ""))
        assert not opening_code.matches("")

    @pytest.mark.django_db
    def test_the_server_announces_it_until_a_centre_is_open(self):
        assert opening_code.to_announce() == opening_code.ensure()

        Centre.objects.create(code="essai", name="Essai", created_at=noon)

        assert opening_code.to_announce() == ""
        Centre.objects.all().delete()
        assert opening_code.to_announce() == ""

    @pytest.mark.django_db
    def test_the_command_prints_it_while_no_centre_is_open(self, capsys):
        call_command("opening_code")

        assert capsys.readouterr().out.strip() == opening_code.ensure()


def test_two_people_who_send_the_form_together_open_one_centre(centre, db):
    again = open_installation(**ANSWERS, founder=FOUNDER, by=visitor(), now=noon)
    assert again.email == FOUNDER.email

    for other in (
        Founder("Omar", "Tazi", "omar@essai.example", "une-autre-phrase-longue"),
        Founder("Omar", "Tazi", FOUNDER.email, "une-autre-phrase-longue"),
    ):
        with pytest.raises(Forbidden, match="Quelqu’un d’autre"):
            open_installation(**ANSWERS, founder=other, by=visitor(), now=noon)
    assert (Centre.objects.count(), User.objects.count()) == (1, 1)


def test_a_centre_opened_from_the_command_line_is_opened_by_nobody_else(db):
    Centre.objects.create(code="deja", name="Déjà là", created_at=noon)

    with pytest.raises(Refused, match="existe déjà"):
        open_installation(**ANSWERS, founder=FOUNDER, by=visitor(), now=noon)
    assert not User.objects.exists()


def done(centre, manager) -> list[str]:
    return [part.code for part, is_done in parts.progress(centre, manager).states if is_done]


def test_each_part_is_done_or_left_for_later(centre, manager, signed_in):
    steps = [
        ("annee", {"starts_on": "2026-09-01", "second_semester_on": "2027-02-01", "ends_on": "2027-07-31"}),
        ("lieux", {"site": "Campus", "address": "", "room_1": "A1", "seats_1": "30", "room_2": "Amphi"}),
        (
            "equipe",
            {
                "0-first_name": "Omar",
                "0-last_name": "Tazi",
                "0-email": "omar@essai.example",
                "0-roles": Role.objects.get(code="conseiller-carriere").pk,
            },
        ),
        ("reunion", {"weekday": "3"}),
    ]
    assert done(centre, manager) == []
    for position, (code, data) in enumerate(steps):
        assert signed_in.get(f"/essai/ouverture/{code}/").status_code == 200
        answer = signed_in.post(f"/essai/ouverture/{code}/", data)
        following = [*(code for code, _data in steps), "etudiants"][position + 1]
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/essai/ouverture/{following}/")
        assert done(centre, manager) == [code for code, _data in steps[: position + 1]]

    assert list(Room.objects.values_list("name", "seats")) == [("A1", 30), ("Amphi", None)]
    assert [(i.email, [r.code for r in i.roles.all()]) for i in Invitation.objects.all()] == [
        ("omar@essai.example", ["conseiller-carriere"])
    ]
    assert signed_in.get("/essai/ouverture/etudiants/").status_code == 200
    page = signed_in.get("/essai/ma-journee/").text
    assert "Il manque la liste des étudiants." in page
    assert "Il manque l’équipe." not in page


def test_what_is_left_leaves_ma_journee_when_it_is_set_aside(centre, signed_in):
    assert "Ne plus me le proposer" in signed_in.get("/essai/ma-journee/").text

    signed_in.post("/essai/ouverture/terminer/")

    centre.refresh_from_db()
    assert centre.opened_at is not None
    assert "Il manque" not in signed_in.get("/essai/ma-journee/").text


@pytest.mark.parametrize(
    ("code", "data", "words"),
    [
        ("annee", {"starts_on": "2026-09-01", "second_semester_on": "2026-09-01", "ends_on": "2027-07-31"}, "semestre"),
        ("lieux", {"site": "Campus", "seats_1": "30"}, "Donnez un nom à cette salle"),
        ("lieux", {"site": "Campus", "room_1": "A1", "room_2": "a1"}, "déjà écrite plus haut"),
        ("equipe", {"0-first_name": "Omar"}, "À compléter, ou laissez toute la ligne vide."),
    ],
)
def test_a_part_that_is_wrong_saves_nothing_and_says_why(centre, manager, signed_in, code, data, words):
    answer = signed_in.post(f"/essai/ouverture/{code}/", data)

    assert answer.status_code == 422
    assert words in answer.text
    assert done(centre, manager) == []


def test_one_address_refused_invites_nobody(centre, signed_in):
    role = Role.objects.get(code="conseiller-carriere").pk
    data = {
        f"{n}-{name}": value
        for n, email in enumerate(["omar@essai.example", "omar@essai.example"])
        for name, value in {"first_name": "Omar", "last_name": "Tazi", "email": email, "roles": role}.items()
    }

    answer = signed_in.post("/essai/ouverture/equipe/", data)

    assert "Une invitation attend déjà" in " ".join(answer.context["form"].errors["1-email"])
    assert not Invitation.objects.exists()


def test_the_parts_belong_to_who_configures_the_centre(centre, signed_in):
    assert Client().get("/essai/ouverture/annee/").status_code == 302
    Role.objects.filter(code="manager").update(capabilities=[])

    assert signed_in.get("/essai/ouverture/annee/").status_code == 403
    assert signed_in.get("/essai/ouverture/autre/").status_code == 403
