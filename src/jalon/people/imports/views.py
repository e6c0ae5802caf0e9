"""The import's pages: bringing a file, its columns, its rows, the report, and the rows to be decided."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.core.moments import local
from jalon.core.pages import area, page
from jalon.core.refusals import Refused
from jalon.core.request import Request
from jalon.core.uploads import is_over_limit
from jalon.journal import timeline
from jalon.people import queries as people
from jalon.people.imports import actions, queries, rules, staging
from jalon.people.imports.forms import ColumnsForm, RowFilters, UploadForm
from jalon.people.imports.policies import imports as policy
from jalon.people.imports.sniffing import why_too_big
from jalon.people.models import ImportBatch, ImportRow, ImportState, Verdict
from jalon.people.policies import person as person_policy
from jalon.ui.registries.timeline import Line

COLUMNS = [
    ui.Column("file", gettext_lazy("Fichier"), order=("file_name",)),
    ui.Column("year", gettext_lazy("Année"), order=("year__starts_on",)),
    ui.Column("state", gettext_lazy("État"), order=("state",)),
    ui.Column("created", gettext_lazy("Créées"), numeric=True),
    ui.Column("updated", gettext_lazy("Mises à jour"), numeric=True),
    ui.Column("doubtful", gettext_lazy("À vérifier"), numeric=True),
    ui.Column("started", gettext_lazy("Apporté le"), order=("started_at",)),
]
STEPS = [gettext_lazy("Fichier"), gettext_lazy("Colonnes"), gettext_lazy("Vérification"), gettext_lazy("Import")]
_STEP = {
    ImportState.MAPPING: 2,
    ImportState.CHECKING: 3,
    ImportState.READY: 3,
    ImportState.APPLYING: 4,
    ImportState.DONE: 5,
    ImportState.UNDOING: 5,
    ImportState.UNDONE: 5,
}


@area("people.import")
def imports(request: Request) -> HttpResponseBase:
    """Bring a file, and the files brought before."""
    form = UploadForm(request.POST or None, request.FILES or None, centre=request.centre)
    if request.method == "POST":
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        if is_over_limit(length):
            form.errors["file"] = form.error_class([why_too_big(length, actions.limits()) or ""])
        elif form.is_valid():
            try:
                batch = _start(request, form.cleaned_data)
            except Refused as no:
                form.add_error(no.field if no.field in form.fields else None, str(no))
            else:
                return ui.redirect(request, _address(request, batch))
    noun = (gettext_lazy("import"), gettext_lazy("imports"))
    listing = ui.Listing(request, queries.imports_of(request.actor), columns=COLUMNS, sort="-started", noun=noun)
    context = {"form": form, "listing": listing, "limit": settings.JALON_UPLOAD_LIMIT // (1024 * 1024)}
    return ui.render(request, "people/imports/index.html", context, status=422 if form.errors else 200)


def _start(request: Request, data: dict[str, Any]) -> ImportBatch:
    with on_disk(data["file"]) as path:
        return actions.start_import(
            request.centre,
            path,
            name=data["file"].name,
            year=data["year"],
            establishment=data["establishment"],
            is_full_list=data["is_full_list"],
            by=request.actor,
            now=timezone.now(),
        )


@contextmanager
def on_disk(upload: UploadedFile) -> Iterator[Path]:
    """The uploaded file as a path; a small one that is in memory is written for a moment."""
    if isinstance(upload, TemporaryUploadedFile):
        yield Path(upload.temporary_file_path())
        return
    with tempfile.NamedTemporaryFile() as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        yield Path(file.name)


def _address(request: Request, batch: ImportBatch) -> str:
    return reverse("people:import", args=[request.centre.code, batch.public_id])


@page(policy)
def batch(request: Request, batch: ImportBatch) -> HttpResponseBase:
    """One import, wherever it stands: columns to confirm, progress, rows and their verdicts, report."""
    is_running = batch.state in ImportBatch.RUNNING
    if request.htmx and "progress" in request.GET:
        if is_running:
            return ui.render(
                request, "people/imports/batch.html", {"batch": batch, **_progress(batch)}, partial="progress"
            )
        return HttpResponse(headers={"HX-Refresh": "true"})
    return _batch_page(request, batch)


def _batch_page(request: Request, batch: ImportBatch, *, form: ColumnsForm | None = None) -> HttpResponseBase:
    columns = staging.columns_of(batch)
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
    now = timezone.now()
    context = {
        "batch": batch,
        "steps": STEPS,
        "step": _STEP.get(ImportState(batch.state), 1),
        "columns": columns,
        "form": form or ColumnsForm(columns=columns),
        "listing": listing,
        "counts": [(verdict, Verdict(verdict).label, batch.counts.get(verdict, 0)) for verdict in Verdict.values],
        "is_stalled": rules.is_stalled(batch, now=now),
        "left": _left(request, batch, now) if batch.state == ImportState.DONE and batch.is_full_list else 0,
        "kept_reasons": Counter(kept["reason"] for kept in batch.notes.get("kept", [])).most_common(),
        "why_not_undone": rules.why_not_undone(batch, now=now),
        "lines": [Line(line.at, line.sentence, line.act) for line in timeline.of(batch)],
        **_progress(batch),
    }
    wrong = form is not None and bool(form.errors)
    return ui.render(request, "people/imports/batch.html", context, partial="rows", status=422 if wrong else 200)


def _left(request: Request, batch: ImportBatch, now: datetime) -> int:
    """*Non réinscrits*: how many of last year's list are in none of this year's."""
    today = local(now, request.centre.timezone).date()
    return people.left(person_policy.visible_to(request.actor).live(), request.centre, today).count()


def _progress(batch: ImportBatch) -> dict[str, Any]:
    return {"is_running": batch.state in ImportBatch.RUNNING, "done": batch.progress, "total": batch.total or None}


@require_POST
@page(policy, "change")
def map_columns(request: Request, batch: ImportBatch) -> HttpResponseBase:
    """Confirm or correct the columns, and have the file checked."""
    form = ColumnsForm(request.POST, columns=staging.columns_of(batch))
    if form.is_valid():
        try:
            actions.map_columns(batch, form.choices(), by=request.actor, now=timezone.now())
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return ui.redirect(request, _address(request, batch))
    return _batch_page(request, batch, form=form)


def _do(request: Request, batch: ImportBatch, act: Callable[..., Any], done: str) -> HttpResponseBase:
    """Do it, say so, and come back to the import's page."""
    try:
        act(batch, by=request.actor, now=timezone.now())
    except Refused as no:
        ui.toast(request, str(no), tone="danger")
    else:
        ui.toast(request, done)
    return ui.redirect(request, _address(request, batch))


