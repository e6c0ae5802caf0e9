"""One visit record, the list of records, its spreadsheet. (P24.1, P24.2)"""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon import ui
from jalon.core.moments import local
from jalon.core.pages import area, page
from jalon.core.refusals import Forbidden, Refused
from jalon.core.request import Request
from jalon.files.spreadsheets import Column, Type, workbook_response
from jalon.welcome import actions, forms, policies, queries, rules
from jalon.welcome.models import Visit
from jalon.welcome.views import frame

COLUMNS = [
    ui.Column("arrived", gettext_lazy("Arrivée"), order=("arrived_at",)),
    ui.Column("person", gettext_lazy("Personne"), order=("person__name_key",)),
    ui.Column("where", gettext_lazy("Lieu"), order=("place",)),
    ui.Column("needs", gettext_lazy("Besoins")),
    ui.Column("by", gettext_lazy("Reçu par"), order=("received_by__name_key",)),
    ui.Column("record", gettext_lazy("Fiche"), order=("completed_at",)),
]


@page(policies.visit, "receive")
def visit(request: Request, visit: Visit) -> HttpResponse | HttpResponseBase:
    """Write the record: needs, what was done, where the person is sent, the next step."""
    initial = {
        "note": visit.note,
        "next_step": visit.next_step,
        **{name: list(getattr(visit, name).all()) for name in ("needs", "services", "orientations")},
    }
    form = forms.DetailsForm(request.POST or None, initial=initial, centre=request.centre)
    now = timezone.now()
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_visit(
                visit,
                form.details(),
                over="over" in request.POST,
                by=request.actor,
                now=now,
                key=frame.key_of(request),
            )
        except Forbidden:
            raise
        except Refused as refusal:
            forms.refuse(form, refusal)
        else:
            ui.toast(request, _("La fiche de %(name)s est enregistrée.") % {"name": visit.person.full_name})
            return ui.redirect(request, frame.address("desk", request))
    required = queries.deciding(request.centre).required
    lacking = queries.lacks(visit, required)
    context = {
        "visit": visit,
        "person": visit.person,
        "centre": request.centre,
        "form": form,
        "studies": queries.current_studies(visit.person, visit.day),
        "has_account": queries.has_account(visit.person),
        "held": len(required) - len(lacking),
        "asked": len(required),
        "lacking": rules.sentence(lacking),
        "former": queries.visits_of(visit.person, by=request.actor).exclude(pk=visit.pk)[:5],
    }
    return ui.render(request, "welcome/visit.html", context, status=422 if form.errors else 200)


@area("welcome.receive")
def visits(request: Request) -> HttpResponse:
    """Visit records, those to complete above all."""
    filters = forms.VisitFilters(request.GET, centre=request.centre)
    rows = _rows(request, filters)
    noun = (gettext_lazy("visite"), gettext_lazy("visites"))
    sort = "-arrived"
    listing = ui.Listing(
        request,
        rows,
        columns=COLUMNS,
        sort=sort,
        filters=filters,
        noun=noun,
        read=queries.read,  # type: ignore[arg-type]
    )
    deciding = queries.deciding(request.centre)
    today = local(timezone.now(), request.centre.timezone).date()
    context = {
        "centre": request.centre,
        "listing": listing,
        "lines": [(row, rules.sentence(queries.missing(row, deciding.required))) for row in listing],
        "today": today,
        "due": rules.due_on(today, deciding.before),
        "only": filters.values()["etat"],
        "may_choose": policies.visit.can_choose(request.actor, request.centre.pk),
        "query": request.GET.urlencode(),
    }
    return ui.render(request, "welcome/visits.html", context, partial="rows")


def _rows(request: Request, filters: forms.VisitFilters) -> Any:
    asked = filters.values()
    return queries.visits(
        request.actor,
        request.centre,
        now=timezone.now(),
        text=asked["q"] or "",
        state=asked["etat"] or "",
        place=asked["place"] or "",
        need=asked["need"] and asked["need"].pk,
        first=asked["first"],
        last=asked["last"],
    )


@area("welcome.receive")
def export(request: Request) -> HttpResponseBase:
    """The same records as a spreadsheet."""
    rows = _rows(request, forms.VisitFilters(request.GET, centre=request.centre)).order_by("arrived_at", "pk")
    columns = [
        Column(gettext_lazy("Arrivée"), Type.MOMENT),
        Column(gettext_lazy("Personne")),
        Column(gettext_lazy("Nom en arabe")),
        Column(gettext_lazy("Lieu")),
        Column(gettext_lazy("Besoins")),
        Column(gettext_lazy("Fait")),
        Column(gettext_lazy("Orientation")),
        Column(gettext_lazy("Suite prévue")),
        Column(gettext_lazy("Reçu par")),
        Column(gettext_lazy("À compléter avant la fin du"), Type.DATE),
        Column(gettext_lazy("Complète le"), Type.MOMENT),
    ]
    return workbook_response(
        f"visites-{timezone.now():%Y-%m-%d}.xlsx",
        title=gettext_lazy("Visites"),
        columns=columns,
        rows=_exported(rows),
        about=[(_("Extrait le"), ui.moment(timezone.now(), request.centre))],
        zone=request.centre.timezone,
    )


def _exported(rows: Any) -> Iterator[list[Any]]:
    for row in queries.read(rows).iterator(chunk_size=500):
        yield [
            row.arrived_at,
            row.person.full_name,
            row.person.full_name_ar,
            row.where,
            *(", ".join(str(item) for item in getattr(row, name).all()) for name in ("needs", "services")),
            ", ".join(str(item) for item in row.orientations.all()),
            row.next_step,
            row.received_by.full_name if row.received_by else "",
            row.due_on,
            row.completed_at,
        ]
