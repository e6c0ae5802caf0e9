"""The pages of duplicates: what looks alike, two records side by side, and the merges that were made."""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.core.pages import area, page
from jalon.core.refusals import Refused
from jalon.core.request import Request
from jalon.people.duplicates import actions, queries, rules
from jalon.people.duplicates.policies import merges as policy
from jalon.people.imports import queries as imports
from jalon.people.imports import registrar
from jalon.people.imports.changes import PERSON_FIELDS
from jalon.people.models import Merge, Person

LABELS = {name: registrar.BY_CODE[name].label for name in PERSON_FIELDS}


@area("people.merge")
def duplicates(request: Request) -> HttpResponseBase:
    """What is to be checked: rows of imports, records that look alike; then the merges, each of which can be undone."""
    context = {
        "rows": imports.doubtful(request.actor)[:100],
        "pairs": queries.likely_pairs(request.actor),
        "merges": queries.merges_of(request.actor)[:50],
    }
    return ui.render(request, "people/duplicates/index.html", context)


def _pair(request: Request, kept_id: str, merged_id: str) -> tuple[Person, Person]:
    people = Person.objects.filter(centre=request.centre)
    return get_object_or_404(people, public_id=kept_id), get_object_or_404(people, public_id=merged_id)


@area("people.merge")
def compare(request: Request, kept_id: str, merged_id: str) -> HttpResponseBase:
    """Two records side by side; the first is the one to keep, and the fields may be chosen one by one."""
    kept, merged = _pair(request, kept_id, merged_id)
    weights = queries.weight([kept, merged])
    context = {
        "kept": kept,
        "merged": merged,
        "fields": queries.compared(kept, merged, LABELS),
        "weights": [(kept, weights[kept.pk]), (merged, weights[merged.pk])],
        "is_better_turned": weights[merged.pk] > weights[kept.pk],
        "turned_url": reverse("people:compare", args=[request.centre.code, merged_id, kept_id]),
        "reason": rules.why_not_merged(kept, merged),
    }
    return ui.render(request, "people/duplicates/compare.html", context)


@require_POST
@area("people.merge")
def merge(request: Request, kept_id: str, merged_id: str) -> HttpResponseBase:
    """Join the second record into the first."""
    kept, merged = _pair(request, kept_id, merged_id)
    try:
        made = actions.merge_people(
            kept, merged, by=request.actor, now=timezone.now(), take=request.POST.getlist("take")
        )
    except Refused as no:
        ui.toast(request, str(no), tone="danger")
        return ui.redirect(request, reverse("people:compare", args=[request.centre.code, kept_id, merged_id]))
    undo = ui.Undo(reverse("people:separate", args=[request.centre.code, made.pk]), {})
    ui.toast(request, _("Les deux fiches n’en font plus qu’une."), undo=undo)
    return ui.redirect(request, reverse("people:duplicates", args=[request.centre.code]))


@require_POST
@area("people.merge")
def keep_apart(request: Request, kept_id: str, merged_id: str) -> HttpResponseBase:
    """Say that they are two people."""
    one, other = _pair(request, kept_id, merged_id)
    actions.keep_apart(one, other, by=request.actor, now=timezone.now())
    ui.toast(request, _("Ce sont deux personnes : elles ne seront plus proposées."))
    return ui.redirect(request, reverse("people:duplicates", args=[request.centre.code]))


@require_POST
@page(policy, "separate", key="pk")
def separate(request: Request, merge: Merge) -> HttpResponseBase:
    """Undo a merge."""
    try:
        actions.separate_people(merge, by=request.actor, now=timezone.now())
    except Refused as no:
        ui.toast(request, str(no), tone="danger")
    else:
        ui.toast(request, _("Les deux fiches sont de nouveau séparées."))
    return ui.redirect(request, reverse("people:duplicates", args=[request.centre.code]))
