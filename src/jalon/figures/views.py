"""The figures, each open on its rows."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon import ui
from jalon.core.moments import local
from jalon.core.pages import area
from jalon.core.request import Request
from jalon.figures import frames, measures, queries
from jalon.figures.forms import PeriodForm
from jalon.figures.measures import Frame, Measure
from jalon.files.spreadsheets import Column, Type, workbook_response

PERIOD = ("periode", "du", "au")


def _frame(request: Request) -> tuple[Frame, PeriodForm]:
    today = local(timezone.now(), request.centre.timezone).date()
    asked = request.GET
    period = frames.chosen(
        request.centre, today, code=asked.get("periode", ""), first=asked.get("du", ""), last=asked.get("au", "")
    )
    offered = frames.choices(request.centre, today)
    form = PeriodForm(
        {"periode": period.code, "du": asked.get("du", ""), "au": asked.get("au", "")}, offered=offered, current=period
    )
    return Frame(request.actor, request.centre, period), form


def _measure_or_404(code: str) -> Measure:
    measure = measures.measure(code)
    if measure is None:
        raise Http404
    return measure


def _kept(request: Request, measure: Measure) -> dict[str, str]:
    """The groups to which the address keeps the figure."""
    return {item.code: request.GET[item.code] for item in measure.by if request.GET.get(item.code)}


def _kept_in_words(kept: dict[str, str], measure: Measure, frame: Frame) -> list[tuple[str, str]]:
    """Breakdown and group as the page says them."""
    words = []
    for code, key in kept.items():
        breakdown = measure.breakdown(code)
        if breakdown is not None:
            label = _("Non renseigné") if key == measures.NONE else breakdown.labels(frame).get(key, key)
            words.append((str(breakdown.label), str(label)))
    return words


@area("figures.read")
def index(request: Request) -> HttpResponse:
    """Every figure of a period, at a glance."""
    frame, form = _frame(request)
    figures = [queries.figure(measure, frame) for measure in measures.all_measures()]
    charts = []
    for measure in measures.all_measures():
        by_month = measure.breakdown("month")
        if by_month is not None and measure.order < 50:
            charts.append(queries.table(measure, frame, by_month, {})[1])
    context = {
        "form": form,
        "hidden": [],
        "frame": frame,
        "figures": figures,
        "charts": [chart for chart in charts if chart],
    }
    return ui.render(request, "figures/index.html", context)


@area("figures.read")
def measure(request: Request, code: str) -> HttpResponse:
    """One figure: its value, its definition, and how it splits."""
    found = _measure_or_404(code)
    frame, form = _frame(request)
    kept = _kept(request, found)
    breakdown = found.breakdown(request.GET.get("par", "")) or found.by[0]
    lines, chart = queries.table(found, frame, breakdown, kept)
    context = {
        "measure": found,
        "frame": frame,
        "form": form,
        "hidden": [("par", breakdown.code), *kept.items()],
        "figure": queries.figure(found, frame, kept),
        "breakdown": breakdown,
        "breakdowns": [
            (item, queries.address("figures:measure", frame, found, {**kept, "par": item.code}), item is breakdown)
            for item in found.by
        ],
        "kept": _kept_in_words(kept, found, frame),
        "whole_url": queries.address("figures:measure", frame, found, {}),
        "lines": lines,
        "chart": chart,
    }
    return ui.render(request, "figures/measure.html", context)


@area("figures.read")
def rows(request: Request, code: str) -> HttpResponse:
    """The rows that a figure counts: as many as the number that was clicked."""
    found = _measure_or_404(code)
    frame, _form = _frame(request)
    kept = _kept(request, found)
    listing = ui.Listing(
        request,
        measures.rows(found, frame, kept),
        columns=[ui.Column(str(position), column.label) for position, column in enumerate(found.columns)],
        sort="",
        noun=found.noun,
    )
    table = [
        [(column, column.value(row, frame), column.url and column.url(row, frame)) for column in found.columns]
        for row in listing
    ]
    context = {
        "measure": found,
        "frame": frame,
        "listing": listing,
        "table": table,
        "kept": _kept_in_words(kept, found, frame),
        "figure": queries.figure(found, frame, kept),
        "export_url": queries.address("figures:export", frame, found, kept),
        "back_url": queries.address("figures:measure", frame, found, kept),
    }
    return ui.render(request, "figures/rows.html", context, partial="rows")


@area("figures.read")
def export(request: Request, code: str) -> HttpResponseBase:
    """The same rows as a spreadsheet, with the definition and the filters on a second sheet."""
    found = _measure_or_404(code)
    frame, _form = _frame(request)
    kept = _kept(request, found)
    about = [
        (_("Chiffre"), found.label),
        (_("Définition"), found.definition),
        (_("Période"), frame.period.label),
        *_kept_in_words(kept, found, frame),
        (_("Extrait le"), ui.moment(timezone.now(), frame.centre)),
    ]
    return workbook_response(
        f"{found.code}-{frame.period.code or frame.period.first.isoformat()}.xlsx",
        title=found.label,
        columns=[Column(column.label, _type(column.kind)) for column in found.columns],
        rows=_exported(found, frame, kept),
        about=about,
        zone=frame.centre.timezone,
    )


def _exported(found: Measure, frame: Frame, kept: dict[str, str]) -> Iterator[list[Any]]:
    for row in measures.rows(found, frame, kept).order_by("pk").iterator(chunk_size=2000):
        yield [column.value(row, frame) for column in found.columns]


def _type(kind: str) -> Type:
    return {"day": Type.DATE, "moment": Type.MOMENT, "number": Type.NUMBER}.get(kind, Type.TEXT)
