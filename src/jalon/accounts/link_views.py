"""The personal links that live: who can do what without signing in, and how to end it."""

from typing import Any

from django import forms
from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.accounts import actions, queries
from jalon.core.pages import area
from jalon.core.request import Request
from jalon.ui.forms import FilterForm, SearchInput

COLUMNS = [
    ui.Column("person", gettext_lazy("Personne"), ("person__name_key",)),
    ui.Column("what", gettext_lazy("Permet")),
    ui.Column("created", gettext_lazy("Donné le"), ("created_at",)),
    ui.Column("expires", gettext_lazy("Jusqu’au"), ("expires_at",)),
    ui.Column("act", gettext_lazy("Retirer"), hidden=True),
]


class LinkFilters(FilterForm):
    """Whose links."""

    q = forms.CharField(label=gettext_lazy("Personne"), max_length=120, widget=SearchInput)


@area("accounts.invite")
def links(request: Request) -> HttpResponseBase:
    """Every personal link that still opens something, the newest first."""
    form = LinkFilters(request.GET)
    rows = queries.live_links(request.actor, name=form.values()["q"] or "", now=timezone.now())
    noun = (gettext_lazy("lien"), gettext_lazy("liens"))
    listing = ui.Listing(request, rows, columns=COLUMNS, sort="-created", filters=form, noun=noun)
    context: dict[str, Any] = {"listing": listing, "links": queries.shown_links(listing)}
    return ui.render(request, "accounts/links.html", context, partial="rows")


@require_POST
@area("accounts.invite")
def revoke(request: Request) -> HttpResponseBase:
    """*Retirer ce lien*, with the way to give it back."""
    found = queries.link(request.POST.get("link", ""), by=request.actor)
    if found is None:
        raise Http404
    actions.revoke_link(found, by=request.actor, now=timezone.now())
    undo = ui.Undo(reverse("accounts:restore_link", args=[request.centre.code]), {"link": str(found.pk)})
    ui.toast(request, _("Ce lien de %(name)s ne s’ouvre plus.") % {"name": found.person.full_name}, undo=undo)
    return ui.redirect(request, "accounts:links", request.centre.code)


@require_POST
@area("accounts.invite")
def restore(request: Request) -> HttpResponseBase:
    """Undo: the link opens again."""
    found = queries.link(request.POST.get("link", ""), by=request.actor)
    if found is None:
        raise Http404
    actions.restore_link(found, by=request.actor, now=timezone.now())
    ui.toast(request, _("Ce lien de %(name)s s’ouvre de nouveau.") % {"name": found.person.full_name})
    return ui.redirect(request, "accounts:links", request.centre.code)
