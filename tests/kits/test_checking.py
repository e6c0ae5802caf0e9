"""The faults of a kit: file, line and mend."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from jalon.kits import checking
from jalon.kits.sections import all_sections
from tests.kits.conftest import ROLES, SHEET


def faults(folder: str) -> list[tuple[str, int, str]]:
    return [(fault.file.rsplit("/", 1)[-1], fault.line, fault.sentence) for fault in checking.load(folder).faults]


def test_the_kits_that_come_with_jalon_have_no_fault():
    assert "centre-de-carriere" in checking.all_names()
    assert {name: checking.load(name).faults for name in checking.all_names()} == {
        name: [] for name in checking.all_names()
    }


def test_a_kit_in_order_gives_its_items_in_the_order_of_the_file(kit):
    read = checking.load(kit(roles=ROLES))

    assert read.faults == []
    assert [(item.code, item.position) for item in read.items["roles"]] == [("manager", 1), ("business-developer", 2)]


@pytest.mark.parametrize(
    ("changed", "line", "sentence"),
    [
        (
            ("structures.configure", "structures.configre"),
            4,
            (
                "la capacité « structures.configre » n’existe pas : corrigez ou effacez-la. "
                "Vouliez-vous dire « structures.configure » ?"
            ),
        ),
        (
            ("substitute: manager", "substitute: manageur"),
            8,
            "le rôle « manageur » n’existe pas dans ce kit. Vouliez-vous dire « manager » ?",
        ),
        (
            ("substitute: manager", "substitute: business-developer"),
            8,
            "« substitute » tourne en rond à partir de « business-developer » : coupez la boucle à un endroit.",
        ),
        (("  label: Business Developer\n", ""), 5, "il manque « label » : ajoutez-le."),
        (("label: Manager", "label:"), 2, "« label » doit être un texte (entre guillemets si besoin)."),
        (
            ("kind: internal\n  capabilities", "kind: interne\n  capabilities"),
            3,
            (
                "« interne » n’est pas permis pour « kind » : choisissez parmi "
                "'internal', 'beneficiary', 'external' ou 'committee'."
            ),
        ),
        (
            ("substitute:", "substitut:"),
            8,
            "« substitut » n’est pas une clé connue ici : corrigez ou effacez-la. Vouliez-vous dire « substitute » ?",
        ),
        (
            ("code: business-developer", "code: manager"),
            5,
            "le code « manager » est déjà pris (roles.yaml:1) : choisissez-en un autre.",
        ),
        (
            ("code: manager", "code: Manager"),
            1,
            (
                "« code » doit être écrit en minuscules sans accents, avec chiffres et tirets, "
                "et commencer par une lettre."
            ),
        ),
    ],
)
def test_a_fault_in_the_roles_names_its_line_and_the_mend(kit, changed, line, sentence):
    assert ("roles.yaml", line, sentence) in faults(kit(roles=ROLES.replace(*changed)))


def test_a_circle_of_three_roles_is_told_for_each_of_them(kit):
    circle = "".join(
        f"- {{code: {code}, label: {code}, kind: internal, specialises: {after}}}\n"
        for code, after in ["ab", "bc", "ca"]
    )

    assert [line for _file, line, sentence in faults(kit(roles=circle)) if "tourne en rond" in sentence] == [1, 2, 3]


def test_two_items_that_one_writing_would_recognise_are_a_fault(kit):
    references = (
        "- {list: level, code: m1, label: Master 1, aliases: [M1]}\n"
        "- {list: level, code: m2, label: Master 2, aliases: [m-1]}\n"
        "- {list: theme, code: m1, label: Master 1}\n"
    )

    read = checking.load(kit(references=references.replace("m-1", "M1")))

    assert [(fault.line, fault.sentence) for fault in read.faults] == [
        (2, "« m1 » désigne déjà « m1 » : gardez-le d’un seul côté.")
    ]


def test_a_sheet_that_says_otherwise_than_its_folder_is_a_fault(kit):
    assert faults(kit(kit=SHEET.replace("code: essai", "code: autre"))) == [
        ("kit.yaml", 1, "le code « autre » diffère du nom du dossier, « essai » : donnez-leur le même nom.")
    ]


def test_a_file_that_nobody_reads_is_a_fault(kit):
    assert faults(kit(role=ROLES)) == [
        (
            "role.yaml",
            1,
            "aucune partie de Jalon ne lit ce fichier : vérifiez son nom. Vouliez-vous dire « roles » ?",
        )
    ]


def test_a_kit_that_is_not_there_names_those_that_are():
    (fault,) = checking.load("centre-de-cariere").faults

    assert fault.sentence.startswith("ce kit n’existe pas")
    assert "centre-de-carriere" in fault.sentence


def test_the_command_prints_file_line_and_mend_and_fails(kit, capsys):
    folder = kit(roles=ROLES.replace("kind: internal\n  substitute", "kind: 12\n  substitute"))

    with pytest.raises(CommandError, match="1 faute"):
        call_command("kit", "check", folder)

    printed = capsys.readouterr().out.strip()
    assert printed.startswith(f"{folder}/roles.yaml:7 : « 12 » n’est pas permis pour « kind »")


def test_the_command_says_that_nothing_is_wrong(kit, capsys):
    call_command("kit", "check", kit(roles=ROLES))

    assert capsys.readouterr().out == "essai : rien à corriger (2 roles).\n"


def test_a_section_stands_after_those_it_needs():
    order = [section.code for section in all_sections()]

    assert sorted(set(order)) == sorted(order)
    assert all(order.index(need) < order.index(section.code) for section in all_sections() for need in section.needs)


def test_a_kind_of_activity_names_a_questionnaire_of_the_kit(kit):
    types = "- code: atelier\n  label: Atelier\n  questionnaire: satisfaction\n"

    assert faults(kit(activity_types=types)) == [
        (
            "activity_types.yaml",
            3,
            "le questionnaire « satisfaction » n’est pas dans ce kit : corrigez ou effacez-le.",
        )
    ]


def test_a_kind_of_activity_names_a_document_of_the_kit(kit):
    types = "- code: atelier\n  label: Atelier\n  certificate: atestation\n"
    folder = kit(activity_types=f"{types}- {{code: b, label: B, certificate: attestation}}\n")
    (Path(folder) / "documents").mkdir()
    (Path(folder) / "documents" / "attestation.typ").write_text("")

    assert faults(folder) == [
        (
            "activity_types.yaml",
            3,
            (
                "le document « atestation » n’est pas dans le dossier documents/ de ce kit (il y a : attestation) : "
                "ajoutez atestation.typ, corrigez le nom ou effacez-le."
            ),
        )
    ]


def test_only_the_business_developer_is_replaced_when_nobody_holds_the_post():
    roles = checking.load("centre-de-carriere").items["roles"]

    assert {role.code: role.substitute for role in roles if role.substitute} == {
        "business-developer": "manager"
    }  # RU25
