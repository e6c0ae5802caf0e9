"""Who may open what: a truth table of statuses, with the roles of the career centre's kit."""

from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern

from jalon.activities import actions, urls
from jalon.activities.models import Certificate
from jalon.core.actor import system
from jalon.kits.actions import install_kit
from jalon.people.models import Mandate
from tests.factories import ActivityFactory, ActivityTypeFactory, CentreFactory, PersonFactory, actor

ROLES = ("visitor", "young", "ambassador", "trainee", "adviser", "manager", "elsewhere")
KIT_ROLE = {
    "young": "jeune",
    "ambassador": "ambassadeur",
    "trainee": "equipe",
    "adviser": "conseiller-carriere",
    "manager": "manager",
}

SIGN_IN, OK, NO, GONE, ON = 302, 200, 403, 404, 303
"""A visitor is asked to sign in; for who is known elsewhere, what is not published is not there."""

TABLE = {
    # address                 visitor  young ambas trainee adviser manager elsewhere
    "activites/":            (SIGN_IN, NO,   NO,   OK,     OK,     OK,     GONE),
    "activites/nouvelle/":   (SIGN_IN, NO,   NO,   NO,     OK,     OK,     GONE),
    "activites/disponibilite/": (SIGN_IN, NO, NO,  NO,     OK,     OK,     GONE),
    "{open}/":               (SIGN_IN, NO,   NO,   OK,     OK,     OK,     NO),
    "{open}/modifier/":      (SIGN_IN, NO,   NO,   NO,     OK,     OK,     NO),
    "{open}/dupliquer/":     (SIGN_IN, NO,   NO,   NO,     OK,     OK,     NO),
    "{open}/annuler/":       (SIGN_IN, NO,   NO,   NO,     OK,     OK,     NO),
    "{open}/appel/":         (SIGN_IN, NO,   NO,   NO,     OK,     OK,     NO),
    "{open}/feuille/":       (SIGN_IN, NO,   NO,   NO,     OK,     OK,     NO),
    "{open}/avis/":          (SIGN_IN, NO,   NO,   OK,     OK,     OK,     NO),
    "{open}/historique/":    (SIGN_IN, NO,   NO,   OK,     OK,     OK,     NO),
    "{draft}/presence.pdf":  (SIGN_IN, GONE, GONE, OK,     OK,     OK,     GONE),
    "POST {open}/presence/imprimer/": (SIGN_IN, NO, NO, ON, ON,    ON,     NO),
    "{open}/presence.pdf":   (SIGN_IN, NO,   NO,   OK,     OK,     OK,     NO),
    "POST {open}/appel/reprendre/": (SIGN_IN, NO, NO, NO,  ON,     ON,     NO),
    "{open}/agenda.ics":     (OK,      OK,   OK,   OK,     OK,     OK,     OK),
    "{draft}/":              (SIGN_IN, GONE, GONE, OK,     OK,     OK,     GONE),
    "{draft}/agenda.ics":    (SIGN_IN, GONE, GONE, OK,     OK,     OK,     GONE),
    "{closed}/cloture/":     (SIGN_IN, NO,   NO,   NO,     OK,     OK,     NO),
    "{closed}/attestations/": (SIGN_IN, NO,  NO,   OK,     OK,     OK,     NO),
    "attestations/{code}/attestation.pdf": (SIGN_IN, OK, GONE, OK, OK, OK, GONE),
    "attestations/{code}/retirer/":        (SIGN_IN, NO, GONE, NO, NO, OK, GONE),
    "inscriptions/{registration}/annuler/": (405, 405, 405, 405, 405, 405, 405),
    "POST {open}/publier/":  (SIGN_IN, NO,   NO,   NO,     ON,     ON,     NO),
    "POST {open}/confirmer/": (SIGN_IN, NO,  NO,   NO,     ON,     ON,     NO),
    "POST {open}/proposer/": (SIGN_IN, NO,   NO,   NO,     ON,     ON,     NO),
    "POST {open}/inscrire/": (SIGN_IN, NO,   NO,   NO,     ON,     ON,     NO),
    "POST {open}/appel/noter/": (SIGN_IN, NO, NO,  NO,     ON,     ON,     NO),
    "POST {open}/appel/autres/": (SIGN_IN, NO, NO, NO,     ON,     ON,     NO),
    "POST {open}/appel/numeros/": (SIGN_IN, NO, NO, NO,    422,    422,    NO),
    "POST {open}/appel/arrivee/": (SIGN_IN, NO, NO, NO,    422,    422,    NO),
    "POST {open}/feuille/appliquer/": (SIGN_IN, NO, NO, NO, ON,    ON,     NO),
    "POST {open}/depublier/": (SIGN_IN, NO,  NO,   NO,     ON,     ON,     NO),
    "POST {open}/retablir/": (SIGN_IN, NO,   NO,   NO,     ON,     ON,     NO),
    "POST {closed}/rouvrir/": (SIGN_IN, NO,  NO,   NO,     ON,     ON,     NO),
    "POST inscriptions/{registration}/annuler/": (SIGN_IN, NO, GONE, NO, ON, ON, GONE),
    "POST inscriptions/{registration}/retablir/": (SIGN_IN, NO, GONE, NO, ON, ON, GONE),
    "reglages/types-activite/": (SIGN_IN, NO, NO,  NO,     NO,     OK,     GONE),
    "reglages/types-activite/nouveau/": (SIGN_IN, NO, NO, NO, NO,  OK,     GONE),
    "reglages/type-activite/{kind}/": (SIGN_IN, GONE, GONE, NO, NO, OK,    GONE),
    "POST reglages/type-activite/{kind}/monter/": (SIGN_IN, GONE, GONE, NO, NO, ON, GONE),
    "POST reglages/type-activite/{kind}/descendre/": (SIGN_IN, GONE, GONE, NO, NO, ON, GONE),
    "POST reglages/type-activite/{kind}/archiver/": (SIGN_IN, GONE, GONE, NO, NO, ON, GONE),
    "POST reglages/type-activite/{kind}/remettre/": (SIGN_IN, GONE, GONE, NO, NO, ON, GONE),
    "calendrier/":           (SIGN_IN, NO,   NO,   OK,     OK,     OK,     GONE),
    "calendrier/semaine/":   (SIGN_IN, NO,   NO,   OK,     OK,     OK,     GONE),
    "{open}/deplacer/":      (SIGN_IN, NO,   NO,   NO,     OK,     OK,     NO),
    "{open}/creneaux/":      (SIGN_IN, NO,   NO,   NO,     400,    400,    NO),  # asked without its days
    "POST {open}/replacer/": (SIGN_IN, NO,   NO,   NO,     ON,     ON,     NO),
    "{open}/fiche/":         (SIGN_IN, NO,   NO,   ON,     ON,     ON,     NO),
    "{open}/bilan/":         (SIGN_IN, NO,   NO,   OK,     OK,     OK,     NO),
    "POST {open}/fiche/commencer/": (SIGN_IN, NO, NO, NO,  ON,     ON,     NO),
    "fiches-evenement/":     (SIGN_IN, NO,   NO,   OK,     OK,     OK,     GONE),
    "{sheet}/":              (SIGN_IN, GONE, GONE, OK,     OK,     OK,     GONE),
    "{sheet}/fiche.pdf":     (SIGN_IN, GONE, GONE, OK,     OK,     OK,     GONE),
    "{sheet}/fiche.docx":    (SIGN_IN, GONE, GONE, OK,     OK,     OK,     GONE),
    "POST {sheet}/rubrique/{section}/": (SIGN_IN, GONE, GONE, NO, ON, ON,  GONE),
    "POST {sheet}/budget/":  (SIGN_IN, GONE, GONE, NO,     422,    422,    GONE),
    "POST {sheet}/budget/retirer/": (SIGN_IN, GONE, GONE, NO, ON,  ON,     GONE),
    "POST {sheet}/budget/remettre/": (SIGN_IN, GONE, GONE, NO, ON, ON,     GONE),
    "POST {sheet}/visas/":   (SIGN_IN, GONE, GONE, NO,     ON,     ON,     GONE),
    "POST {sheet}/visas/{step}/": (SIGN_IN, GONE, GONE, NO, NO,    ON,     GONE),
    "POST {sheet}/visas/{step}/renvoyer/": (SIGN_IN, GONE, GONE, NO, NO, 422, GONE),
    "POST {sheet}/visas/papier/": (SIGN_IN, GONE, GONE, NO, NO,    422,    GONE),
    "POST {sheet}/visas/retirer/": (SIGN_IN, GONE, GONE, GONE, GONE, GONE, GONE),
}  # fmt: skip


