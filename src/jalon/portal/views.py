"""The programme as everybody sees it, and the page that confirms a certificate."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from jalon import ui
from jalon.activities import policies, queries
from jalon.activities.models import Activity, Certificate
from jalon.core.pages import page, public
from jalon.core.request import Request


@public
def programme(request: Request) -> HttpResponse:
    """What the centre organises in the coming weeks."""
    activities = queries.programme(request.actor, now=timezone.now())
    return ui.render(request, "portal/programme.html", {"activities": activities})


@page(policies.activity)
def activity(request: Request, activity: Activity) -> HttpResponse:
    """One activity, where people register."""
    return ui.render(request, "portal/activity.html", {"activity": activity})


@public
def certificate(request: Request, code: str) -> HttpResponse:
    """Confirm a certificate: exactly what the paper says, and whether it still holds."""
    found = get_object_or_404(Certificate, code=code)
    return ui.render(request, "portal/certificate.html", {"certificate": found})
