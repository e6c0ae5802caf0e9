"""What the commands say, and how they stop."""

import argparse
import sys
from typing import NoReturn


class CannotContinue(Exception):
    """The command stops here; the message is one sentence for the person at the keyboard."""


def say(sentence: str) -> None:
    """Progress and results, at once."""
    print(sentence, flush=True)


def complain(sentence: str) -> None:
    """Why the command stops."""
    print(sentence, file=sys.stderr, flush=True)


class Options(argparse.ArgumentParser):
    """Options whose faults are one sentence in French."""

    def __init__(self, command: str, description: str) -> None:
        super().__init__(prog=f"./jalon {command}", description=description, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Stop with a sentence instead of the usage."""
        raise CannotContinue(f"Options non comprises ({message}). {self.prog} --help montre celles qui existent.")
