"""*Ouvrir mon centre*: the first page of an empty installation, then parts that can be done now or later. (A.5)"""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.accounts import entrance
from jalon.core.moments import local
from jalon.core.pages import area, public
from jalon.core.request import Request
from jalon.desk import actions, forms, opening_code, parts, rules
from jalon.structures import actions as structures
from jalon.structures.forms import MeetingDayForm, YearForm, attempt
from jalon.structures.models import Centre


@public
def start(request: Request) -> HttpResponseBase:
    """`/ouvrir/`: the centre, its host institution and its first Manager; nothing to see once a centre exists."""
    if Centre.objects.exists():
        return ui.redirect(request, "/")
    needs_code = opening_code.is_needed(request)
    if needs_code:
        opening_code.ensure()
    form = forms.OpenForm(request.POST or None, needs_code=needs_code)
    opened: list[Any] = []
    if (
        request.method == "POST"
        and form.is_valid()
        and _holds_the_server(form, needs_code)
        and attempt(form, lambda data: opened.append(_open(request, data)))
    ):
        opening_code.forget()
        code = Centre.objects.values_list("code", flat=True).get()
        to = reverse("desk:part", args=[code, parts.PARTS[0].code])
        return entrance.sign_in(request, opened[0], email=opened[0].email, to=to)
    return ui.render(request, "desk/open.html", {"form": form}, status=422 if form.errors else 200)


def _holds_the_server(form: forms.OpenForm, needs_code: bool) -> bool:
    typed = form.cleaned_data.get("opening_code", "")
    reason = rules.why_no_code(typed, is_right=opening_code.matches(typed)) if needs_code else None
    if reason:
        form.add_error("opening_code", reason)
    return reason is None


def _open(request: Request, data: dict[str, Any]) -> Any:
    founder = actions.Founder(data["first_name"], data["last_name"], data["email"], data["password"])
    about = {name: data[name] for name in ("name", "code", "host_institution", "timezone", "country")}
    return actions.open_installation(**about, founder=founder, by=request.actor, now=timezone.now())


@area("structures.configure")
def overview(request: Request) -> HttpResponseBase:
    """The parts that are done and those that are left."""
    progress = parts.progress(request.centre, request.actor)
    return ui.render(request, "desk/overview.html", {"progress": progress})


@area("structures.configure")
def part(request: Request, code: str) -> HttpResponseBase:
    """One part of the opening."""
    found = parts.find(code)
    if found is None:
        raise Http404
    form, save = _BUILDERS[code](request)
    if request.method == "POST" and form is not None and attempt(form, save):
        ui.toast(request, _("C’est enregistré."))
        return ui.redirect(request, _next(request, found))
    progress = parts.progress(request.centre, request.actor)
    context = {
        "part": found,
        "form": form,
        "steps": [(_("Le centre"), True), *((step.label, is_done) for step, is_done in progress.states)],
        "current": parts.PARTS.index(found) + 2,
        "is_done": dict(progress.states)[found],
        "next": _next(request, found),
        "import_url": _import_page(request.centre),
    }
    return ui.render(
        request, f"desk/part_{code}.html", context, status=422 if form is not None and form.errors else 200
    )


@require_POST
@area("structures.configure")
def finish(request: Request) -> HttpResponseBase:
    """What is left will be done in the settings: the parts leave Ma journée."""
    structures.finish_opening(request.centre, by=request.actor, now=timezone.now())
    ui.toast(request, _("Votre centre est ouvert. Tout reste modifiable dans les réglages."))
    return ui.redirect(request, "desk:day", request.centre.code)


def _next(request: Request, found: parts.Part) -> str:
    following = parts.after(found)
    if following is None:
        return reverse("desk:opening", args=[request.centre.code])
    return reverse("desk:part", args=[request.centre.code, following.code])


def _import_page(centre: Centre) -> str:
    """Where the students' file is brought; empty while no package offers the page."""
    try:
        return reverse("people:imports", args=[centre.code])
    except NoReverseMatch:
        return ""


Built = tuple[django_forms.Form | None, Callable[[dict[str, Any]], Any]]


def _year(request: Request) -> Built:
    names = ("starts_on", "second_semester_on", "ends_on")
    today = local(timezone.now(), request.centre.timezone).date()
    known = request.centre.academic_years.order_by("-starts_on").values_list(*names).first()
    form = YearForm(request.POST or None, initial=dict(zip(names, known or rules.proposed_year(today), strict=True)))
    return form, lambda data: structures.set_year(request.centre, by=request.actor, now=timezone.now(), **data)


def _places(request: Request) -> Built:
    form = forms.PlacesForm(request.POST or None)
    return form, lambda data: actions.lay_out_places(
        request.centre,
        site=data["site"],
        address=data["address"],
        rooms=form.rooms,
        by=request.actor,
        now=timezone.now(),
    )


def _team(request: Request) -> Built:
    form = forms.TeamForm(request.POST or None, centre=request.centre)

    def invite(data: dict[str, Any]) -> None:
        guests = [
            actions.Guest(data[f"{n}-first_name"], data[f"{n}-last_name"], data[f"{n}-email"], data[f"{n}-roles"])
            for n in form.filled()
        ]
        actions.invite_team(request.centre, guests, by=request.actor, now=timezone.now())

    return form, invite


def _meeting(request: Request) -> Built:
    form = MeetingDayForm(request.POST or None, initial={"weekday": request.centre.weekly_meeting_day})
    return form, lambda data: structures.set_weekly_meeting(
        request.centre, data["weekday"], by=request.actor, now=timezone.now()
    )


def _students(request: Request) -> Built:
    return None, lambda data: None


_BUILDERS: dict[str, Callable[[Request], Built]] = {
    "annee": _year,
    "lieux": _places,
    "equipe": _team,
    "reunion": _meeting,
    "etudiants": _students,
}
