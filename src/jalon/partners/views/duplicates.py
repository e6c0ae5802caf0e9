"""Organisations that look alike: side by side, joined, separated, kept apart."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.core.pages import area, page
from jalon.core.refusals import Forbidden, Refused
from jalon.core.request import Request
from jalon.partners import actions, likeness, policies, queries, rules
from jalon.partners.models import Organisation, OrganisationMerge
from jalon.partners.views import frame


@area("partners.merge")
def duplicates(request: Request) -> HttpResponse:
    """What looks alike, and the joins that were made, each of which can be undone."""
    context = {"pairs": likeness.likely_pairs(request.actor), "merges": likeness.merges_of(request.actor)[:50]}
    return ui.render(request, "partners/duplicates.html", context)


def _pair(request: Request, kept_id: str, merged_id: str) -> tuple[Organisation, Organisation]:
    rows = policies.organisation.visible_to(request.actor).select_related("centre", "city", "sector")
    return get_object_or_404(rows, public_id=kept_id), get_object_or_404(rows, public_id=merged_id)


@page(policies.organisation, "merge")
def find_same(request: Request, organisation: Organisation) -> HttpResponseBase:
    """*Réunir avec…*: choose the other record of this organisation."""
    text = request.GET.get("q", organisation.name)[:120]
    rows = queries.organisations_for_choice(request.actor, text, limit=13)
    found = [row for row in rows if row.pk != organisation.pk][:12]
    context = {"organisation": organisation, "text": text, "found": found}
    return ui.render(request, "partners/find_same.html", context, partial="found")


@area("partners.merge")
def compare(request: Request, kept_id: str, merged_id: str) -> HttpResponse:
    """Two records side by side; the first is the one to keep."""
    kept, merged = _pair(request, kept_id, merged_id)
    context = {
        "kept": kept,
        "merged": merged,
        "sides": likeness.compared(kept, merged),
        "reason": rules.why_not_merged(kept, merged),
        "turned_url": frame.address(request, "compare", merged_id, kept_id),
    }
    return ui.render(request, "partners/compare.html", context)


@require_POST
@area("partners.merge")
def merge(request: Request, kept_id: str, merged_id: str) -> HttpResponseBase:
    """Join the second record into the first."""
    kept, merged = _pair(request, kept_id, merged_id)
    try:
        made = actions.merge_organisations(kept, merged, by=request.actor, now=timezone.now())
    except Forbidden:
        raise
    except Refused as no:
        ui.toast(request, str(no), tone="danger")
        return ui.redirect(request, frame.address(request, "compare", kept_id, merged_id))
    undo = ui.Undo(frame.address(request, "separate", made.pk))
    ui.toast(request, _("Les deux fiches n’en font plus qu’une."), undo=undo)
    return ui.redirect(request, frame.sheet(request, kept))


@require_POST
@area("partners.merge")
def keep_apart(request: Request, kept_id: str, merged_id: str) -> HttpResponseBase:
    """Say that they are two organisations."""
    one, other = _pair(request, kept_id, merged_id)
    return frame.do(
        request,
        lambda: actions.keep_apart(one, other, by=request.actor, now=timezone.now()),
        said=_("Ce sont deux organisations : elles ne seront plus proposées."),
        to=frame.address(request, "duplicates"),
    )


@require_POST
@page(policies.merges, "separate", key="pk")
def separate(request: Request, merge: OrganisationMerge) -> HttpResponseBase:
    """Undo a join."""
    return frame.do(
        request,
        lambda: actions.separate_organisations(merge, by=request.actor, now=timezone.now()),
        said=_("Les deux fiches sont de nouveau séparées."),
        to=frame.address(request, "duplicates"),
    )
