"""Importing a typed attendance sheet: upload, look, decide, apply. (P08.7)"""

import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.activities import actions, forms, policies, rules, sheets
from jalon.activities.models import Activity
from jalon.activities.sheets import Line, Match, Sheet, Signed
from jalon.activities.views import frame
from jalon.core.pages import page
from jalon.core.refusals import Forbidden, Refused
from jalon.core.request import Request
from jalon.people import policies as people_policies
from jalon.people.imports.sniffing import Unreadable

SALT = "activities.sheet"
NEW, SKIP = "new", "skip"
KEPT = 24 * 3600
"""A preview left open longer than this has to be made again."""


@page(policies.activity, "mark")
def upload(request: Request, activity: Activity) -> HttpResponseBase:
    """Choose the file; its lines are then shown with the people they were matched with. Nothing is written yet."""
    form = forms.SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = _read(form.cleaned_data["file"])
        except Unreadable as fault:
            form.add_error("file", fault.sentence)
        else:
            return _preview(request, activity, sheet)
    context = {
        **frame.context(request, activity, tab="roll", now=timezone.now()),
        "form": form,
        "why_not": rules.why_not_marked(activity, timezone.now()),
    }
    return ui.render(request, "activities/sheet.html", context, status=422 if form.errors else 200)


def _read(upload: UploadedFile) -> Sheet:
    if upload.size and upload.size > sheets.LIMITS.size:
        raise Unreadable(_("Ce fichier est trop lourd pour une feuille de présence : gardez seulement la liste."))
    with tempfile.NamedTemporaryFile(suffix=".sheet") as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        return sheets.read_sheet(Path(copy.name))


def _preview(
    request: Request, activity: Activity, sheet: Sheet, *, asked: dict[int, str] | None = None, fault: str = ""
) -> HttpResponse:
    """The lines with what becomes of each; the lines themselves travel signed, so that nothing is stored meanwhile."""
    lines = sheets.match_lines(activity, sheet.lines)
    may_create = people_policies.person.can_add(request.actor, activity.centre_id)
    rows = [(line, _choice(line, asked, may_create), f"line_{line.signed.number}") for line in lines]
    context = {
        **frame.context(request, activity, tab="roll", now=timezone.now()),
        "rows": rows,
        "sheet": sheet,
        "may_create": may_create,
        "payload": signing.dumps([asdict(line) for line in sheet.lines], salt=_salt(activity), compress=True),
        "fault": fault,
        "asked": asked or {},
        **{name: sum(line.match is match for line in lines) for name, match in _COUNTED.items()},
    }
    return ui.render(request, "activities/sheet_preview.html", context, status=422 if fault else 200)


_COUNTED = {
    "registered_count": Match.REGISTERED,
    "found_count": Match.FOUND,
    "choose_count": Match.CHOOSE,
    "unknown_count": Match.UNKNOWN,
}


def _choice(line: Line, asked: dict[int, str] | None, may_create: bool) -> str:
    """What is chosen for a line: as asked, else the certain person; strangers who signed are made, others left out."""
    if asked is not None:
        return asked.get(line.signed.number, "")
    if line.person is not None:
        return str(line.person.public_id) if line.match is Match.REGISTERED or _came(line.signed) else SKIP
    if not _came(line.signed):
        return SKIP
    return NEW if line.match is Match.UNKNOWN and may_create else SKIP if line.match is Match.UNKNOWN else ""


def _came(signed: Signed) -> bool:
    return signed.status == "present"


def _salt(activity: Activity) -> str:
    return f"{SALT}.{activity.pk}"


@require_POST
@page(policies.activity, "mark")
def apply(request: Request, activity: Activity) -> HttpResponseBase:
    """Apply the lines as decided, all of them or none."""
    try:
        kept = signing.loads(request.POST.get("payload", ""), salt=_salt(activity), max_age=KEPT)
    except signing.BadSignature:
        ui.toast(request, _("Cet aperçu n’est plus valable : envoyez de nouveau le fichier."), tone="warning")
        return ui.redirect(request, frame.address("sheet", activity))
    sheet = Sheet([Signed(**line) for line in kept])
    asked = {line.number: request.POST.get(f"line_{line.number}", "") for line in sheet.lines}
    try:
        decided = _decided(sheets.match_lines(activity, sheet.lines), asked)
        done = actions.apply_sheet(activity, decided, by=request.actor, now=timezone.now(), key=frame.key_of(request))
    except Forbidden:
        raise
    except Refused as refusal:
        return _preview(request, activity, sheet, asked=asked, fault=str(refusal))
    said = _("%(present)s présents, %(absent)s absents, %(added)s ajoutés à la liste, dont %(created)s nouveaux.")
    ui.toast(request, said % done)
    return ui.redirect(request, frame.address("roll", activity))


def _decided(lines: Sequence[Line], asked: dict[int, str]) -> list[actions.Decided]:
    """Each line with its person; raises Refused while a homonym waits for a choice."""
    decided: list[actions.Decided] = []
    for line in lines:
        choice = asked.get(line.signed.number, "")
        if choice == SKIP:
            continue
        if choice == NEW:
            decided.append(actions.Decided(line.signed, None))
            continue
        offered: dict[str, Any] = {
            str(person.public_id): person for person in ([line.person] if line.person else line.candidates)
        }
        if choice not in offered:
            raise Refused(
                _("Ligne %(number)s, %(name)s : choisissez la personne, une nouvelle fiche, ou d’ignorer la ligne.")
                % {"number": line.signed.number, "name": line.signed.name}
            )
        decided.append(actions.Decided(line.signed, offered[choice].pk))
    return decided