@pytest.fixture
def world(centre, clock, now):
    """An open, a draft and a closed activity; the young person is registered and has a certificate."""
    by = system(centre.pk)
    install_kit(centre, "centre-de-carriere", by=by, now=now)
    kind = centre.activity_types.get(code="atelier")
    young = PersonFactory(centre=centre)
    held = {
        "open": ActivityFactory(centre=centre, type=kind),
        "draft": ActivityFactory(centre=centre, published_at=None),
    }
    registration = actions.register(held["open"], young, by=actor(young), now=now)
    certified = ActivityTypeFactory(centre=centre, certificate="attestation")
    closed = ActivityFactory(centre=centre, type=certified, day=date(2026, 11, 9))
    actions.add_registration(closed, young, by=by, now=now)
    actions.mark(closed, [young], "present", by=by, now=now, at=now, key=None)
    actions.close_activity(closed, by=by, now=now)
    certificate = Certificate.objects.get(person=young)
    sheet = actions.start_event_sheet(held["open"], by=by, now=now)
    names = {name: f"activites/{activity.public_id}" for name, activity in held.items()}
    return {
        **names,
        "closed": f"activites/{closed.public_id}",
        "code": certificate.code,
        "kind": "conference",
        "sheet": f"fiches-evenement/{sheet.public_id}",
        "section": "purpose",
        "step": "manager",
        "registration": registration.public_id,
        "people": {"young": young},
    }


