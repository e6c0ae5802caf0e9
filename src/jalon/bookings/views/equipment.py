"""The equipment of a centre."""

from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.bookings import actions, forms, policies, queries
from jalon.bookings.models import Equipment
from jalon.bookings.views.frame import address, done, tabs
from jalon.core.pages import area, page
from jalon.core.request import Request
from jalon.structures.queries import sites_of


@area("structures.read")
def equipment(request: Request) -> HttpResponseBase:
    """What can be booked, and for whoever keeps the calendar a form for more."""
    context = tabs(request, "equipment")
    form = None
    if context["may_configure"]:
        form = forms.EquipmentForm(request.POST or None, sites=sites_of(request.actor).filter(archived_at=None))
        if request.method == "POST" and forms.attempt(
            form,
            lambda data: actions.add_equipment(request.centre, **data, by=request.actor, now=timezone.now()),
        ):
            ui.toast(request, _("Matériel ajouté."))
            return ui.redirect(request, request.path)
    context |= {"rows": queries.equipment_of(request.actor), "form": form}
    return ui.render(request, "bookings/equipment.html", context, status=422 if form and form.errors else 200)


@page(policies.equipment, "configure")
def thing(request: Request, found: Equipment) -> HttpResponseBase:
    """Correct a piece of equipment."""
    form = forms.EquipmentForm(
        request.POST or None,
        sites=sites_of(request.actor).filter(archived_at=None),
        initial={"name": found.name, "site": found.site_id, "note": found.note},
    )
    if request.method == "POST" and forms.attempt(
        form, lambda data: actions.describe_equipment(found, by=request.actor, now=timezone.now(), fields=data)
    ):
        ui.toast(request, _("Matériel enregistré."))
        return ui.redirect(request, address(request, "equipment"))
    context = {**tabs(request, "equipment"), "thing": found, "form": form}
    return ui.render(request, "bookings/thing.html", context, status=422 if form.errors else 200)


@require_POST
@page(policies.equipment, "configure")
def archive(request: Request, found: Equipment) -> HttpResponseBase:
    """Stop offering it, with the way back."""
    undo = ui.Undo(address(request, "restore_equipment", found.public_id))
    return done(
        request,
        address(request, "equipment"),
        lambda: actions.archive_equipment(found, by=request.actor, now=timezone.now()),
        _("« %(name)s » est archivé.") % {"name": found},
        undo=undo,
    )


@require_POST
@page(policies.equipment, "configure")
def restore(request: Request, found: Equipment) -> HttpResponseBase:
    """Offer it again."""
    return done(
        request,
        address(request, "equipment"),
        lambda: actions.restore_equipment(found, by=request.actor, now=timezone.now()),
        _("« %(name)s » est de nouveau en service.") % {"name": found},
    )
