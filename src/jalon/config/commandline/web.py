"""The web server itself: a child of ``serve`` and ``demo``."""

import os
import signal

from granian import Granian
from granian.constants import Interfaces

from jalon.config.commandline import children
from jalon.config.commandline.words import Options

THREADS = 4
"""Fixed, because each thread keeps its connection to the database."""


def run(arguments: list[str]) -> int:
    """Serve until told to stop, or until the process that started this one is gone."""
    options = Options("web", "Serveur web")
    options.add_argument("--host", required=True)
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--processes", type=int, required=True)
    chosen = options.parse_args(arguments)
    has_own_group = children.end_with_parent()
    server = Granian(
        "jalon.config.wsgi:application",
        address=chosen.host,
        port=chosen.port,
        interface=Interfaces.WSGI,
        workers=chosen.processes,
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=600,
        websockets=False,
        respawn_failed_workers=True,
    )
    try:
        server.serve()
    finally:
        if has_own_group and os.name == "posix":
            # A server that is stopped while it starts forgets the processes that it is starting.
            os.killpg(0, signal.SIGKILL)
    return 0
