"""``./jalon test [options of pytest]``: the launcher has installed what tests need."""

import os
import sys

from jalon.config.commandline import environment


def run(arguments: list[str]) -> int:
    """Run pytest in the folder that was cloned."""
    os.chdir(environment.ROOT)
    try:
        import pytest
    except ImportError:
        sys.exit("Les outils de test manquent : lancez ./jalon test, qui les installe.")
    return int(pytest.main(arguments))
