"""Several devices answer for one person at once, as processes on one SQLite file: one answer is kept."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEVICES = 6
SEED = """
import django; django.setup()
from django.conf import settings
from django.utils import timezone
from jalon.core.actor import system
from jalon.kits.reading import read
from jalon.surveys import actions, kit
from tests.factories import CentreFactory, PersonFactory, RoomFactory
from tests.surveys.conftest import CODE, FILE
centre, now = CentreFactory(), timezone.now()
kit.install([kit.Schema.model_validate(read(FILE).content)], centre, by=system(centre.pk), now=now)
PersonFactory(centre=centre, registered_origin="activity")
actions.open_survey(RoomFactory(centre=centre), questionnaire=CODE, facets={}, by=system(centre.pk), now=now)
"""
COUNT = """
import django; django.setup()
from jalon.surveys.models import Completion, Unpublished
print(Completion.objects.count(), Unpublished.objects.count())
"""


def test_six_devices_at_once_keep_one_answer(tmp_path):
    environment = os.environ | {
        "JALON_DATA_DIR": str(tmp_path),
        "JALON_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "jalon.config.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }

    def run(*arguments: str) -> str:
        done = subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    run("-m", "django", "migrate", "-v", "0", "--skip-checks")
    run("-c", SEED)
    start = str(time.time() + 6)
    devices = [
        subprocess.Popen([sys.executable, "-m", "tests.surveys.racing", start], env=environment, stdout=subprocess.PIPE)
        for _n in range(DEVICES)
    ]
    answers = [device.communicate(timeout=120)[0].decode() for device in devices]

    assert answers.count("kept") == 1
    assert [text[:21] for text in answers if text != "kept"] == ["Vous avez déjà répond"] * (DEVICES - 1)
    assert run("-c", COUNT) == "1 1"
