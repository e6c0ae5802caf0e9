"""The commands: which folder, which port, one sentence for each fault."""

import os
import socket
from contextlib import closing
from pathlib import Path

import pytest

from jalon.config.commandline import environment, main, occupancy, ports
from jalon.config.commandline.words import CannotContinue
from tests.config.installation import Installation


@pytest.fixture
def clone(tmp_path, monkeypatch) -> Path:
    """A clone whose data folders are empty, and no variable set."""
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    for name in ("JALON_DATA_DIR", "JALON_DEMO", "JALON_DATABASE_URL"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    return tmp_path


def make(folder: Path, *, demo: bool) -> None:
    """A data folder of either kind."""
    folder.mkdir(parents=True)
    (folder / (environment.DEMO_MARK if demo else "jalon.sqlite3")).write_text("ready")


@pytest.mark.parametrize(
    "arguments",
    [
        ["demo", "--data-dir", "d", "--reset"],
        ["--data-dir=d", "demo", "--reset"],
        ["demo", "--reset", "--data-dir", "d"],
    ],
)
def test_the_data_folder_may_stand_anywhere(arguments):
    assert environment.take_data_dir(arguments) == ("d", ["demo", "--reset"])


def test_the_demonstration_and_a_centre_have_different_folders(clone):
    found = {}
    for command in ("demo", "serve"):
        os.environ.pop("JALON_DATA_DIR", None)
        environment.settle(command, None)
        found[command] = environment.data_dir().relative_to(clone).as_posix()

    assert found == {"demo": "data/demo", "serve": "data/centre"}


def test_a_command_that_imports_works_on_the_demonstration_when_it_is_alone(clone, capsys):
    make(clone / "data/demo", demo=True)

    environment.settle("import-people", None)

    assert (environment.data_dir(), os.environ["JALON_DEMO"]) == (clone / "data/demo", "1")
    assert "démonstration" in capsys.readouterr().err


def test_a_centre_comes_before_the_demonstration(clone):
    make(clone / "data/demo", demo=True)
    make(clone / "data/centre", demo=False)

    environment.settle("import-people", None)

    assert environment.data_dir() == clone / "data/centre"
    assert "JALON_DEMO" not in os.environ


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_the_public_passwords_of_the_demonstration_are_never_served(clone, command):
    make(clone / "data/demo", demo=True)

    with pytest.raises(CannotContinue, match="mots de passe"):
        environment.settle(command, clone / "data/demo")


def test_the_demonstration_does_not_touch_another_folder(clone, capsys, monkeypatch):
    make(clone / "mine", demo=False)

    assert main(["demo", "--data-dir", str(clone / "mine"), "--reset"]) == 1

    assert "je n’y touche pas" in capsys.readouterr().err
    assert (clone / "mine/jalon.sqlite3").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "n’existe pas"),
        (["demo", "--wrong"], "Options non comprises"),
        (["demo", "--data-dir"], "attend le nom d’un dossier"),
        (["serve", "--port", "99999"], "entre 1 et 65535"),
        (["backup"], "Options non comprises"),
    ],
)
def test_what_was_typed_wrong_is_one_sentence(clone, capsys, arguments, said):
    assert main(arguments) == 1

    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_help_names_every_command(clone, capsys):
    assert main(["--help"]) == 0

    said = capsys.readouterr().out
    imports = ("import-people", "import-contacts")
    commands = ("demo", "serve", "worker", "manage", "backup", "restore", "test", *imports, "kit")
    assert all(f"  {name} " in said for name in commands)


def test_a_port_that_is_taken_is_named(clone, capsys):
    with closing(socket.socket()) as taken:
        # Like the web server, which shares its port with whoever asks in the same way.
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert main(["demo", "--port", str(port)]) == 1

    assert f"Le port {port} est déjà pris" in capsys.readouterr().err
    assert not (clone / "data").exists()
    ports.require_free("127.0.0.1", port)


def test_a_folder_in_use_is_not_taken_alone(tmp_path):
    with (
        occupancy.occupied(tmp_path),
        occupancy.occupied(tmp_path),
        pytest.raises(CannotContinue, match="Jalon tourne"),
        occupancy.occupied(tmp_path, alone=True),
    ):
        pass

    with occupancy.occupied(tmp_path, alone=True):
        pass


def test_a_database_that_does_not_answer_is_one_sentence(tmp_path):
    installation = Installation(tmp_path, {"JALON_DATABASE_URL": "postgresql://nobody@/none?host=/nonexistent"})

    said = installation.run("manage", "migrate", fails=True)

    assert "La base de données ne répond pas" in said
