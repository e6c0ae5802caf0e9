"""What a file of a kit may hold, and what is said of the others."""

import pytest

from jalon.kits import reading


def test_values_follow_yaml_1_2_and_each_has_its_line():
    document = reading.parse("code: yes\nstarts: 2026-09-01\nseats: 012\nopen: true\nnothing:\nlist:\n  - a\n  - b\n")

    assert document.content == {
        "code": "yes",
        "starts": "2026-09-01",
        "seats": 12,
        "open": True,
        "nothing": None,
        "list": ["a", "b"],
    }
    assert [document.line_of(place) for place in [("seats",), ("list", 1), ("list", 1, "x"), ("absent",)]] == [
        3,
        8,
        8,
        1,
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a:\n\t- b\n", 2, "une tabulation sert de retrait"),
        ("a: 1\nb: 2\na: 3\n", 3, "« a » est écrit deux fois"),
        ("a: [1, 2\n", 2, "n’est pas refermé"),
        ('a: "x\n', 2, "un guillemet ouvert plus haut"),
        ("a: b: c\n", 1, "un deux-points coupe cette ligne"),
        ("a: @x\n", 1, "ce signe ne peut pas commencer une valeur"),
        ("a: *nope\n", 1, "cette référence (*) ne renvoie à rien"),
        ("a: 1\n---\nb: 2\n", 2, "deux documents"),
        ("a: !!python/object/apply:os.system [x]\n", 1, "n’est pas permise"),
        ("b: &b {x: 1}\na:\n  <<: *b\n", 3, "« << » n’est pas permis"),
        ("a: &x [1, *x]\n", 1, "se contient elle-même"),
        ("a: 1\nb: \x00\n", 2, "invisible et interdit"),
        ("[" * 2000, 1, "s’emboîte trop profondément"),
        ("[" * 40 + "]" * 40, 1, "s’emboîte trop profondément"),
    ],
)
def test_a_text_that_cannot_be_read_names_its_line_and_the_mend(text, line, words):
    with pytest.raises(reading.Unreadable) as refused:
        reading.parse(text)

    assert words in refused.value.sentence
    assert refused.value.line == line


def test_references_that_would_fill_the_memory_are_refused():
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
    )

    with pytest.raises(reading.Unreadable, match="font gonfler"):
        reading.parse(bomb)


def test_a_file_of_five_megabytes_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "roles.yaml"
    path.write_text("# trop\n" * 750_000)

    with pytest.raises(reading.Unreadable, match="dépasse 1 Mo"):
        reading.read(path)


def test_a_file_in_another_encoding_names_the_line(tmp_path):
    path = tmp_path / "roles.yaml"
    path.write_bytes("- code: a\n  label: Équipe\n".encode("cp1252"))

    with pytest.raises(reading.Unreadable, match="UTF-8") as refused:
        reading.read(path)
    assert refused.value.line == 2
