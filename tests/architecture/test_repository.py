"""What is committed: locks without addresses, no path of a machine, documented settings, migrations in one line."""

import json
import re
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations import Migration

from tests.architecture.layers import ROOT

LOCKS = sorted(ROOT.glob("requirements*.lock"))
REGISTRIES = re.compile(r"registry\.npmjs|registry\.yarnpkg|files\.pythonhosted|//pypi\.|/simple/|deb\.debian\.org")
MACHINE = re.compile(
    "|".join(["/" + "work/(?:main|shared)", "/" + r"root/\.?\w", "/" + r"home/\w+/", "/" + r"Users/\w+/"])
)
READS = re.compile(r"""environ(?:\.get\(|\.setdefault\(|\.pop\(|\[)\s*["'](JALON_\w+)["']""")
ROW = re.compile(r"^\|\s*`(JALON_\w+)`\s*\|", re.MULTILINE)
PRIVATE = {"JALON_SUPERVISED", "JALON_TESTING"}
"""Variables that Jalon sets for its own processes and tests."""


def tracked() -> list[Path]:
    """The files of the repository, or of the folder where it was unpacked."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        skipped = {".venv", "node_modules", "build", "data", ".node", ".uv", "__pycache__"}
        paths = [path for path in ROOT.rglob("*") if not skipped & set(path.relative_to(ROOT).parts)]
    else:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file() and not path.is_symlink()]


def text_of(path: Path) -> str:
    """The content, nothing for a picture or a spreadsheet."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def lock_faults(content: str) -> list[str]:
    """Lines of a Python lock that hold an address, and packages without a fingerprint."""
    faults = [line for line in content.splitlines() if "://" in line or line.startswith(("-", "--"))]
    requirements = re.split(r"\n(?=\S)", content)
    faults += [entry.split()[0] for entry in requirements if "==" in entry and "--hash=sha256:" not in entry]
    return faults


def npm_lock_faults(lock: dict) -> list[str]:
    """Packages of an npm lock that hold an address, or no fingerprint."""
    packages = {name: about for name, about in lock["packages"].items() if name}
    return [name for name, about in packages.items() if "resolved" in about or "integrity" not in about]


def migration_faults(label: str, migrations: dict[str, Migration]) -> list[str]:
    """Why the migrations of a package do not stand in one line, each after the one before."""
    faults, before = [], None
    for number, name in enumerate(sorted(migrations), start=1):
        parents = [parent for app, parent in migrations[name].dependencies if app == label]
        if parents != ([before] if before else []) or not name.startswith(f"{number:04d}_"):
            faults.append(f"{label}.{name} after {parents}")
        if migrations[name].replaces:
            faults.append(f"{label}.{name} replaces others")
        before = name
    return faults


def test_there_are_the_three_locks():
    assert [lock.name for lock in LOCKS] == ["requirements-dev.lock", "requirements-node.lock", "requirements.lock"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_python_locks_hold_fingerprints_and_no_address(lock):
    assert lock_faults(lock.read_text()) == []


def test_the_npm_lock_holds_fingerprints_and_no_address():
    assert npm_lock_faults(json.loads((ROOT / "package-lock.json").read_text())) == []


def test_an_address_in_a_lock_is_found():
    assert lock_faults("--index-url x\na==1 \\\n    --hash=sha256:0\nb==2\n    # via a\n") == ["--index-url x", "b==2"]
    assert npm_lock_faults({"packages": {"": {}, "a": {"resolved": "x", "integrity": "y"}, "b": {}}}) == ["a", "b"]


def test_runtime_packages_have_the_same_version_in_both_locks():
    pins = [set(re.findall(r"^(\S+==\S+)", lock.read_text(), re.MULTILINE)) for lock in (LOCKS[2], LOCKS[0])]

    assert pins[0] <= pins[1]


def test_no_file_names_a_registry():
    own = Path(__file__).resolve()
    assert [str(path) for path in tracked() if path != own and REGISTRIES.search(text_of(path))] == []


def test_no_file_names_a_path_of_a_machine():
    found = {str(path.relative_to(ROOT)): MACHINE.findall(text_of(path)) for path in tracked()}

    assert {name: paths for name, paths in found.items() if paths} == {}


@pytest.mark.parametrize("path", ["/" + "work/main/x", "/" + "root/.cache", "/" + "home/sara/jalon"])
def test_a_path_of_a_machine_is_found(path):
    assert MACHINE.search(f'open("{path}")')


def test_what_is_generated_is_not_committed():
    names = {path.relative_to(ROOT).parts[0] for path in tracked()}

    assert names.isdisjoint({".venv", "node_modules", "build", "data", ".node", ".uv"})


def test_the_table_of_settings_is_the_one_of_the_code():
    sources = [*(ROOT / "src").rglob("*.py"), *(ROOT / "launcher").glob("*.py"), ROOT / "start.py"]
    read = {name for source in sources for name in READS.findall(source.read_text())} - PRIVATE
    documented = ROW.findall((ROOT / "docs" / "operating.md").read_text())

    assert sorted(documented) == sorted(read)


@pytest.mark.parametrize("label", sorted(app.label for app in apps.get_app_configs() if app.name.startswith("jalon.")))
def test_migrations_stand_in_one_line(label):
    name = apps.get_app_config(label).name
    folder = ROOT / "src" / Path(*name.split(".")) / "migrations"
    modules = [path.stem for path in folder.glob("0*.py")]
    found = {module: import_module(f"{name}.migrations.{module}").Migration(module, label) for module in modules}

    assert migration_faults(label, found) == []


def test_a_fork_in_the_migrations_is_found():
    first, second, fork = (Migration(name, "x") for name in ("0001_initial", "0002_a", "0002_b"))
    second.dependencies = fork.dependencies = [("x", "0001_initial")]

    found = migration_faults("x", {"0001_initial": first, "0002_a": second, "0002_b": fork})

    assert found == ["x.0002_b after ['0001_initial']"]
