"""A process that answers a survey for one person, at the same moment as others do. Run by `test_race`."""

import os
import sys
import time

import django


def answer(start: float) -> str:
    """Wait for the common moment, then answer."""
    django.setup()
    from django.utils import timezone

    from jalon.core.refusals import Refused
    from jalon.people.models import Person
    from jalon.surveys import actions, subjects
    from jalon.surveys.models import Survey
    from tests.factories import actor
    from tests.surveys.conftest import sheet
    from tests.surveys.subject import ROOMS

    subjects.register(ROOMS)
    survey, person = Survey.objects.get(), Person.objects.get(registered_origin="activity")
    time.sleep(max(0.0, start - time.time()))
    try:
        actions.complete(
            survey, person, answers=sheet(), by=actor(person), now=timezone.now(), key=f"key-{os.getpid()}"
        )
    except Refused as refusal:
        return str(refusal)
    return "kept"


if __name__ == "__main__":
    sys.stdout.write(answer(float(sys.argv[1])))
