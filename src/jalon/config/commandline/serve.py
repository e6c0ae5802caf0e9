"""``./jalon serve``: the web server of a real centre."""

import os

from jalon.config.commandline import environment, ports
from jalon.config.commandline.children import Child
from jalon.config.commandline.occupancy import occupied
from jalon.config.commandline.prepare import prepare
from jalon.config.commandline.supervise import supervise
from jalon.config.commandline.words import Options, say


def run(arguments: list[str]) -> int:
    """Bring the data folder up to date, then serve."""
    options = Options("serve", "Démarre le serveur d’un vrai centre.")
    options.add_argument("--host", default="127.0.0.1", help="adresse d’écoute (défaut : cette machine seulement)")
    options.add_argument("--port", type=int, default=8000, help="port d’écoute (défaut : 8000)")
    options.add_argument("--processes", type=int, default=2, help="processus du serveur web (défaut : 2)")
    options.add_argument("--with-worker", action="store_true", help="démarre aussi le travail de fond")
    chosen = options.parse_args(arguments)
    ports.require_free(chosen.host, chosen.port)
    os.environ.setdefault("JALON_BASE_URL", f"http://localhost:{chosen.port}")
    with occupied(environment.data_dir()):
        prepare()
        children = [web(chosen.host, chosen.port, chosen.processes)]
        if chosen.with_worker:
            children.append(Child("worker", ["worker"]))
        return supervise(children, host=chosen.host, port=chosen.port, welcome=_welcome)


def web(host: str, port: int, processes: int) -> Child:
    """The web server as a child."""
    return Child("web", ["web", "--host", host, "--port", str(port), "--processes", str(processes)])


def _welcome() -> None:
    """Where to go and where to look."""
    say(f"Jalon répond sur {os.environ['JALON_BASE_URL']} (données et journaux : {environment.data_dir()}).")
    if code := _opening_code():
        say("Aucun centre n’est encore ouvert : ouvrez le vôtre à cette adresse.")
        say(f"Code d’ouverture, demandé depuis une autre machine : {code}")


def _opening_code() -> str:
    """The code that the first page asks from another machine; Django is loaded only while no centre is open."""
    if (environment.data_dir() / "opened").exists():
        return ""
    import django
    from django.db import connections

    django.setup()
    from jalon.desk import opening_code

    try:
        return opening_code.to_announce()
    finally:
        connections.close_all()
