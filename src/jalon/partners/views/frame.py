"""What the views of partners share: the day at the centre, an act with its toast, addresses."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from jalon import ui
from jalon.core.moments import local
from jalon.core.refusals import Forbidden, Refused
from jalon.core.request import Request
from jalon.partners.models import Organisation


def today(request: Request) -> date:
    """The day as it is at the centre."""
    return local(timezone.now(), request.centre.timezone).date()


def address(request: Request, name: str, *arguments: object) -> str:
    """An address of this package under the request's centre."""
    return reverse(f"partners:{name}", args=[request.centre.code, *arguments])


def sheet(request: Request, organisation: Organisation) -> str:
    """The page of an organisation."""
    return address(request, "organisation", organisation.public_id)


def refuse(form: forms.Form | forms.ModelForm[Any], no: Refused) -> None:
    """Write the sentence beside its field, or above the form."""
    form.add_error(no.field if no.field in form.fields else None, str(no))


def do(
    request: Request, act: Callable[[], Any], *, said: str, to: str, undo: ui.Undo | None = None
) -> HttpResponseBase:
    """Do it, say so with the way back, and go on; a refusal is said instead."""
    try:
        act()
    except Forbidden:
        raise
    except Refused as no:
        ui.toast(request, str(no), tone="warning")
    else:
        ui.toast(request, said, undo=undo)
    return ui.redirect(request, to)
