"""Keeps the web server and the worker running until somebody stops them."""

import http.client
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

from jalon.config.commandline.children import Child, end_all
from jalon.config.commandline.words import CannotContinue, complain, say

START_LIMIT = 60.0
REST = 5.0
"""A worker that ends is started again, but not faster than this."""


def supervise(children: list[Child], *, host: str, port: int, welcome: Callable[[], None]) -> int:
    """Start the children (the web server first), welcome when it answers, watch, and end all on Ctrl-C or SIGTERM."""
    stop = threading.Event()

    def asked(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), asked)
    try:
        for child in children:
            child.start()
        if _answers(children[0], host, port, stop):
            welcome()
        while not stop.wait(0.3):
            _watch(children)
        say("Arrêt…")
    finally:
        end_all(children)
    return 0


def _answers(web: Child, host: str, port: int, stop: threading.Event) -> bool:
    """Wait for the first answer of the web server; False when told to stop meanwhile."""
    limit = time.monotonic() + START_LIMIT
    address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    while not stop.is_set():
        if web.ended():
            raise CannotContinue(f"Le serveur web s’est arrêté au démarrage. Détails dans {web.log}.")
        connection = http.client.HTTPConnection(address, port, timeout=5)
        try:
            connection.request("GET", "/sante", headers={"Host": f"localhost:{port}"})
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            if time.monotonic() > limit:
                raise CannotContinue(f"Le serveur web ne répond pas. Détails dans {web.log}.") from None
            stop.wait(0.05)
        else:
            return True
        finally:
            connection.close()
    return False


def _watch(children: list[Child]) -> None:
    """Stop everything when the web server is gone; start a worker again."""
    web, *workers = children
    if web.ended():
        raise CannotContinue(f"Le serveur web s’est arrêté. Détails dans {web.log}.")
    for worker in workers:
        if worker.ended() and time.monotonic() - worker.started > REST:
            complain(f"Le travail de fond s’est arrêté ; il redémarre. Détails dans {worker.log}.")
            worker.start()
