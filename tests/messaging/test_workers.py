"""Two workers as two processes on one database file: each message leaves once, the hour's limit holds for both."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PREPARE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.messaging.workers import write
write(120)
"""

WORK = """
from tests.messaging.workers import work
work()
"""


def run(code, folder, settings="jalon.config.settings"):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JALON_", "PYTEST"))}
    environment |= {
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "JALON_DATA_DIR": str(folder),
        "JALON_MAIL_PER_HOUR": "100",
    }
    begin = "import django; django.setup()\n"
    return subprocess.Popen([sys.executable, "-c", begin + code], env=environment, cwd=ROOT)


def test_two_workers_send_each_message_once_and_keep_the_limit(tmp_path):
    assert run(PREPARE, tmp_path).wait(timeout=120) == 0
    workers = [run(WORK, tmp_path) for _number in range(2)]
    assert [worker.wait(timeout=120) for worker in workers] == [0, 0]

    lines = (tmp_path / "accepted").read_text().splitlines()
    by_worker = Counter(line.split()[0] for line in lines)
    addresses = Counter(line.split()[1] for line in lines)
    assert len(lines) == 90
    assert set(addresses.values()) == {1}
    assert len(by_worker) == 2
