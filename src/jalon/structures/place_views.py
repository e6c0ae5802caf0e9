"""Settings: sites, rooms, establishments."""

from collections.abc import Callable
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.core.pages import area, page
from jalon.core.request import Request
from jalon.structures import actions, forms, policies, queries
from jalon.structures.models import Establishment, Room, Site


@area("structures.configure")
def sites(request: Request) -> HttpResponseBase:
    """The sites with their rooms, and a form for another site."""
    form = forms.SiteForm(request.POST or None)
    if request.method == "POST" and forms.attempt(form, lambda data: _add_site(request, data)):
        ui.toast(request, _("Site ajouté."))
        return ui.redirect(request, request.path)
    context = {"sites": queries.sites_of(request.actor), "form": form}
    return ui.render(request, "structures/sites.html", context, status=422 if form.errors else 200)


def _add_site(request: Request, data: dict[str, Any]) -> None:
    actions.add_site(request.centre, by=request.actor, now=timezone.now(), **data)


@page(policies.site, "configure", key="pk")
def site(request: Request, found: Site) -> HttpResponseBase:
    """Correct a site, add rooms to it."""
    initial = {name: getattr(found, name) for name in forms.SiteForm.base_fields}
    form = forms.SiteForm(request.POST or None, initial=initial)
    if request.method == "POST" and forms.attempt(
        form, lambda data: actions.describe_site(found, by=request.actor, now=timezone.now(), fields=data)
    ):
        ui.toast(request, _("Site enregistré."))
        return ui.redirect(request, "structures:sites", request.centre.code)
    return _site_page(request, found, form, forms.RoomForm(), status=422 if form.errors else 200)


@require_POST
@page(policies.site, "configure", key="pk")
def add_room(request: Request, found: Site) -> HttpResponseBase:
    """Add a room to a site."""
    form = forms.RoomForm(request.POST)
    if forms.attempt(form, lambda data: actions.add_room(found, by=request.actor, now=timezone.now(), **data)):
        ui.toast(request, _("Salle ajoutée."))
        return ui.redirect(request, "structures:site", request.centre.code, found.pk)
    initial = {name: getattr(found, name) for name in forms.SiteForm.base_fields}
    return _site_page(request, found, forms.SiteForm(initial=initial), form, status=422)


def _site_page(
    request: Request, found: Site, form: forms.SiteForm, room_form: forms.RoomForm, *, status: int
) -> HttpResponseBase:
    rooms = queries.sites_of(request.actor).get(pk=found.pk).rooms.all()
    context = {"site": found, "rooms": rooms, "form": form, "room_form": room_form}
    return ui.render(request, "structures/site.html", context, status=status)


@page(policies.room, "configure")
def room(request: Request, found: Room) -> HttpResponseBase:
    """Correct a room."""
    form = forms.RoomForm(request.POST or None, initial={"name": found.name, "seats": found.seats})
    if request.method == "POST" and forms.attempt(
        form, lambda data: actions.describe_room(found, by=request.actor, now=timezone.now(), fields=data)
    ):
        ui.toast(request, _("Salle enregistrée."))
        return ui.redirect(request, "structures:site", request.centre.code, found.site_id)
    return ui.render(request, "structures/room.html", {"room": found, "form": form}, status=422 if form.errors else 200)


@area("structures.configure")
def establishments(request: Request) -> HttpResponseBase:
    """The establishments whose students the centre accompanies, and a form for another one."""
    form = forms.EstablishmentForm(request.POST or None, initial={"is_attached": True})
    if request.method == "POST" and forms.attempt(form, lambda data: _add_establishment(request, data)):
        ui.toast(request, _("Établissement ajouté."))
        return ui.redirect(request, request.path)
    context = {"establishments": queries.establishments_of(request.actor), "form": form}
    return ui.render(request, "structures/establishments.html", context, status=422 if form.errors else 200)


def _add_establishment(request: Request, data: dict[str, Any]) -> None:
    actions.add_establishment(request.centre, by=request.actor, now=timezone.now(), **data)


@page(policies.establishment, "configure", key="pk")
def establishment(request: Request, found: Establishment) -> HttpResponseBase:
    """Correct an establishment."""
    form = forms.EstablishmentForm(request.POST or None, initial={"name": found.name, "is_attached": found.is_attached})
    if request.method == "POST" and forms.attempt(
        form, lambda data: actions.describe_establishment(found, by=request.actor, now=timezone.now(), fields=data)
    ):
        ui.toast(request, _("Établissement enregistré."))
        return ui.redirect(request, "structures:establishments", request.centre.code)
    context = {"establishment": found, "form": form}
    return ui.render(request, "structures/establishment.html", context, status=422 if form.errors else 200)


def _archived(request: Request, row: Any, archive: Callable[..., None], restore: str, key: Any, back: str) -> Any:
    archive(row, by=request.actor, now=timezone.now())
    undo = ui.Undo(reverse(f"structures:{restore}", args=[request.centre.code, key]))
    ui.toast(request, _("« %(name)s » est archivé.") % {"name": row}, undo=undo)
    return ui.redirect(request, back)


def _restored(request: Request, row: Any, restore: Callable[..., None], back: str) -> Any:
    restore(row, by=request.actor, now=timezone.now())
    ui.toast(request, _("« %(name)s » est de nouveau en service.") % {"name": row})
    return ui.redirect(request, back)


@require_POST
@page(policies.site, "configure", key="pk")
def archive_site(request: Request, found: Site) -> HttpResponseBase:
    """Stop offering a site, with the way back."""
    back = reverse("structures:sites", args=[request.centre.code])
    return _archived(request, found, actions.archive_site, "restore_site", found.pk, back)


@require_POST
@page(policies.site, "configure", key="pk")
def restore_site(request: Request, found: Site) -> HttpResponseBase:
    """Offer a site again."""
    return _restored(request, found, actions.restore_site, reverse("structures:sites", args=[request.centre.code]))


@require_POST
@page(policies.room, "configure")
def archive_room(request: Request, found: Room) -> HttpResponseBase:
    """Stop offering a room, with the way back."""
    back = reverse("structures:site", args=[request.centre.code, found.site_id])
    return _archived(request, found, actions.archive_room, "restore_room", found.public_id, back)


@require_POST
@page(policies.room, "configure")
def restore_room(request: Request, found: Room) -> HttpResponseBase:
    """Offer a room again."""
    back = reverse("structures:site", args=[request.centre.code, found.site_id])
    return _restored(request, found, actions.restore_room, back)


@require_POST
@page(policies.establishment, "configure", key="pk")
def archive_establishment(request: Request, found: Establishment) -> HttpResponseBase:
    """Stop offering an establishment, with the way back."""
    back = reverse("structures:establishments", args=[request.centre.code])
    return _archived(request, found, actions.archive_establishment, "restore_establishment", found.pk, back)


@require_POST
@page(policies.establishment, "configure", key="pk")
def restore_establishment(request: Request, found: Establishment) -> HttpResponseBase:
    """Offer an establishment again."""
    back = reverse("structures:establishments", args=[request.centre.code])
    return _restored(request, found, actions.restore_establishment, back)
