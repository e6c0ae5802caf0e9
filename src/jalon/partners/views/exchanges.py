"""*Noter un échange* in fifteen seconds, and the call-backs."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.core.arrivals import once
from jalon.core.pages import area, page
from jalon.core.refusals import Refused
from jalon.core.request import Request
from jalon.partners import actions, forms, policies, queries, rules
from jalon.partners.models import CallBack, Exchange, Organisation
from jalon.partners.views import frame
from jalon.structures.models import ReferenceList

COLUMNS = [
    ui.Column("due", gettext_lazy("Le"), order=("due_on",)),
    ui.Column("organisation", gettext_lazy("Organisation"), order=("organisation__name_key",)),
    ui.Column("contact", gettext_lazy("Contact")),
    ui.Column("reason", gettext_lazy("Au sujet de")),
    ui.Column("owner", gettext_lazy("Qui"), order=("owner__name_key",)),
    ui.Column("do", gettext_lazy("Faire"), hidden=True),
]


@area("partners.edit")
def choose(request: Request) -> HttpResponse:
    """With whom was it? Typing narrows the list; those spoken with last stand first."""
    text = request.GET.get("q", "")[:120]
    context = {"text": text, "found": queries.organisations_for_choice(request.actor, text)}
    return ui.render(request, "partners/choose.html", context, partial="found")


@page(policies.organisation, "edit")
def note(request: Request, organisation: Organisation) -> HttpResponseBase:
    """Who, how, one line, and when to call back."""
    today = frame.today(request)
    done = _answered(request, organisation)
    contacts = list(queries.contacts_for_choice(request.actor, organisation))
    asked = request.GET.get("contact", "") or (done.contact.public_id if done and done.contact else "")
    form = forms.ExchangeForm(
        request.POST if request.method == "POST" else None,
        contacts=contacts,
        channels=queries.items(request.centre, ReferenceList.CHANNEL),
        today=today,
        initial={"contact": asked} if asked in {contact.public_id for contact in contacts} else {},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _note(request, organisation, form, done)
        except Refused as no:
            frame.refuse(form, no)
        else:
            undo = ui.Undo(frame.address(request, "cancel_exchange", made))
            ui.toast(request, _("L’échange est noté."), undo=undo)
            return ui.redirect(request, frame.sheet(request, organisation))
    context = {
        "organisation": organisation,
        "form": form,
        "done": done,
        "refusing": [contact for contact in contacts if contact.no_contact_on],
        "last": queries.exchanges_of(organisation, by=request.actor).first(),
    }
    return ui.render(request, "partners/exchange.html", context, status=422 if form.errors else 200)


def _answered(request: Request, organisation: Organisation) -> CallBack | None:
    """The call-back that this exchange answers, when it was opened from it."""
    asked = request.POST.get("rappel") or request.GET.get("rappel")
    return queries.call_backs_of(organisation, by=request.actor).filter(public_id=asked).first() if asked else None


def _note(request: Request, organisation: Organisation, form: forms.ExchangeForm, done: CallBack | None) -> str:
    now = timezone.now()

    def do() -> str:
        made = actions.note_exchange(organisation, by=request.actor, now=now, done=done, **form.fields_of_exchange())
        return str(made.public_id)

    key = request.POST.get("arrival_key")
    return str(once(key, act="partners.exchanged", of=organisation, by=request.actor, now=now, do=do))


@require_POST
@page(policies.exchange, "edit")
def cancel(request: Request, exchange: Exchange) -> HttpResponseBase:
    """Take back an exchange noted by mistake."""
    return frame.do(
        request,
        lambda: actions.cancel_exchange(exchange, by=request.actor, now=timezone.now()),
        said=_("L’échange est repris, et son rappel avec lui."),
        to=frame.sheet(request, exchange.organisation),
        undo=ui.Undo(frame.address(request, "restore_exchange", exchange.public_id)),
    )


@require_POST
@page(policies.exchange, "edit")
def restore(request: Request, exchange: Exchange) -> HttpResponseBase:
    """The exchange did take place."""
    return frame.do(
        request,
        lambda: actions.restore_exchange(exchange, by=request.actor, now=timezone.now()),
        said=_("L’échange est rétabli."),
        to=frame.sheet(request, exchange.organisation),
    )


@area("partners.read")
def call_backs(request: Request) -> HttpResponse:
    """Whom to call back, the most overdue first."""
    whose = "all" if request.GET.get("qui") == "all" else ""
    rows = queries.call_backs(request.actor, whose=whose)
    listing = ui.Listing(
        request,
        rows.select_related("organisation", "contact", "owner"),
        columns=COLUMNS,
        sort="due",
        noun=(gettext_lazy("rappel"), gettext_lazy("rappels")),
    )
    today = frame.today(request)
    context: dict[str, Any] = {
        "listing": listing,
        "whose": whose,
        "today": today,
        "days": rules.call_back_days(today),
        "may_edit": request.actor.can("partners.edit"),
    }
    return ui.render(request, "partners/call_backs.html", context, partial="rows")


@require_POST
@page(policies.call_back, "edit")
def done(request: Request, call_back: CallBack) -> HttpResponseBase:
    """*Fait.*"""
    return frame.do(
        request,
        lambda: actions.do_call_back(call_back, by=request.actor, now=timezone.now()),
        said=_("Rappel fait : %(name)s.") % {"name": call_back.organisation.name},
        to=frame.address(request, "call_backs"),
        undo=ui.Undo(frame.address(request, "reopen_call_back", call_back.public_id)),
    )


@require_POST
@page(policies.call_back, "edit")
def reopen(request: Request, call_back: CallBack) -> HttpResponseBase:
    """It was not done after all."""
    return frame.do(
        request,
        lambda: actions.reopen_call_back(call_back, by=request.actor, now=timezone.now()),
        said=_("Le rappel est de nouveau à faire."),
        to=frame.address(request, "call_backs"),
    )


@require_POST
@page(policies.call_back, "edit")
def put_off(request: Request, call_back: CallBack) -> HttpResponseBase:
    """*Reporter* to another day; the toast gives the former day back."""
    form = forms.PutOffForm(request.POST)
    to = frame.address(request, "call_backs")
    if not form.is_valid():
        ui.toast(request, _("Choisissez le jour du rappel."), tone="warning")
        return ui.redirect(request, to)
    former, due_on = call_back.due_on, form.cleaned_data["due_on"]
    back = ui.Undo(frame.address(request, "put_off", call_back.public_id), {"due_on": former.isoformat()})
    return frame.do(
        request,
        lambda: actions.put_off(call_back, due_on=due_on, by=request.actor, now=timezone.now()),
        said=_("Rappel reporté au %(day)s.") % {"day": ui.day(due_on)},
        to=to,
        undo=back if former >= frame.today(request) else None,
    )
