"""The launcher: old syntax, sentences instead of noise, only the listed files."""

import ast
import os
import sys
from pathlib import Path

import pytest

from launcher import assets, frontend, packages, pythons, words

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [ROOT / "start.py", *sorted((ROOT / "launcher").glob("*.py"))]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_the_launcher_is_readable_by_python_3_8_and_needs_its_standard_library_only(source):
    tree = ast.parse(source.read_text(), feature_version=(3, 8))

    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names | {"launcher"}


@pytest.mark.parametrize(
    ("noise", "sentence"),
    [
        ("error: No space left on device (os error 28)", words.DISK_FULL),
        ("npm error code ENOSPC", words.DISK_FULL),
        ("Caused by: dns error: failed to lookup address", words.NO_NETWORK),
        ("npm error network request failed, reason: getaddrinfo EAI_AGAIN", words.NO_NETWORK),
        ("ERROR: No matching distribution found for uv", words.NO_NETWORK),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", words.NOT_GENUINE),
        ("npm error code EINTEGRITY", words.NOT_GENUINE),
        ("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed", words.NOT_TRUSTED),
        ("EACCES: permission denied, mkdir", words.NOT_WRITABLE),
        ("Segmentation fault", None),
    ],
)
def test_the_noise_of_other_programs_becomes_a_sentence(noise, sentence):
    assert words.cause(noise) == sentence


def test_a_program_that_fails_leaves_its_noise_in_the_log(tmp_path):
    log = tmp_path / "deep" / "start.log"

    with pytest.raises(words.Stop, match="Étape en échec : Essai"):
        words.run([sys.executable, "-c", "import sys; print('odd'); sys.exit(3)"], "Essai", log)

    assert "odd" in log.read_text()


def test_a_dead_stub_is_not_a_python(tmp_path):
    stub = tmp_path / "python3.13"
    stub.write_text("#!/bin/sh\necho 'command not found' >&2\nexit 127\n")
    stub.chmod(0o755)

    assert pythons.version(str(stub)) is None
    assert pythons.fits(sys.executable)


def test_a_python_that_is_too_new_does_not_fit(monkeypatch):
    monkeypatch.setattr(pythons, "version", lambda python: (3, 15))

    assert not pythons.fits("python")


@pytest.fixture
def copy(tmp_path) -> Path:
    """A folder with lists and packages."""
    (tmp_path / "frontend").mkdir()
    (tmp_path / assets.FILES).write_text("# a comment\nlib/a/a.js  a/dist/a.js  MIT\ntest/t.js  t/t.js  MIT\n")
    (tmp_path / assets.ICONS).write_text("# icons\nx\nfilled/star\n")
    for name, content in {
        "a/dist/a.js": "go()\n//# sourceMappingURL=a.js.map",
        "a/dist/b.js": "not listed",
        "t/t.js": "t",
        "@tabler/icons/icons/outline/x.svg": "<svg>x</svg>",
        "@tabler/icons/icons/filled/star.svg": "<svg>star</svg>",
    }.items():
        file = tmp_path / "node_modules" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    return tmp_path


def made(root: Path) -> list[str]:
    """What is in the build folder."""
    build = root / "build"
    return sorted(path.relative_to(build).as_posix() for path in build.rglob("*") if path.is_file())


def test_only_the_listed_files_are_copied(copy):
    assets.copy(copy, with_tests=False)

    assert made(copy) == ["lib/a/a.js", "lib/icons/filled/star.svg", "lib/icons/x.svg"]
    assert (copy / "build/lib/a/a.js").read_text() == "go()\n"


def test_the_tests_get_their_own_files_too(copy):
    assets.copy(copy, with_tests=True)

    assert "test/t.js" in made(copy)


def test_a_file_that_leaves_the_list_leaves_the_folder(copy):
    assets.copy(copy, with_tests=False)
    (copy / assets.ICONS).write_text("x\n")

    assets.copy(copy, with_tests=False)

    assert made(copy) == ["lib/a/a.js", "lib/icons/x.svg"]


