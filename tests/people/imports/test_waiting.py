"""While a file is imported, everybody else goes on writing."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection

ROWS = 4_000


@pytest.mark.skipif(connection.vendor != "sqlite", reason="one writer at a time is SQLite's rule")
def test_another_process_never_waits_two_seconds_to_write(tmp_path):
    env = {**os.environ, "JALON_DATA_DIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    env |= {"DJANGO_SETTINGS_MODULE": "jalon.config.settings", "JALON_DATABASE_URL": ""}
    command = [sys.executable, "-m", "tests.people.imports.racing"]
    subprocess.run([*command, "prepare"], env=env, check=True, timeout=120)
    over = tmp_path / "over"
    with subprocess.Popen([*command, "write", str(over)], env=env, stdout=subprocess.PIPE) as writer:
        done = subprocess.run([*command, "import", str(ROWS)], env=env, check=True, capture_output=True, timeout=300)
        over.touch()
        out, _ = writer.communicate(timeout=60)
    assert json.loads(done.stdout)["created"] == ROWS
    waits = json.loads(out)
    assert len(waits) > 10
    assert max(waits) < 2
