"""What the launcher says, and how it runs other programs without letting their noise reach the screen."""

import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Dict, List, Optional, Tuple

HERE = Path(__file__).resolve().parent.parent


class Stop(Exception):
    """The launcher cannot go on; the message is one sentence for the person at the keyboard."""


DISK_FULL = "Le disque est plein : libérez environ 1 Go puis relancez."
NOT_WRITABLE = "Impossible d’écrire dans le dossier de Jalon : vérifiez vos droits."
NOT_GENUINE = (
    "Un fichier téléchargé n’est pas celui qui était attendu ; rien n’a été installé. "
    "Réessayez, puis prévenez les développeurs."
)
NOT_TRUSTED = (
    "Le certificat du dépôt de paquets n’est pas reconnu : vérifiez le mandataire (proxy) ou l’heure de la machine."
)
NO_NETWORK = (
    "Pas d’accès au réseau : la première mise en route télécharge les bibliothèques. "
    "Connectez la machine puis relancez."
)

# The sentence that helps, and what other programs write when they fail for that reason.
CAUSES: Tuple[Tuple[str, Tuple[str, ...]], ...] = (
    (DISK_FULL, ("no space left on device", "enospc", "disk quota exceeded", "not enough space")),
    (NOT_WRITABLE, ("permission denied", "eacces", "read-only file system", "erofs")),
    (NOT_GENUINE, ("hash mismatch", "do not match the hashes", "integrity checksum failed", "eintegrity")),
    (NOT_TRUSTED, ("certificate verify failed", "unable to get local issuer", "self-signed certificate")),
    (NOT_TRUSTED, ("self signed certificate", "invalid peer certificate", "err_tls_cert")),
    (
        NO_NETWORK,
        ("dns error", "name resolution", "name or service not known", "getaddrinfo", "enotfound", "eai_again"),
    ),
    (NO_NETWORK, ("econnrefused", "econnreset", "etimedout", "enetunreach", "network is unreachable")),
    (NO_NETWORK, ("connection refused", "connect error", "error sending request", "failed to fetch", "timed out")),
    (NO_NETWORK, ("newconnectionerror", "max retries exceeded", "no matching distribution found", "request failed")),
)


def say(sentence: str) -> None:
    """One line for the person at the keyboard, on any terminal."""
    try:
        print(sentence, file=sys.stderr, flush=True)
    except UnicodeEncodeError:
        print(sentence.encode("ascii", "replace").decode(), file=sys.stderr, flush=True)


def cause(noise: str) -> Optional[str]:
    """The sentence for what a program wrote while failing, None when nothing is recognised."""
    noise = noise.lower()
    for sentence, signs in CAUSES:
        if any(sign in noise for sign in signs):
            return sentence
    return None


def run(command: List[str], doing: str, log: Path, env: Optional[Dict[str, str]] = None) -> None:
    """Run a program in silence, showing the time that passes; if it fails, its noise becomes a sentence and a log."""
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=str(HERE), env=env
    )
    done = threading.Event()
    clock = threading.Thread(target=_show_time, args=(doing, done), daemon=True)
    clock.start()
    try:
        noise = process.communicate()[0].decode("utf-8", "replace")
    except BaseException:
        process.kill()
        raise
    finally:
        done.set()
        clock.join()
    if process.returncode:
        reason = cause(noise)
        where = ""
        try:
            log.parent.mkdir(parents=True, exist_ok=True)
            log.write_text(" ".join(command) + "\n" + noise, encoding="utf-8")
            where = " Détails dans %s." % log
        except OSError:
            reason = reason or DISK_FULL
        raise Stop((reason or "Étape en échec : %s." % doing) + where)


def _show_time(doing: str, done: threading.Event) -> None:
    """Print what is being done, and on a terminal the seconds that pass."""
    begin = time.time()
    if not sys.stderr.isatty():
        say("  %s…" % doing)
        return
    while True:
        print("\r  %s… %d s " % (doing, time.time() - begin), end="", file=sys.stderr, flush=True)
        if done.wait(0.5):
            print("\r  %s : %.1f s   " % (doing, time.time() - begin), file=sys.stderr, flush=True)
            return