def test_a_listed_file_that_is_not_there_is_named_and_changes_nothing(copy):
    assets.copy(copy, with_tests=False)
    before = made(copy)
    (copy / assets.ICONS).write_text("gone\n")

    with pytest.raises(FileNotFoundError, match=r"icons/outline/gone\.svg"):
        assets.copy(copy, with_tests=False)

    assert made(copy) == before


def test_nothing_is_fetched_when_the_stamps_agree(copy, monkeypatch):
    (copy / "package-lock.json").write_text("{}")
    fetched = []
    monkeypatch.setattr(frontend, "_npm", lambda root, python: (["npm"], None))
    monkeypatch.setattr(frontend, "run", lambda command, *rest: fetched.append(command))

    for _start in range(3):
        frontend.prepare(copy, "python", with_tests=False)
    (copy / assets.ICONS).write_text("x\n")
    frontend.prepare(copy, "python", with_tests=False)

    assert len(fetched) == 1  # a new list of icons copies again but fetches nothing
    assert made(copy) == ["lib/a/a.js", "lib/icons/x.svg", "stamp"]


@pytest.fixture
def environment(tmp_path, monkeypatch) -> Path:
    """A folder whose environment is this Python, with the installer watched."""
    (tmp_path / packages.RUNTIME).write_text("a==1\n")
    (tmp_path / packages.DEVELOPMENT).write_text("a==1\nb==2\n")
    own = tmp_path / ".venv" / "bin"
    own.mkdir(parents=True)
    (own / "python").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    (own / "python").chmod(0o755)
    return tmp_path


def test_an_environment_is_filled_once_and_keeps_the_tools_of_the_tests(environment, monkeypatch):
    installed = []
    monkeypatch.setattr(packages, "_uv", lambda: ["uv"])
    monkeypatch.setattr(packages, "_install", lambda root, python, lock, uv, log: installed.append(lock.name))

    for with_tests in (False, False, True, False, True):
        packages.prepare(environment, with_tests)

    assert installed == ["requirements.lock", "requirements-dev.lock"]


def test_a_changed_lock_is_installed(environment, monkeypatch):
    installed = []
    monkeypatch.setattr(packages, "_uv", lambda: ["uv"])
    monkeypatch.setattr(packages, "_install", lambda root, python, lock, uv, log: installed.append(lock.read_text()))
    packages.prepare(environment, with_tests=False)

    (environment / packages.RUNTIME).write_text("a==2\n")
    packages.prepare(environment, with_tests=False)

    assert installed == ["a==1\n", "a==2\n"]


def test_an_installation_that_failed_is_tried_again(environment, monkeypatch):
    def fail(*_arguments):
        raise words.Stop(words.NO_NETWORK)

    monkeypatch.setattr(packages, "_uv", lambda: ["uv"])
    monkeypatch.setattr(packages, "_install", fail)
    for _try in range(2):
        with pytest.raises(words.Stop, match="réseau"):
            packages.prepare(environment, with_tests=False)


@pytest.mark.skipif(os.name != "posix", reason="the shell script is for POSIX")
def test_the_shell_script_passes_over_a_stub_that_does_not_answer(tmp_path):
    import subprocess

    (tmp_path / "jalon").write_text((ROOT / "jalon").read_text())
    (tmp_path / "start.py").write_text("import sys; print('started', sys.argv[1:])")
    stubs = tmp_path / "stubs"
    stubs.mkdir()
    (stubs / "python3").write_text("#!/bin/sh\nexit 127\n")
    (stubs / "python").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    for stub in stubs.iterdir():
        stub.chmod(0o755)

    done = subprocess.run(
        ["/bin/sh", tmp_path / "jalon", "demo", "a b"],
        env={"PATH": f"{stubs}:/usr/bin:/bin"},
        cwd="/",
        capture_output=True,
        text=True,
    )

    assert done.stdout == "started ['demo', 'a b']\n"
