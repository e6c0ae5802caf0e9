"""Settings: the centre, its years, its roles."""

from typing import Any

from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon import ui
from jalon.core.pages import area, page
from jalon.core.request import Request
from jalon.structures import actions, forms, policies, queries
from jalon.structures.models import AcademicYear, ReferenceList, Role
from jalon.structures.models.role import RoleKind


@area("structures.configure")
def index(request: Request) -> HttpResponseBase:
    """What can be set, and what waits to be checked."""
    waiting = queries.references_to_check(request.actor)
    lists = [(code, label, waiting.get(code, 0)) for code, label in ReferenceList.choices]
    return ui.render(request, "structures/index.html", {"lists": lists})


@area("structures.configure")
def centre(request: Request) -> HttpResponseBase:
    """The centre, its host institution, the day of its weekly meeting: three forms on one page."""
    own = request.centre
    described = {name: getattr(own, name) for name in ("name", "timezone", "country")}
    sent = request.POST.get("part", "") if request.method == "POST" else ""
    about = forms.CentreForm(
        request.POST if sent == "about" else None,
        initial=described | {"host_institution": own.host_institution.name},
    )
    meeting = forms.MeetingDayForm(
        request.POST if sent == "meeting" else None, initial={"weekday": own.weekly_meeting_day}
    )
    if sent == "about" and forms.attempt(about, lambda data: _describe(request, data)):
        ui.toast(request, _("Centre enregistré."))
        return ui.redirect(request, request.path)
    if sent == "meeting" and forms.attempt(meeting, lambda data: _set_meeting(request, data)):
        ui.toast(request, _("Jour de réunion enregistré."))
        return ui.redirect(request, request.path)
    return ui.render(
        request, "structures/centre.html", {"about": about, "meeting": meeting}, status=422 if sent else 200
    )


def _describe(request: Request, data: dict[str, Any]) -> None:
    actions.describe_centre(
        request.centre,
        by=request.actor,
        now=timezone.now(),
        fields={name: data[name] for name in ("name", "timezone", "country")},
        host_institution=data["host_institution"],
    )


def _set_meeting(request: Request, data: dict[str, Any]) -> None:
    actions.set_weekly_meeting(request.centre, data["weekday"], by=request.actor, now=timezone.now())


@area("structures.configure")
def years(request: Request) -> HttpResponseBase:
    """The academic years, and a form for the next one."""
    form = forms.YearForm(request.POST or None)
    if request.method == "POST" and forms.attempt(form, lambda data: _set_year(request, data)):
        ui.toast(request, _("Année enregistrée."))
        return ui.redirect(request, request.path)
    context = {"years": queries.years_of(request.actor), "form": form}
    return ui.render(request, "structures/years.html", context, status=422 if form.errors else 200)


@page(policies.year, "configure", key="pk")
def year(request: Request, found: AcademicYear) -> HttpResponseBase:
    """Correct an academic year."""
    initial = {name: getattr(found, name) for name in forms.YearForm.base_fields}
    form = forms.YearForm(request.POST or None, initial=initial)
    if request.method == "POST" and forms.attempt(form, lambda data: _set_year(request, data, found)):
        ui.toast(request, _("Année enregistrée."))
        return ui.redirect(request, "structures:years", request.centre.code)
    return ui.render(request, "structures/year.html", {"year": found, "form": form}, status=422 if form.errors else 200)


def _set_year(request: Request, data: dict[str, Any], found: AcademicYear | None = None) -> None:
    actions.set_year(request.centre, **data, year=found, by=request.actor, now=timezone.now())


@area("structures.configure")
def roles(request: Request) -> HttpResponseBase:
    """Who does what, by kind of role."""
    found = list(queries.roles_of(request.actor))
    groups = [(label, [role for role in found if role.kind == kind]) for kind, label in RoleKind.choices]
    return ui.render(request, "structures/roles.html", {"groups": [group for group in groups if group[1]]})


@page(policies.role, "configure", key="code")
def role(request: Request, found: Role) -> HttpResponseBase:
    """What a role may do, in words, and who stands in for it."""
    form = forms.SubstituteForm(
        request.POST or None, possible=queries.possible_substitutes(found), initial={"substitute": found.substitute_id}
    )
    if request.method == "POST" and forms.attempt(form, lambda data: _set_substitute(request, found, data)):
        ui.toast(request, _("Suppléance enregistrée."))
        return ui.redirect(request, request.path)
    context = {"role": found, "form": form, "held": queries.capabilities_of(found)}
    return ui.render(request, "structures/role.html", context, status=422 if form.errors else 200)


def _set_substitute(request: Request, found: Role, data: dict[str, Any]) -> None:
    actions.set_substitute(found, data["substitute"], by=request.actor, now=timezone.now())
