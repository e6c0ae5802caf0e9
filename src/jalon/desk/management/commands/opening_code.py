"""`./jalon manage opening_code`: the code that the first page of a networked server asks."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jalon.desk import opening_code
from jalon.structures.models import Centre


class Command(BaseCommand):
    help = "Affiche le code d’ouverture d’un serveur qui n’a pas encore de centre."

    def handle(self, *args: Any, **options: Any) -> None:
        if Centre.objects.exists():
            raise CommandError("Un centre est déjà ouvert : le code d’ouverture ne sert plus.")
        self.stdout.write(opening_code.ensure())
