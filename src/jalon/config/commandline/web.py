"""The web server itself: a child of ``serve`` and ``demo``."""

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
    children.end_with_parent()
    Granian(
        "jalon.config.wsgi:application",
        address=chosen.host,
        port=chosen.port,
        interface=Interfaces.WSGI,
        workers=chosen.processes,
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=600,
        websockets=False,
        respawn_failed_workers=True,
    ).serve()
    return 0
