"""Backup and restore, through the command line, on the database that the tests run on."""

import io
import os
import shutil
import tarfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from jalon.config.archives import reading
from jalon.config.archives.manifest import BadArchive
from tests.config.installation import Installation

MARK = "INSERT INTO core_heartbeat (worker, at) VALUES ('{}', '2026-11-22 12:00:00')"
MARKS = "SELECT COALESCE(MAX(worker), 'none') FROM core_heartbeat"
URL = os.environ.get("JALON_DATABASE_URL", "")


@pytest.fixture(scope="module")
def variables():
    """The variables of an installation with a database of its own, removed at the end."""
    if not URL:
        yield {}
        return
    parts, name = urlsplit(URL), f"jalon_archives_{os.getpid()}"
    with psycopg.connect(URL, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield {"JALON_DATABASE_URL": urlunsplit(parts._replace(path=f"/{name}"))}
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def saved(variables, tmp_path_factory) -> tuple[Installation, Path]:
    """An installation with a row and two files, and its archive."""
    folder = tmp_path_factory.mktemp("origin")
    origin = Installation(folder / "data", variables)
    origin.run("manage", "migrate", "-v0")
    origin.sql(MARK.format("saved"))
    origin.keep(b"a certificate")
    origin.keep(b"a photo")
    archive = folder / "backup.tar.gz"
    said = origin.run("backup", archive)
    assert "Sauvegarde vérifiée" in said
    return origin, archive


@pytest.fixture
def other(saved, tmp_path) -> Installation:
    """Another installation, with a row and a file that the archive lacks."""
    origin, _archive = saved
    if origin.variables:  # one PostgreSQL database serves for both
        origin.sql("UPDATE core_heartbeat SET worker = 'other'")
        found = Installation(tmp_path / "data", origin.variables)
        found.folder.mkdir()
    else:
        shutil.copytree(origin.folder, tmp_path / "data")
        found = Installation(tmp_path / "data")
        found.sql("UPDATE core_heartbeat SET worker = 'other'")
        shutil.rmtree(found.folder / "files")
    (found.folder / "secret-key").write_text("the other key")
    found.keep(b"only here")
    return found


def rewritten(archive: Path, target: Path, change) -> Path:
    """A copy of an archive whose members pass through `change(name, content)`; None leaves a member out."""
    with tarfile.open(archive) as source, tarfile.open(target, "w:gz") as copy:
        for about in source:
            content = change(about.name, source.extractfile(about).read())
            if content is not None:
                about.size = len(content)
                copy.addfile(about, io.BytesIO(content))
    return target


def test_an_archive_restored_elsewhere_gives_the_same_rows_files_and_key(saved, tmp_path):
    origin, archive = saved
    if origin.variables:
        origin.sql("DROP SCHEMA public CASCADE")
        origin.sql("CREATE SCHEMA public")
    copy = Installation(tmp_path / "copy", origin.variables)

    copy.run("restore", archive)

    assert copy.sql(MARKS) == "saved"
    assert copy.state() == origin.state()
    assert len(copy.state()) == 3


def test_an_archive_is_readable_by_its_owner_only(saved):
    _origin, archive = saved
    assert archive.stat().st_mode & 0o077 == 0


def test_a_folder_in_use_is_not_replaced_without_force(saved, other):
    _origin, archive = saved
    before = other.state()

    said = other.run("restore", archive, fails=True)

    assert "--force" in said
    assert (other.sql(MARKS), other.state()) == ("other", before)


def test_with_force_nothing_of_the_former_state_remains(saved, other):
    origin, archive = saved

    other.run("restore", archive, "--force")

    assert (other.sql(MARKS), other.state()) == ("saved", origin.state())


DAMAGES = {
    "half a database": lambda name, content: content[:-9] if "database" in name else content,
    "a file altered": lambda name, content: content + b"x" if "files/" in name else content,
    "a file missing": lambda name, content: None if "files/" in name else content,
    "no manifest": lambda name, content: None if "manifest" in name else content,
    "an empty manifest": lambda name, content: b"{}" if "manifest" in name else content,
}


@pytest.mark.parametrize("change", DAMAGES)
def test_a_damaged_archive_is_recognised(saved, tmp_path, change):
    _origin, archive = saved

    with pytest.raises(BadArchive, match=r"abîmée|illisible"):
        reading.verify(rewritten(archive, tmp_path / "bad.tar.gz", DAMAGES[change]))


def test_an_archive_cut_short_changes_nothing(saved, other, tmp_path):
    _origin, archive = saved
    before = other.state()
    short = tmp_path / "short.tar.gz"
    short.write_bytes(archive.read_bytes()[:-2000])

    assert "abîmée" in other.run("restore", short, "--force", fails=True)

    assert (other.sql(MARKS), other.state()) == ("other", before)


def test_a_database_that_cannot_be_loaded_leaves_the_old_one(saved, other, tmp_path):
    """The archive is what its manifest says, but its database is not one."""
    import hashlib
    import json

    _origin, archive = saved
    before = other.state()
    broken = b"not a database at all"

    def change(name, content):
        if name.startswith("database"):
            return broken
        if name == "manifest.json":
            found = json.loads(content)
            (member,) = (name for name in found["members"] if name.startswith("database"))
            found["members"][member] = [len(broken), hashlib.sha256(broken).hexdigest()]
            return json.dumps(found).encode()
        return content

    other.run("restore", rewritten(archive, tmp_path / "bad.tar.gz", change), "--force", fails=True)

    assert (other.sql(MARKS), other.state()) == ("other", before)


def test_an_archive_of_a_newer_jalon_is_refused(saved, other, tmp_path):
    _origin, archive = saved

    def change(name, content):
        return content.replace(b'"core.0001_initial"', b'"core.9999_future"') if name == "manifest.json" else content

    said = other.run("restore", rewritten(archive, tmp_path / "new.tar.gz", change), "--force", fails=True)

    assert "core.9999_future" in said
    assert other.sql(MARKS) == "other"


def test_nothing_to_back_up_is_a_sentence(tmp_path):
    said = Installation(tmp_path / "nowhere").run("backup", tmp_path / "x.tar.gz", fails=True)

    assert "rien à sauvegarder" in said
    assert not (tmp_path / "nowhere").exists()
