"""Calling the roll, on a phone or a desktop: ticks, walk-ins, the numbers of the paper sheet. (P08.7, P24.1)"""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.activities import actions, calling, forms, papers, policies, queries, rules, searching
from jalon.activities.models import Activity, Presence
from jalon.activities.views import frame
from jalon.core import names
from jalon.core.pages import page
from jalon.core.refusals import Forbidden, Refused
from jalon.core.request import Request
from jalon.people import policies as people_policies
from jalon.people.imports.phones import phone as read_phone
from jalon.people.models import Person
from jalon.ui.rendering import wants_part

ANSWERS = (Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT)


@page(policies.activity, "mark")
def roll(request: Request, activity: Activity) -> HttpResponse:
    """The list to tick, each person with the number that the paper sheet gives them."""
    return _page(request, activity)


def _page(
    request: Request,
    activity: Activity,
    *,
    numbers: forms.NumbersForm | None = None,
    newcomer: forms.NewcomerForm | None = None,
    homonyms: list[Person] | None = None,
) -> HttpResponse:
    now = timezone.now()
    everybody = calling.numbered(activity)
    typed, arriving = request.GET.get("q", ""), request.GET.get("arrivee", "")
    words = names.key(typed).split()
    shown = [
        (number, person)
        for number, person in everybody
        if all(word in person.name_key or word in person.name_key_ar for word in words)
    ]
    bound = bool((numbers and numbers.errors) or (newcomer and newcomer.errors) or homonyms)
    context = {
        **frame.context(request, activity, tab="roll", now=now),
        **_counts(activity, [person for _number, person in everybody]),
        "rows": shown,
        "typed": typed,
        "arriving": arriving,
        "found": searching.people_to_add(activity, by=request.actor, text=arriving) if arriving else [],
        "numbers": numbers or forms.NumbersForm(),
        "newcomer": newcomer or forms.NewcomerForm(initial=_split_name(arriving)),
        "homonyms": homonyms or [],
        "answers": ANSWERS,
        "may_create": people_policies.person.can_add(request.actor, activity.centre_id),
    }
    asked = request.headers.get("HX-Target", "")
    part = "walkins" if asked.endswith("walkins") else None
    return ui.render(request, "activities/roll.html", context, partial=part, status=422 if bound else 200)


def _split_name(typed: str) -> dict[str, str]:
    """What was searched, as a first guess of the name of somebody new."""
    words = typed.split()
    if not words or "@" in typed or any(character.isdigit() for character in typed):
        return {}
    return {"first_name": names.proper(words[0]), "last_name": names.proper(" ".join(words[1:]))}


def _counts(activity: Activity, people: list[Any]) -> dict[str, Any]:
    """How many of each answer, and how the box that ticks everybody stands: none, all or mixed."""
    present = sum(person.presence == Presence.PRESENT for person in people)
    left = sum(not person.presence for person in people)
    return {
        "activity": activity,
        "total": len(people),
        "present": present,
        "excused": sum(person.presence == Presence.EXCUSED for person in people),
        "absent": sum(person.presence == Presence.ABSENT for person in people),
        "left": left,
        "all_state": "true" if people and present == len(people) else "mixed" if present else "false",
    }


@require_POST
@page(policies.activity, "mark")
def mark(request: Request, activity: Activity) -> HttpResponseBase:
    """A tick, or taking one back: a command with its key and its own moment, for one person or for all left."""
    now = timezone.now()
    at, status = frame.moment_of(request, now), request.POST.get("status", "")
    wanted = request.POST.getlist("person")
    people = queries.unmarked_people(activity) if "all" in request.POST else queries.expected_people(activity)
    found = list(people if "all" in request.POST else people.filter(public_id__in=wanted))
    code = 200
    try:
        if not found:
            raise Refused(_("Cette personne n’est pas sur la liste : ajoutez-la comme arrivée sur place."))
        if status:
            key = f"{frame.key_of(request)}-{status}" if frame.key_of(request) else None
            count = actions.mark(activity, found, status, by=request.actor, now=now, at=at, key=key)
            if "all" in request.POST:
                ui.toast(request, _said(count), undo=_way_back(request, activity, now))
        else:
            for person in found:
                actions.unmark(activity, person, by=request.actor, now=now, at=at)
    except Forbidden:
        raise
    except Refused as refusal:
        ui.toast(request, str(refusal), tone="warning")
        code = 422
    if wants_part(request) and len(found) == 1 and "all" not in request.POST:
        return _row(request, activity, found[0], code)
    return ui.redirect(request, frame.address("roll", activity))


def _row(request: Request, activity: Activity, person: Person, status: int) -> HttpResponse:
    """One row as it stands now, with the counts above the list."""
    everybody = calling.numbered(activity)
    number, row = next((item for item in everybody if item[1].pk == person.pk), (0, None))
    context = {
        **_counts(activity, [one for _number, one in everybody]),
        "centre": request.centre,
        "number": number,
        "person": row,
        "answers": ANSWERS,
        "is_answer": True,
    }
    return ui.render(request, "activities/roll.html", context, partial="ticked", status=status)


@require_POST
@page(policies.activity, "mark")
def numbers(request: Request, activity: Activity) -> HttpResponseBase:
    """*Présents : 1-12, 15, 18*, typed from the paper sheet."""
    form = forms.NumbersForm(request.POST)
    now = timezone.now()
    if form.is_valid():
        typed = rules.numbers_typed(form.cleaned_data["numbers"])
        if reason := rules.why_not_numbers(typed, {number for number, _person in calling.numbered(activity)}):
            form.add_error("numbers", reason)
        elif forms.attempt(
            form,
            lambda data: actions.mark_numbers(
                activity, typed or [], by=request.actor, now=now, key=frame.key_of(request)
            ),
        ):
            ui.toast(request, _said(len(typed or [])), undo=_way_back(request, activity, now))
            return ui.redirect(request, frame.address("roll", activity))
    return _page(request, activity, numbers=form)


