"""Certificates: the public page that confirms one, and the file for whoever holds it."""

from datetime import date

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from jalon import ui
from jalon.activities import policies
from jalon.activities.models import Certificate
from jalon.activities.papers import certificate_pdf
from jalon.core.pages import page, public
from jalon.core.refusals import Refused
from jalon.core.request import Request
from jalon.documents import codes


@public
def verify(request: Request, code: str) -> HttpResponseBase:
    """Exactly what the paper says, and whether it still holds; nothing more."""
    found = get_object_or_404(Certificate.objects.select_related("centre"), code=codes.typed(code))
    printed = found.printed
    day = date.fromisoformat(printed["day"]) if printed else None
    return ui.render(request, "portal/verify.html", {"certificate": found, "printed": printed, "day": day})


@public
def ask_code(request: Request) -> HttpResponseBase:
    """For whoever reads the code on paper: type it here."""
    typed = codes.typed(request.GET.get("code", ""))
    found = Certificate.objects.filter(code=typed).exists() if typed else False
    if found:
        return redirect("verify:certificate", code=typed)
    return ui.render(request, "portal/verify_ask.html", {"typed": request.GET.get("code", "")})


@page(policies.certificate, key="code")
def download(request: Request, certificate: Certificate) -> HttpResponseBase:
    """The certificate as a PDF, for its holder and the team; one that was taken back, or erased, is no longer given."""
    if certificate.withdrawn_at is not None or not certificate.printed:
        raise Http404
    try:
        content = certificate_pdf(certificate)
    except Refused as no:
        ui.toast(request, str(no), tone="warning")
        return ui.redirect(request, reverse("portal:mine", args=[request.centre.code]))
    answer = HttpResponse(content, content_type="application/pdf")
    answer["X-Content-Type-Options"] = "nosniff"
    add_never_cache_headers(answer)
    answer["Content-Disposition"] = f'attachment; filename="attestation-{certificate.number}.pdf"'
    return answer
