"""Installing a kit: once, twice, after an update, over what a centre changed."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jalon.activities.models import ActivityType
from jalon.core import capabilities, names
from jalon.core.actor import Actor, ActorKind, Scope, visitor
from jalon.core.refusals import Forbidden, Refused
from jalon.journal.models import Entry
from jalon.kits.actions import install_kit
from jalon.kits.models import Installed
from jalon.structures import actions as structures
from jalon.structures.models import Reference, Role
from jalon.structures.queries import capabilities_of, reference_by_text
from tests.kits.conftest import ROLES, SHEET, noon

LEVELS = "- {list: level, code: m1, label: Master 1, aliases: [M1]}\n"


def writes(captured: CaptureQueriesContext) -> list[str]:
    return [q["sql"] for q in captured.captured_queries if q["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]


def test_installing_makes_the_roles_and_remembers_what_was_delivered(centre, jalon, kit):
    report = install_kit(centre, kit(roles=ROLES, references=LEVELS), by=jalon, now=noon)

    developer = Role.objects.get(centre=centre, code="business-developer")
    assert developer.substitute == Role.objects.get(centre=centre, code="manager")
    assert sorted(report.created) == [("references", "level:m1"), ("roles", "business-developer"), ("roles", "manager")]
    assert (report.updated, report.kept, report.unchanged) == ([], {}, 0)
    assert Installed.objects.filter(centre=centre, kit="essai", version=1).count() == 3
    assert Entry.objects.of_act("kits.installed").get().params == {
        "kit": "essai",
        "version": 1,
        "created": 3,
        "updated": 0,
    }


def test_installing_twice_writes_nothing(centre, jalon):
    install_kit(centre, "centre-de-carriere", by=jalon, now=noon)

    with CaptureQueriesContext(connection) as captured:
        report = install_kit(centre, "centre-de-carriere", by=jalon, now=noon)

    assert writes(captured) == []
    assert (report.created, report.updated, report.kept) == ([], [], {})


def test_what_the_centre_changed_on_screen_stays_and_is_reported(centre, jalon, kit):
    install_kit(centre, kit(roles=ROLES, references=LEVELS), by=jalon, now=noon)
    level = Reference.objects.get(centre=centre, code="m1")
    structures.rename_reference(level, "Première année de master", by=jalon, now=noon)
    structures.add_alias(level, "MASTER-1", by=jalon, now=noon)
    structures.set_substitute(Role.objects.get(code="business-developer"), None, by=jalon, now=noon)

    report = install_kit(
        centre,
        kit(
            kit=SHEET.replace("version: 1", "version: 2"),
            roles=ROLES.replace("Business Developer", "Chargé des entreprises"),
            references=LEVELS.replace("Master 1", "Master-1").replace("[M1]", "[M1, Mastère 1]"),
        ),
        by=jalon,
        now=noon,
    )

    assert report.kept == {("references", "level:m1"): ["label"], ("roles", "business-developer"): ["substitute"]}
    assert sorted(report.updated) == [("references", "level:m1"), ("roles", "business-developer")]
    developer = Role.objects.get(code="business-developer")
    assert (developer.label, developer.substitute) == ("Chargé des entreprises", None)
    level.refresh_from_db()
    assert level.label == "Première année de master"
    assert sorted(level.aliases.values_list("key", flat=True)) == ["m1", "master 1", "mastere 1"]
    assert set(Installed.objects.values_list("version", flat=True)) == {1, 2}


def test_an_archived_item_is_not_brought_back(centre, jalon, kit):
    folder = kit(references=LEVELS)
    install_kit(centre, folder, by=jalon, now=noon)
    level = Reference.objects.get(centre=centre, code="m1")
    structures.archive_reference(level, by=jalon, now=noon)

    install_kit(centre, folder, by=jalon, now=noon)

    level.refresh_from_db()
    assert level.archived_at == noon


def test_a_kit_with_a_fault_installs_nothing(centre, jalon, kit):
    with pytest.raises(Refused, match=r"contient 1 faute.*roles.yaml:3"):
        install_kit(centre, kit(roles=ROLES.replace("internal", "interne", 1)), by=jalon, now=noon)

    assert Role.objects.count() == 0
    assert Installed.objects.count() == 0


@pytest.mark.parametrize(
    ("grants", "may"),
    [({}, False), ({"structures.read": True}, False), ({"structures.configure": True}, True)],
)
def test_who_may_install_a_kit(centre, kit, grants, may):
    actor = Actor(ActorKind.PERSON, centre.pk, person_id=1, grants={code: Scope(everywhere=True) for code in grants})
    folder = kit(roles=ROLES)

    if may:
        assert len(install_kit(centre, folder, by=actor, now=noon).created) == 2
    else:
        with pytest.raises(Forbidden):
            install_kit(centre, folder, by=actor, now=noon)


def test_a_passer_by_installs_nothing(centre, kit):
    with pytest.raises(Forbidden):
        install_kit(centre, kit(roles=ROLES), by=visitor(centre.pk), now=noon)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("TS1", "ts1"),
        ("TS2", "ts2"),
        ("1ère année", "annee-1"),
        ("1re annee", "annee-1"),
        ("2ème année", "annee-2"),
        ("L3", "l3"),
        ("Licence", "licence"),
        ("M1", "m1"),
        ("MASTER  1", "m1"),
        ("Master 1", "m1"),
        ("M2", "m2"),
        ("Doctorat", "doctorat"),
        ("Technicien spécialisé 1re année", "ts1"),
        ("Licence, 3e année", "l3"),
    ],
)
def test_the_levels_of_the_registrars_files_are_recognised(centre, jalon, written, code):
    install_kit(centre, "centre-de-carriere", by=jalon, now=noon)

    assert reference_by_text(centre, "level")[names.key(written)].code == code


def test_no_business_developer_means_the_manager(centre, jalon):
    install_kit(centre, "centre-de-carriere", by=jalon, now=noon)

    assert Role.objects.get(centre=centre, code="business-developer").substitute.code == "manager"


def test_the_command_installs_in_a_centre(centre, kit, capsys):
    call_command("kit", "install", kit(roles=ROLES), "--centre", "essai")

    assert "2 éléments nouveaux" in capsys.readouterr().out


def test_a_kind_of_activity_keeps_what_the_centre_set(centre, jalon, kit):
    types = "- {code: atelier, label: Atelier, default_minutes: 120, reminder_hours: 48}\n"
    install_kit(centre, kit(activity_types=types), by=jalon, now=noon)
    ActivityType.objects.filter(centre=centre).update(confirmation="automatic", reminder_hours=24)

    report = install_kit(centre, kit(activity_types=types.replace("120", "90").replace("48", "72")), by=jalon, now=noon)

    workshop = ActivityType.objects.get(centre=centre)
    assert (workshop.confirmation, workshop.reminder_hours, workshop.default_minutes) == ("automatic", 24, 90)
    assert report.kept == {("activity_types", "atelier"): ["confirmation", "reminder_hours"]}
    assert report.updated == [("activity_types", "atelier")]


def test_a_setting_that_a_new_version_brings_reaches_the_kinds_installed_before(centre, jalon, kit):
    types = "- {code: salon, label: Salon, has_stands: true}\n- {code: debat, label: Débat, has_stands: true}\n"
    folder = kit(activity_types=types.replace(", has_stands: true", ""))
    install_kit(centre, folder, by=jalon, now=noon)
    for delivered in Installed.objects.filter(section="activity_types"):  # as a version without stands left it
        del delivered.delivered["has_stands"]
        delivered.save()

    report = install_kit(centre, kit(activity_types=types), by=jalon, now=noon)

    assert list(ActivityType.objects.filter(centre=centre).values_list("has_stands", flat=True)) == [True, True]
    assert report.kept == {}


BY_LINK_ONLY = {"activities.answer", "surveys.answer"}
"""Capabilities that a personal link gives for one object; no role has them."""
OF_THE_HOST = {"activities.sign_sheets_as_host"}
"""What the host institution alone decides: the Manager records it from paper."""


def test_every_capability_is_given_by_some_role(centre, jalon):
    install_kit(centre, "centre-de-carriere", by=jalon, now=noon)

    given = {code for role in Role.objects.filter(centre=centre) for code in role.capabilities}
    assert set(capabilities.all_declared()) - given == BY_LINK_ONLY


def test_the_manager_may_do_all_that_a_role_of_the_team_may(centre, jalon):
    install_kit(centre, "centre-de-carriere", by=jalon, now=noon)

    def held(code: str) -> set[str]:
        return {right.code for right in capabilities_of(Role.objects.get(centre=centre, code=code))}

    team = Role.objects.filter(centre=centre, kind="internal").values_list("code", flat=True)
    assert [code for code in team if held(code) - held("manager")] == []
    assert held("manager") == set(capabilities.all_declared()) - BY_LINK_ONLY - OF_THE_HOST