@require_POST
@page(policies.activity, "mark")
def rest_absent(request: Request, activity: Activity) -> HttpResponseBase:
    """*Les autres : absents*."""
    now = timezone.now()
    try:
        count = actions.mark_rest_absent(activity, by=request.actor, now=now)
    except Forbidden:
        raise
    except Refused as refusal:
        ui.toast(request, str(refusal), tone="warning")
    else:
        said = ngettext("%(n)s personne notée absente.", "%(n)s personnes notées absentes.", count) % {"n": count}
        ui.toast(request, said, undo=_way_back(request, activity, now))
    return ui.redirect(request, frame.address("roll", activity))


def _said(count: int) -> str:
    """How many were noted present at once."""
    said = ngettext("%(count)s personne notée présente.", "%(count)s personnes notées présentes.", count)
    return said % {"count": count}


def _way_back(request: Request, activity: Activity, now: datetime) -> ui.Undo | None:
    """The button that takes back what was just noted for several people."""
    entry = calling.last_marking(activity, by=request.actor, at=now)
    return ui.Undo(frame.address("undo_marking", activity), {"entry": str(entry.pk)}) if entry else None


@require_POST
@page(policies.activity, "mark")
def undo_marking(request: Request, activity: Activity) -> HttpResponseBase:
    """Take back what one gesture noted for several people."""
    asked = request.POST.get("entry", "")
    entry_id = int(asked) if asked.isdecimal() and len(asked) < 19 else 0
    return frame.done(
        request,
        frame.address("roll", activity),
        lambda: actions.undo_marking(activity, entry_id, by=request.actor, now=timezone.now()),
        lambda count: ngettext("%(n)s réponse reprise.", "%(n)s réponses reprises.", count) % {"n": count},
    )


@require_POST
@page(policies.activity, "mark")
def walk_in(request: Request, activity: Activity) -> HttpResponseBase:
    """Somebody came without being registered: one of the people found, or a new record with a name and a contact."""
    now = timezone.now()
    at = frame.moment_of(request, now)
    to = frame.address("roll", activity)
    if chosen := request.POST.get("person"):
        person = people_policies.person.visible_to(request.actor).live().filter(public_id=chosen).first()
        if person is None:
            ui.toast(request, _("Cette personne n’existe plus : cherchez-la de nouveau."), tone="warning")
            return ui.redirect(request, to)
        return frame.done(
            request,
            to,
            lambda: actions.mark_walk_in(activity, person, by=request.actor, now=now, at=at),
            _("%(name)s : sur la liste, et présent.") % {"name": person.full_name},
        )
    form = forms.NewcomerForm(request.POST)
    homonyms: list[Person] = []
    if form.is_valid() and "sure" not in request.POST:
        typed = f"{form.cleaned_data['last_name']} {form.cleaned_data['first_name']}"
        homonyms = searching.people_to_add(activity, by=request.actor, text=typed)
    if not homonyms and forms.attempt(form, lambda data: _newcomer(request, activity, data)):
        name = names.display(form.cleaned_data["last_name"], form.cleaned_data["first_name"])
        ui.toast(request, _("%(name)s : ajouté au centre, sur la liste, et présent.") % {"name": name})
        return ui.redirect(request, to)
    return _page(request, activity, newcomer=form, homonyms=homonyms)


def _newcomer(request: Request, activity: Activity, data: dict[str, Any]) -> None:
    now = timezone.now()
    contact = data["contact"]
    email = contact if "@" in contact else ""
    phone, remark = read_phone(contact, region=request.centre.country) if contact and not email else ("", None)
    if remark:
        raise Refused(_("Ce téléphone n’a pas la bonne longueur : vérifiez-le, ou laissez vide."), field="contact")
    actions.mark_newcomer(
        activity,
        first_name=data["first_name"],
        last_name=data["last_name"],
        email=email,
        phone=phone or "",
        by=request.actor,
        now=now,
        at=frame.moment_of(request, now),
        key=frame.key_of(request),
    )


@require_POST
@page(policies.activity, "see_registrations")
def number_sheet(request: Request, activity: Activity) -> HttpResponseBase:
    """*Feuille de présence*: numbers for those who have none, then the sheet to print."""
    actions.number_sheet(activity, by=request.actor, now=timezone.now())
    return ui.redirect(request, frame.address("attendance_sheet", activity))


@page(policies.activity, "see_registrations")
def attendance_sheet(request: Request, activity: Activity) -> HttpResponseBase:
    """The sheet to sign, numbered as the roll; as long as somebody has no number, it is asked for by its button."""
    if calling.unprinted(calling.numbered(activity)):
        ui.toast(
            request, _("La liste a changé : imprimez la feuille avec le bouton « Feuille de présence »."), tone="info"
        )
        return ui.redirect(request, frame.address("activity", activity))
    try:
        content = papers.attendance_sheet(activity, now=timezone.now())
    except Refused as refusal:
        ui.toast(request, str(refusal), tone="warning")
        return ui.redirect(request, frame.address("activity", activity))
    return frame.pdf(content, f"presence-{activity.day:%Y-%m-%d}.pdf")
