"""`./jalon import-people FILE --centre CODE [--dry-run] [--json]`: the registrar's file from the command line."""

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.core.actor import system
from jalon.core.refusals import Refused
from jalon.people.imports import actions, staging, work
from jalon.people.imports.sniffing import Unreadable
from jalon.people.imports.tasks import go_on
from jalon.people.models import ImportBatch, ImportRow, ImportState, Verdict
from jalon.structures.actions import establishment_named
from jalon.structures.models import AcademicYear, Centre

_KEYS = {
    "created": Verdict.CREATE,
    "updated": Verdict.UPDATE,
    "unchanged": Verdict.UNCHANGED,
    "merged": Verdict.MERGED,
    "doubtful": Verdict.DOUBTFUL,
}


class Command(BaseCommand):
    help = "Importe la liste des étudiants inscrits (XLSX, XLS, ODS ou CSV) dans un centre."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="le fichier de la scolarité")
        parser.add_argument("--centre", required=True, help="le code du centre")
        parser.add_argument("--dry-run", action="store_true", help="vérifie le fichier sans rien écrire")
        parser.add_argument("--json", action="store_true", help="écrit un objet JSON sur la sortie standard")
        parser.add_argument(
            "--year", help="l’année universitaire (2026-2027) ; sinon celle du fichier, ou l’année en cours"
        )
        parser.add_argument("--establishment", help="l’établissement, quand le fichier n’a pas cette colonne")
        parser.add_argument("--resume", action="store_true", help="reprend l’import qui s’est arrêté en route")
        parser.add_argument("--undo", action="store_true", help="annule le dernier import")
        parser.add_argument("--partial", action="store_true", help="la liste n’est pas complète")

    def handle(self, *args: Any, **options: Any) -> None:
        centre = Centre.objects.filter(code=options["centre"]).first()
        if centre is None:
            raise CommandError(_("Aucun centre n’a le code « %(code)s ».") % {"code": options["centre"]})
        try:
            if options["resume"] or options["undo"]:
                self.stdout.write(self._carry_on(centre, undo=options["undo"]))
                return
        except Refused as error:
            raise CommandError(str(error)) from error
        path: Path | None = options["file"]
        if path is None or not path.is_file():
            raise CommandError(_("Le fichier « %(file)s » est introuvable.") % {"file": path or ""})
        try:
            result = (
                self._rehearse(centre, path, options) if options["dry_run"] else self._import(centre, path, options)
            )
        except (Refused, Unreadable) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
        else:
            self._tell(result, dry=options["dry_run"])

    def _carry_on(self, centre: Centre, *, undo: bool) -> str:
        """Resume the import that stopped, or take the last one back; gives the sentence to print."""
        by, now = system(centre.pk), timezone.now()
        states = (ImportState.DONE, ImportState.APPLYING) if undo else ImportBatch.RUNNING
        batch = ImportBatch.objects.filter(centre=centre, state__in=states).order_by("-started_at").first()
        if batch is None:
            raise Refused(_("Ce centre n’a pas d’import à reprendre ni à annuler."))
        act = actions.undo_import if undo else actions.resume_import
        batch = act(batch, by=by, now=now, in_background=False)
        return _("%(file)s : %(state)s") % {"file": batch.file_name, "state": ImportState(go_on.call(batch.pk)).label}

    def _year(self, centre: Centre, written: str | None) -> AcademicYear | None:
        if not written:
            return None
        year = AcademicYear.objects.filter(
            centre=centre, starts_on__year=written[:4] if written[:4].isdigit() else 0
        ).first()
        if year is None:
            raise CommandError(_("Le centre n’a pas d’année « %(year)s ».") % {"year": written})
        return year

    def _import(self, centre: Centre, path: Path, options: dict[str, Any]) -> dict[str, Any]:
        by = system(centre.pk)
        own = establishment_named(centre, options["establishment"]) if options["establishment"] else None
        batch = actions.start_import(
            centre,
            path,
            name=path.name,
            by=by,
            now=timezone.now(),
            year=self._year(centre, options["year"]),
            establishment=own,
            is_full_list=not options["partial"],
        )
        batch = actions.map_columns(batch, {}, by=by, now=timezone.now(), in_background=False)
        work.check(batch, clock=timezone.now)
        if batch.state == ImportState.FAILED:
            raise CommandError(batch.failure)
        if any(batch.counts.get(verdict) for verdict in (Verdict.CREATE, Verdict.UPDATE, Verdict.MERGED)):
            batch = actions.confirm_import(batch, by=by, now=timezone.now(), in_background=False)
            work.apply(batch, clock=timezone.now)
            batch.refresh_from_db()
        else:
            actions.abandon_import(batch, by=by, now=timezone.now())
        return _result(
            batch.total, Counter(batch.counts), batch.rows.filter(verdict=Verdict.REFUSED).order_by("number")
        )

    def _rehearse(self, centre: Centre, path: Path, options: dict[str, Any]) -> dict[str, Any]:
        batch = actions.rehearsal(centre, path, now=timezone.now(), year=self._year(centre, options["year"]))
        counts: Counter[str] = Counter()
        refused: list[staging.Staged] = []
        for row in staging.rehearse(batch, path, clock=timezone.now, limits=actions.limits()):
            counts[row.verdict] += 1
            if row.verdict == Verdict.REFUSED:
                refused.append(row)
        return _result(counts.total(), counts, sorted(refused, key=lambda row: row.number))

    def _tell(self, result: dict[str, Any], *, dry: bool) -> None:
        write = self.stdout.write
        write(
            _("Vérification de %(rows)s lignes, rien n’a été écrit :") % result
            if dry
            else _("%(rows)s lignes lues :") % result
        )
        write(_("  fiches créées : %(created)s") % result)
        write(_("  mises à jour : %(updated)s") % result)
        write(_("  déjà à jour : %(unchanged)s") % result)
        write(_("  même personne qu’une autre ligne : %(merged)s") % result)
        write(_("  à vérifier : %(doubtful)s") % result)
        write(_("  refusées : %(count)s") % {"count": len(result["refused"])})
        for refusal in result["refused"]:
            write(f"    {refusal['row']} : {refusal['reason']}")


def _result(rows: int, counts: Counter[str], refused: Iterable[ImportRow | staging.Staged]) -> dict[str, Any]:
    return {
        "rows": rows,
        **{key: counts[verdict] for key, verdict in _KEYS.items()},
        "refused": [{"row": row.number, "column": row.column, "reason": row.reason} for row in refused],
    }
