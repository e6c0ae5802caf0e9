"""The demonstration's mailbox: mail is shown here, with its codes and links, and never sent."""

from types import SimpleNamespace

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_GET

from jalon import ui
from jalon.core.pages import public
from jalon.messaging.models import Message, MessageQuerySet, State
from jalon.messaging.rendering import html_of
from jalon.structures.models import Centre
from jalon.ui.forms import FilterForm

COLUMNS = [ui.Column("created", _("Écrit le"), order=("created_at",))]
SHOWN = [State.WAITING, State.SENDING, State.SENT, State.FAILED]


class MailboxFilters(FilterForm):
    """Whose mail."""

    address = forms.ChoiceField(label=_("Adresse"), initial="")

    def __init__(self, addresses: list[str], data: object) -> None:
        super().__init__(data)
        field = self.fields["address"]
        field.choices = [("", _("Toutes")), *((address, address) for address in addresses)]  # type: ignore[attr-defined]


def _all() -> MessageQuerySet:
    """Everything that was written, in the demonstration only."""
    if not settings.JALON_DEMO:
        raise Http404
    return Message.objects.filter(state__in=SHOWN, for_morning=False)


def _place() -> object:
    return Centre.objects.order_by("pk").first() or SimpleNamespace(timezone="UTC")


@require_GET
@public
def letters(request: HttpRequest) -> HttpResponse:
    """All the mail, newest first, or that of one address."""
    everything = _all()
    filters = MailboxFilters(sorted(set(everything.values_list("address", flat=True))), request.GET)
    address = filters.values()["address"]
    rows = everything.filter(address=address) if address else everything
    listing = ui.Listing(request, rows, columns=COLUMNS, sort="-created", filters=filters, per_page=30)
    return ui.render(request, "messaging/mailbox.html", {"listing": listing, "centre": _place()})


@require_GET
@public
def letter(request: HttpRequest, public_id: str) -> HttpResponse:
    """One mail as its reader would see it."""
    message = get_object_or_404(_all(), public_id=public_id)
    return ui.render(request, "messaging/mailbox_letter.html", {"message": message, "centre": _place()})


@csp_override({"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE], "frame-ancestors": [CSP.SELF]})
@xframe_options_sameorigin
@require_GET
@public
def letter_html(request: HttpRequest, public_id: str) -> HttpResponse:
    """The HTML of a mail, for the frame of its page: no script, no picture, links open beside."""
    message = get_object_or_404(_all().select_related("centre", "person__centre"), public_id=public_id)
    html = html_of(message)
    if not html:
        raise Http404
    return HttpResponse(html.replace("<head>", '<head><base target="_blank">', 1))