@pytest.fixture
def as_role(centre, world, signed_in):
    """A browser for each role."""

    def make(role: str) -> Client:
        if role == "visitor":
            return Client()
        home = CentreFactory() if role == "elsewhere" else centre
        person = world["people"].get(role) or PersonFactory(centre=home)
        if role in KIT_ROLE:
            found = centre.roles.get(code=KIT_ROLE[role])
            Mandate.objects.create(centre=centre, person=person, role=found, starts_on=date(2020, 1, 1))
        return signed_in(person)

    return make


@pytest.mark.parametrize("role", ROLES)
def test_each_address_answers_each_role_as_the_table_says(role, as_role, world, centre):
    client, found, expected = as_role(role), {}, {}
    for address, statuses in TABLE.items():
        method, _space, path = address.rpartition(" ")
        send = client.post if method else client.get
        place = {name: value for name, value in world.items() if isinstance(value, str)}
        found[address] = send(f"/{centre.code}/{path.format(**place)}").status_code
        expected[address] = statuses[ROLES.index(role)]

    assert found == expected


def test_the_table_holds_every_address_of_the_package():
    ways = {str(pattern.pattern) for pattern in urls.urlpatterns if isinstance(pattern, URLPattern)}
    told = {
        address.rpartition(" ")[2]
        .replace("{open}", "activites/<slug:public_id>")
        .replace("{draft}", "activites/<slug:public_id>")
        .replace("{closed}", "activites/<slug:public_id>")
        .replace("{code}", "<slug:code>")
        .replace("{kind}", "<slug:code>")
        .replace("{sheet}", "fiches-evenement/<slug:public_id>")
        .replace("{section}", "<slug:section>")
        .replace("{step}", "<slug:step>")
        .replace("{registration}", "<slug:public_id>")
        for address in TABLE
    }

    assert ways - told == {"lien/<str:token>/reponse/"}  # opened by its own link only: test_answering


def test_every_view_of_the_package_declares_who_may_open_it():
    assert [p.name for p in urls.urlpatterns if not getattr(p.callback, "access", "")] == []
