"""What the launcher says, and how it runs other programs without letting their noise reach the screen."""

import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Dict, List, Optional, Tuple


class Stop(Exception):
    """The launcher cannot go on; the message is one sentence for the person at the keyboard."""


# What other programs write when they fail, and the sentence that helps.
CAUSES: Tuple[Tuple[Tuple[str, ...], str], ...] = (
    (
        ("no space left on device", "enospc", "disk quota exceeded", "not enough space"),
        "Le disque est plein : libérez environ 1 Go puis relancez.",
    ),
    (
        ("permission denied", "eacces", "read-only file system", "erofs"),
        "Impossible d’écrire dans le dossier de Jalon : vérifiez vos droits.",
    ),
    (
        ("hash mismatch", "do not match the hashes", "integrity checksum failed", "eintegrity"),
        "Un fichier téléchargé n’est pas celui qui était attendu ; rien n’a été installé. "
        "Réessayez, puis prévenez les développeurs.",
    ),
    (
        (
            "certificate verify failed", "unable to get local issuer", "self-signed certificate",
            "self signed certificate", "invalid peer certificate", "cert_",
        ),
        "Le certificat du dépôt de paquets n’est pas reconnu : vérifiez le mandataire (proxy) "
        "ou l’heure de la machine.",
    ),
    (
        (
            "dns error", "name resolution", "name or service not known", "getaddrinfo", "enotfound", "eai_again",
            "econnrefused", "econnreset", "etimedout", "enetunreach", "network is unreachable", "connection refused",
            "connect error", "error sending request", "failed to fetch", "newconnectionerror", "max retries exceeded",
            "timed out", "no matching distribution found", "request failed", "network request",
        ),
        "Pas d’accès au réseau : la première mise en route télécharge les bibliothèques. "
        "Connectez la machine puis relancez.",
    ),
)  # fmt: skip


def say(sentence: str) -> None:
    """One line for the person at the keyboard, on any terminal."""
    try:
        print(sentence, file=sys.stderr, flush=True)
    except UnicodeEncodeError:
        print(sentence.encode("ascii", "replace").decode(), file=sys.stderr, flush=True)


def cause(noise: str) -> Optional[str]:
    """The sentence for what a program wrote while failing, None when nothing is recognised."""
    noise = noise.lower()
    for signs, sentence in CAUSES:
        if any(sign in noise for sign in signs):
            return sentence
    return None


def run(command: List[str], doing: str, log: Path, env: Optional[Dict[str, str]] = None) -> None:
    """Run a program in silence, showing the time that passes; its noise goes to the log and becomes a sentence if it fails."""
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env
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
            reason = reason or cause("no space left on device")
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
