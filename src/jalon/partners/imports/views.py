"""The pages of a file of contacts: bringing it, its columns, its rows, the report, the rows to be decided."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.core.pages import area, page
from jalon.core.refusals import Forbidden, Refused
from jalon.core.request import Request
from jalon.core.uploads import is_over_limit
from jalon.journal import timeline
from jalon.partners.imports import actions, queries, rules
from jalon.partners.imports.forms import ColumnsForm, RowFilters, UploadForm
from jalon.partners.models import ContactImport, ContactImportRow, ContactImportState, ContactVerdict
from jalon.partners.policies import imports as policy
from jalon.partners.views import frame
from jalon.people.imports.sniffing import why_too_big
from jalon.people.imports.views import on_disk
from jalon.ui.registries.timeline import Line

COLUMNS = [
    ui.Column("file", gettext_lazy("Fichier"), order=("file_name",)),
    ui.Column("state", gettext_lazy("État"), order=("state",)),
    ui.Column("created", gettext_lazy("Contacts créés"), numeric=True),
    ui.Column("doubtful", gettext_lazy("À vérifier"), numeric=True),
    ui.Column("refused", gettext_lazy("Refusées"), numeric=True),
    ui.Column("started", gettext_lazy("Apporté le"), order=("started_at",)),
]
STEPS = [gettext_lazy("Fichier"), gettext_lazy("Colonnes"), gettext_lazy("Vérification"), gettext_lazy("Import")]
_STEP = {ContactImportState.MAPPING: 2, ContactImportState.READY: 3}
_LISTS = {
    "kind": gettext_lazy("Sortes"),
    "sector": gettext_lazy("Secteurs"),
    "city": gettext_lazy("Villes"),
    "interests": gettext_lazy("Intérêts"),
    "themes": gettext_lazy("Thèmes"),
}


@area("partners.import")
def imports(request: Request) -> HttpResponseBase:
    """Bring a file of contacts, and the files brought before."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        if is_over_limit(length):
            form.errors["file"] = form.error_class([why_too_big(length, actions.limits()) or ""])
        elif form.is_valid():
            file = form.cleaned_data["file"]
            try:
                with on_disk(file) as path:
                    made = actions.start_import(
                        request.centre, path, name=file.name, by=request.actor, now=timezone.now()
                    )
            except Forbidden:
                raise
            except Refused as no:
                frame.refuse(form, no)
            else:
                return ui.redirect(request, frame.address(request, "import", made.public_id))
    noun = (gettext_lazy("import"), gettext_lazy("imports"))
    listing = ui.Listing(request, queries.imports_of(request.actor), columns=COLUMNS, sort="-started", noun=noun)
    context = {
        "form": form,
        "listing": listing,
        "limit": settings.JALON_UPLOAD_LIMIT // (1024 * 1024),
        "rows_limit": rules.ROWS,
    }
    return ui.render(request, "partners/imports/index.html", context, status=422 if form.errors else 200)


@page(policy)
def batch(request: Request, batch: ContactImport) -> HttpResponseBase:
    """One file, wherever it stands: columns to confirm, rows and their verdicts, report."""
    return _batch_page(request, batch)


def _batch_page(request: Request, batch: ContactImport, *, form: ColumnsForm | None = None) -> HttpResponseBase:
    filters = RowFilters(request.GET)
    asked = filters.values()
    rows = queries.rows_of(
        request.actor, batch, verdict=asked["etat"] or "", text=asked["q"] or "", remarked=bool(asked["remarques"])
    )
    shown = queries.shown_columns(batch)
    headings = [ui.Column("number", gettext_lazy("Ligne"), order=("sheet", "number"), numeric=True)]
    headings += [ui.Column("verdict", gettext_lazy("État"), order=("verdict",))]
    headings += [ui.Column(f"cell{index}", heading) for index, heading in shown]
    headings += [ui.Column("reason", gettext_lazy("Motif et remarques"))]
    listing = ui.Listing(request, rows, columns=headings, sort="number", filters=filters)
    for row in listing:
        row.shown = [(heading, row.cells[index]) for index, heading in shown if index < len(row.cells)]
    context: dict[str, Any] = {
        "batch": batch,
        "steps": STEPS,
        "step": _STEP.get(ContactImportState(batch.state), 5),
        "form": form or ColumnsForm(columns=actions.columns_of(batch)),
        "listing": listing,
        "counts": [
            (verdict, ContactVerdict(verdict).label, batch.counts.get(verdict, 0)) for verdict in ContactVerdict.values
        ],
        "unknown": [(_LISTS[code], items) for code, items in batch.notes.get("unknown", {}).items()],
        "kept_reasons": Counter(kept["reason"] for kept in batch.notes.get("kept", [])).most_common(),
        "why_not_undone": rules.why_not_undone(batch, now=timezone.now()),
        "why_not_confirmed": rules.why_not_confirmed(batch),
        "lines": [Line(line.at, line.sentence, line.act) for line in timeline.of(batch)],
    }
    wrong = form is not None and bool(form.errors)
    return ui.render(request, "partners/imports/batch.html", context, partial="rows", status=422 if wrong else 200)


