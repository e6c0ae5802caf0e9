"""Certificates: the public page that confirms one, and the file for whoever holds it."""

from datetime import date

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from jalon import ui
from jalon.activities import policies
from jalon.activities.models import Certificate
from jalon.activities.papers import certificate_pdf
from jalon.core.pages import page, public
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
    """The certificate as a PDF, for its holder and the team."""
    answer = HttpResponse(certificate_pdf(certificate), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="attestation-{certificate.number}.pdf"'
    return answer