@require_POST
@page(policy, "change")
def confirm(request: Request, batch: ImportBatch) -> HttpResponseBase:
    """Import the checked rows."""
    return _do(request, batch, actions.confirm_import, _("L’import commence."))


@require_POST
@page(policy, "change")
def undo(request: Request, batch: ImportBatch) -> HttpResponseBase:
    """*Annuler cet import*."""
    return _do(request, batch, actions.undo_import, _("L’annulation commence."))


@require_POST
@page(policy, "change")
def resume(request: Request, batch: ImportBatch) -> HttpResponseBase:
    """Let a stopped import go on."""
    return _do(request, batch, actions.resume_import, _("L’import reprend où il s’était arrêté."))


@require_POST
@page(policy, "change")
def abandon(request: Request, batch: ImportBatch) -> HttpResponseBase:
    """Give up a file before it is imported."""
    return _do(request, batch, actions.abandon_import, _("Fichier abandonné : rien n’a été importé."))


def _row(batch: ImportBatch, position: int) -> ImportRow:
    row = get_object_or_404(ImportRow.objects.select_related("candidate", "person"), batch=batch, position=position)
    row.batch = batch
    return row


@page(policy)
def row(request: Request, batch: ImportBatch, position: int) -> HttpResponseBase:
    """One row: what the file says, what was understood, and for a doubtful one the record beside it."""
    row = _row(batch, position)
    leader = ImportRow.objects.filter(batch=batch, position=row.leader).first() if row.leader else None
    person = row.candidate or row.person or (leader.person if leader else None)
    columns = staging.columns_of(batch)
    context = {
        "batch": batch,
        "row": row,
        "cells": [(c.heading, row.cells[c.index] if c.index < len(row.cells) else "") for c in columns],
        "person": person,
        "leader": leader,
        "sides": queries.compared(row, person, leader),
        "can_decide": row.verdict == Verdict.DOUBTFUL and batch.state in (ImportState.READY, ImportState.DONE),
    }
    return ui.render(request, "people/imports/row.html", context)


@require_POST
@page(policy, "change")
def decide(request: Request, batch: ImportBatch, position: int) -> HttpResponseBase:
    """Say whether a doubtful row is the person beside it."""
    answer = request.POST.get("answer")
    if answer not in ("same", "other"):
        raise Http404
    try:
        row = actions.decide_row(_row(batch, position), same=answer == "same", by=request.actor, now=timezone.now())
    except Refused as no:
        ui.toast(request, str(no), tone="danger")
        return ui.redirect(request, reverse("people:import_row", args=[request.centre.code, batch.public_id, position]))
    ui.toast(request, _("Ligne %(number)s : c’est noté.") % {"number": row.number})
    following = batch.rows.filter(verdict=Verdict.DOUBTFUL).order_by("number").first()
    if following:
        address = reverse("people:import_row", args=[request.centre.code, batch.public_id, following.position])
        return ui.redirect(request, address)
    return ui.redirect(request, _address(request, batch))