@require_POST
@page(policy, "change")
def check(request: Request, batch: ContactImport) -> HttpResponseBase:
    """Confirm or correct the columns, and have the lines checked."""
    form = ColumnsForm(request.POST, columns=actions.columns_of(batch))
    if form.is_valid():
        try:
            actions.check_import(batch, form.choices(), by=request.actor, now=timezone.now())
        except Forbidden:
            raise
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return ui.redirect(request, frame.address(request, "import", batch.public_id))
    return _batch_page(request, batch, form=form)


def _do(request: Request, batch: ContactImport, act: Callable[..., Any], said: str) -> HttpResponseBase:
    return frame.do(
        request,
        lambda: act(batch, by=request.actor, now=timezone.now()),
        said=said,
        to=frame.address(request, "import", batch.public_id),
    )


@require_POST
@page(policy, "change")
def confirm(request: Request, batch: ContactImport) -> HttpResponseBase:
    """Import the checked rows."""
    return _do(
        request, batch, actions.confirm_import, _("Le fichier est importé. Vous pouvez encore annuler cet import.")
    )


@require_POST
@page(policy, "change")
def undo(request: Request, batch: ContactImport) -> HttpResponseBase:
    """*Annuler cet import.*"""
    return _do(request, batch, actions.undo_import, _("L’import est annulé."))


@require_POST
@page(policy, "change")
def abandon(request: Request, batch: ContactImport) -> HttpResponseBase:
    """Give up a file before it is imported."""
    return _do(request, batch, actions.abandon_import, _("Fichier abandonné : rien n’a été importé."))


def _row(batch: ContactImport, position: int) -> ContactImportRow:
    rows = ContactImportRow.objects.select_related("candidate__organisation", "contact__organisation")
    row = get_object_or_404(rows, batch=batch, position=position)
    row.batch = batch
    return row


@page(policy)
def row(request: Request, batch: ContactImport, position: int) -> HttpResponseBase:
    """One row: what the file says, and for a doubtful one the contact that it may be."""
    row = _row(batch, position)
    columns = actions.columns_of(batch)
    context = {
        "batch": batch,
        "row": row,
        "cells": [(c.heading, row.cells[c.index] if c.index < len(row.cells) else "") for c in columns],
        "sides": queries.compared(row, row.candidate) if row.candidate else [],
        "can_decide": rules.why_not_decided(row) is None,
    }
    return ui.render(request, "partners/imports/row.html", context)


@require_POST
@page(policy, "change")
def decide(request: Request, batch: ContactImport, position: int) -> HttpResponseBase:
    """Say whether a doubtful row is the contact beside it."""
    answer = request.POST.get("answer")
    if answer not in ("same", "other"):
        raise Http404
    row = _row(batch, position)
    following = batch.rows.filter(verdict=ContactVerdict.DOUBTFUL).exclude(pk=row.pk).order_by("number").first()
    to = ("import_row", batch.public_id, following.position) if following else ("import", batch.public_id)
    return frame.do(
        request,
        lambda: actions.decide_row(row, same=answer == "same", by=request.actor, now=timezone.now()),
        said=_("Ligne %(number)s : c’est noté.") % {"number": row.number},
        to=frame.address(request, *to),
    )
