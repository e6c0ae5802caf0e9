"""The team's list of messages, and each person's own choices."""

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jalon import ui
from jalon.core.pages import area, member, page
from jalon.core.refusals import Refused
from jalon.core.request import Request
from jalon.messaging import actions, forms, kinds, policies, queries, rules
from jalon.messaging.models import MailServer, Message, State
from jalon.messaging.transport import way

COLUMNS = [
    ui.Column("created", gettext_lazy("Écrit le"), order=("created_at",)),
    ui.Column("person", gettext_lazy("Destinataire"), order=("person__name_key", "address")),
    ui.Column("message", gettext_lazy("Message"), order=("kind", "subject")),
    ui.Column("state", gettext_lazy("État"), order=("state",)),
]


@require_GET
@area("messaging.read")
def messages(request: Request) -> HttpResponse:
    """What left, what waits and what failed; never a code nor a personal link."""
    now = timezone.now()
    filters = forms.MessageFilters(request.GET)
    listing = ui.Listing(
        request,
        queries.messages(request.actor, **filters.values()),
        columns=COLUMNS,
        sort="-created",
        filters=filters,
        noun=(gettext_lazy("message"), gettext_lazy("messages")),
    )
    context = {
        "listing": listing,
        "rows": [(row, kinds.label_of(row.kind)) for row in listing],
        "centre": request.centre,
        "flow": queries.flow(request.actor, limit=settings.JALON_MAIL_PER_HOUR, now=now),
        "server": MailServer.objects.filter(pk="default").first(),
        "way": way(),
    }
    return ui.render(request, "messaging/messages.html", context, partial="rows")


@require_GET
@page(policies.message)
def message(request: Request, message: Message) -> HttpResponse:
    """One message with its state; the text without any address, nothing of a confidential one."""
    return ui.render(request, "messaging/message.html", _shown(request, message))


def _shown(request: Request, message: Message) -> dict[str, object]:
    pages = queries.pages_of([message])
    return {
        "message": message,
        "label": kinds.label_of(message.kind),
        "centre": request.centre,
        "text": "" if message.is_secret else rules.without_links(message.text),
        "about_url": pages.get((message.about_kind, message.about_id), ""),
        "may_mend": message.state == State.FAILED and policies.message.can_mend(request.actor, message),
        "why_not_retried": rules.why_not_retried(message.state, failed=State.FAILED, is_secret=message.is_secret),
    }


@require_POST
@page(policies.message, "mend")
def retry(request: Request, message: Message) -> HttpResponseBase:
    """Send a failed message again."""
    try:
        actions.retry(message, by=request.actor, now=timezone.now())
    except Refused as refusal:
        ui.toast(request, str(refusal), tone="danger")
    else:
        ui.toast(request, _("Le message repart dans la minute."))
    return ui.redirect(request, "messaging:message", request.centre.code, message.public_id)


@require_POST
@page(policies.message, "mend")
def set_aside(request: Request, message: Message) -> HttpResponseBase:
    """Say that a failure was dealt with otherwise."""
    actions.set_aside(message, by=request.actor, now=timezone.now())
    ui.toast(request, _("L’échec est classé : il n’attend plus personne."))
    return ui.redirect(request, "messaging:messages", request.centre.code)


@require_http_methods(["GET", "POST"])
@member
def preferences(request: Request) -> HttpResponseBase:
    """What I receive, kind by kind."""
    lines = queries.settings_of(request.person, by=request.actor)
    form = forms.PreferenceForm(lines, request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            actions.choose(request.person, form.choices(), by=request.actor, now=timezone.now())
            ui.toast(request, _("Vos choix sont enregistrés."))
            return ui.redirect(request, reverse("messaging:preferences", args=[request.centre.code]))
        status = 422
    layout = "ui/staff.html" if request.actor.grants else "ui/portal.html"
    context = {"form": form, "layout": layout, "address": request.person.email, "is_staff": bool(request.actor.grants)}
    return ui.render(request, "messaging/preferences.html", context, status=status)
