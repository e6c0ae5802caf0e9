"""Loads the demonstration centre; refused outside the demonstration."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from jalon.demo.loading import load
from jalon.demo.story import CENTRE
from jalon.structures.models import Centre


class Command(BaseCommand):
    help = "Charge le centre de démonstration."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load once, saying each part."""
        if not settings.JALON_DEMO:
            raise CommandError("Le centre de démonstration ne se charge que par ./jalon demo.")
        if Centre.objects.filter(code=CENTRE).exists():
            self.stdout.write("Le centre de démonstration est déjà là.")
            return
        load(timezone.now(), lambda part: self.stdout.write(f"    {part}…"))
