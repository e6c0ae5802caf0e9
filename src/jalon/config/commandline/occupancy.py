"""Who uses a data folder: servers share it, a restore or a reset wants it alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jalon.config.commandline.words import CannotContinue

try:
    import fcntl
except ImportError:  # Windows has no such locks; there the person at the keyboard is careful
    fcntl = None  # type: ignore[assignment]


@contextmanager
def occupied(folder: Path, *, alone: bool = False) -> Iterator[None]:
    """Hold the data folder; alone, refuse when Jalon runs on it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "in-use.lock").open("a") as lock:
        if fcntl is not None:
            try:
                fcntl.flock(lock, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
            except OSError:
                doing = "Jalon tourne" if alone else "une restauration ou une remise à zéro est en cours"
                raise CannotContinue(f"{doing.capitalize()} sur {folder} : arrêtez-la d’abord.") from None
        yield
