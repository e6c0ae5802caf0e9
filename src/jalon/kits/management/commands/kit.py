"""`./jalon kit check [NOM]` and `./jalon kit install NOM --centre CODE`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from jalon.core.actor import system
from jalon.core.refusals import Refused
from jalon.kits import checking
from jalon.kits.actions import install_kit
from jalon.structures.models import Centre


class Command(BaseCommand):
    help = "Vérifie un kit (fichier, ligne, correction à faire) ou l’installe dans un centre."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="action")
        check = actions.add_parser("check", help="vérifie un kit, ou tous")
        check.add_argument("name", nargs="?", metavar="NOM", help="nom ou dossier du kit (tous, s’il est absent)")
        install = actions.add_parser("install", help="installe ou met à jour un kit dans un centre")
        install.add_argument("name", metavar="NOM", help="nom ou dossier du kit")
        install.add_argument("--centre", required=True, metavar="CODE", help="code du centre")

    def handle(self, *args: Any, action: str, name: str | None, **options: Any) -> None:
        if action == "check":
            self._check([name] if name else checking.all_names())
        else:
            self._install(name or "", options["centre"])

    def _check(self, names: list[str]) -> None:
        faults = 0
        for name in names:
            kit = checking.load(name)
            faults += len(kit.faults)
            for fault in kit.faults:
                self.stdout.write(str(fault))
            if not kit.faults:
                held = ", ".join(f"{len(items)} {code}" for code, items in kit.items.items() if items)
                self.stdout.write(f"{kit.folder.name} : rien à corriger ({held}).")
        if faults:
            raise CommandError(f"{faults} faute(s) à corriger.")

    def _install(self, name: str, code: str) -> None:
        centre = Centre.objects.filter(code=code).first()
        if centre is None:
            raise CommandError(f"Aucun centre n’a le code « {code} ».")
        try:
            report = install_kit(centre, name, by=system(centre.pk), now=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{report.kit}, version {report.version} : {len(report.created)} éléments nouveaux, "
            f"{len(report.updated)} mis à jour, {report.unchanged} inchangés."
        )
        for (section, item), fields in report.kept.items():
            self.stdout.write(f"Gardé comme le centre l’a changé : {section}, {item} ({', '.join(fields)}).")
