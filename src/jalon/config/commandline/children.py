"""The processes that a command starts: their logs, their watch, their end."""

import os
import signal
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from jalon.config.commandline import environment

SUPERVISED = "JALON_SUPERVISED"
LOG_LIMIT = 10 * 1024 * 1024
PATIENCE = 10.0
"""Seconds that a child has to end by itself."""


def end_with_parent() -> bool:
    """In a child: end when the pipe from the parent closes, so that a killed parent leaves nobody behind.

    False for a process that was started by hand.
    """
    if os.environ.pop(SUPERVISED, "") != "1":
        return False

    def wait() -> None:
        # Not through sys.stdin: its lock would be held for ever in the processes that the web server forks.
        while os.read(0, 64):
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(PATIENCE)
        if os.name == "posix":
            os.killpg(0, signal.SIGKILL)  # a server that is only starting may not have heard

    threading.Thread(target=wait, daemon=True).start()
    return True


@dataclass
class Child:
    """One program that belongs to this start of Jalon; what it prints goes to its log."""

    name: str
    arguments: list[str]
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started: float = field(default=0.0, init=False)

    @property
    def log(self) -> Path:
        """Where its output goes."""
        return environment.data_dir() / "logs" / f"{self.name}.log"

    def start(self) -> None:
        """Start, or start again."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.old"))
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [*environment.python(), *self.arguments],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=os.environ | {SUPERVISED: "1"},
                start_new_session=os.name == "posix",  # Ctrl-C reaches the parent, which ends its children in order
            )
        self.started = time.monotonic()

    def ended(self) -> bool:
        """Whether it runs no more."""
        return self.process is None or self.process.poll() is not None

    def ask_to_end(self) -> None:
        """Politely."""
        if self.process and not self.ended():
            self.process.terminate()

    def make_end(self, before: float) -> None:
        """Wait until the moment given, then less politely."""
        if not self.process:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.1, before - time.monotonic()))
        if os.name == "posix":
            with suppress(ProcessLookupError):  # also what it started and left behind
                os.killpg(self.process.pid, signal.SIGKILL)
        else:
            self.process.kill()
        self.process.wait()


def end_all(children: list[Child]) -> None:
    """End every child, the last started first."""
    for child in reversed(children):
        child.ask_to_end()
    before = time.monotonic() + PATIENCE
    for child in children:
        child.make_end(before)
