"""``./jalon worker``."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.module_loading import autodiscover_modules

from jalon.core.worker import Worker


class Command(BaseCommand):
    """Runs the background work of every package."""

    help = "Exécute le travail de fond jusqu’à l’arrêt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One option, for tests and for those who start workers by hand."""
        parser.add_argument("--batch", action="store_true", help="finit ce qui attend, puis s’arrête")

    def handle(self, *, batch: bool, **options: Any) -> None:
        """Read the tasks of all packages, so that periodic work is known, then work."""
        autodiscover_modules("tasks")
        worker = Worker(batch=batch)
        worker.configure_signals()
        worker.run()
