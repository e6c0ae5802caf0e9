"""`./jalon import-contacts FILE --centre CODE [--dry-run] [--json]`: a file of contacts from the command line."""

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
from jalon.partners.imports import actions, rules
from jalon.partners.models import ContactImport, ContactImportRow, ContactImportState, ContactVerdict
from jalon.structures.models import Centre

_KEYS = {
    "created": ContactVerdict.CREATE,
    "updated": ContactVerdict.UPDATE,
    "unchanged": ContactVerdict.UNCHANGED,
    "merged": ContactVerdict.MERGED,
    "doubtful": ContactVerdict.DOUBTFUL,
}


class Command(BaseCommand):
    help = "Importe un fichier d’entreprises et de contacts (XLSX, XLS, ODS ou CSV) dans un centre."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="le fichier de contacts")
        parser.add_argument("--centre", required=True, help="le code du centre")
        parser.add_argument("--dry-run", action="store_true", help="vérifie le fichier sans rien écrire")
        parser.add_argument("--json", action="store_true", help="écrit un objet JSON sur la sortie standard")
        parser.add_argument("--undo", action="store_true", help="annule le dernier import de contacts")

    def handle(self, *args: Any, **options: Any) -> None:
        centre = Centre.objects.filter(code=options["centre"]).first()
        if centre is None:
            raise CommandError(_("Aucun centre n’a le code « %(code)s ».") % {"code": options["centre"]})
        path: Path | None = options["file"]
        if not options["undo"] and (path is None or not path.is_file()):
            raise CommandError(_("Le fichier « %(file)s » est introuvable.") % {"file": path or ""})
        try:
            if path is None or options["undo"]:
                self.stdout.write(self._undo(centre))
                return
            result = self._rehearse(centre, path) if options["dry_run"] else self._import(centre, path)
        except Refused as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
        else:
            self._tell(result, dry=options["dry_run"])

    def _undo(self, centre: Centre) -> str:
        """Take the last import back; gives the sentence to print."""
        done = ContactImport.objects.filter(centre=centre, state=ContactImportState.DONE)
        batch = done.order_by("-applied_at").first()
        if batch is None:
            raise Refused(_("Ce centre n’a pas d’import de contacts à annuler."))
        batch = actions.undo_import(batch, by=system(centre.pk), now=timezone.now())
        return _("%(file)s : annulé, %(kept)s éléments gardés parce qu’ils ont servi depuis.") % {
            "file": batch.file_name,
            "kept": batch.notes["kept_count"],
        }

    def _import(self, centre: Centre, path: Path) -> dict[str, Any]:
        by, now = system(centre.pk), timezone.now()
        batch = actions.start_import(centre, path, name=path.name, by=by, now=now)
        batch = actions.check_import(batch, {}, by=by, now=now)
        if rules.why_not_confirmed(batch):
            rows = list(batch.rows.order_by("number"))
            actions.abandon_import(batch, by=by, now=now)
            return _result(rows)
        batch = actions.confirm_import(batch, by=by, now=now)
        return _result(batch.rows.order_by("number"))

    def _rehearse(self, centre: Centre, path: Path) -> dict[str, Any]:
        return _result(actions.rehearse(centre, path, now=timezone.now()))

    def _tell(self, result: dict[str, Any], *, dry: bool) -> None:
        write = self.stdout.write
        write(
            _("Vérification de %(rows)s lignes, rien n’a été écrit :") % result
            if dry
            else _("%(rows)s lignes lues :") % result
        )
        write(_("  contacts créés : %(created)s") % result)
        write(_("  mis à jour : %(updated)s") % result)
        write(_("  déjà à jour : %(unchanged)s") % result)
        write(_("  même contact qu’une autre ligne : %(merged)s") % result)
        write(_("  à vérifier : %(doubtful)s") % result)
        write(_("  ne souhaitent plus être contactés : %(refusing)s") % result)
        write(_("  refusées : %(count)s") % {"count": len(result["refused"])})
        for refusal in result["refused"]:
            write(f"    {refusal['row']} : {refusal['reason']}")


def _result(rows: Iterable[ContactImportRow]) -> dict[str, Any]:
    rows = list(rows)
    counts = Counter(row.verdict for row in rows)
    return {
        "rows": len(rows),
        **{key: counts[verdict] for key, verdict in _KEYS.items()},
        "refusing": sum("no_contact" in row.values for row in rows),
        "refused": [
            {"row": row.number, "column": row.column, "reason": row.reason}
            for row in rows
            if row.verdict == ContactVerdict.REFUSED
        ],
    }
