"""The certificate of attendance (T05, P08.10) as a printed page; the wording is the kit's template."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from jalon.documents import codes, qr
from jalon.documents.issuers import Letterhead
from jalon.documents.rendering import render_pdf


@dataclass(frozen=True)
class Signatory:
    """Who signs; `picture` is a scanned signature or stamp, when the centre has one."""

    name: str
    role: str = ""
    intro: str = ""
    picture: bytes | None = None


@dataclass(frozen=True)
class Certificate:
    """All that the page says, in words ready to print.

    `phrase` leads to the title (« a participé à l’atelier »), `dates` is a whole expression (« le jeudi 12 mars 2026 »,
    « du 9 au 13 mars 2026 »), `issued` too (« Délivrée à Tanger, le 15 mars 2026 »). `link` is what the QR code opens,
    `address` the page where `code` can be typed.
    """

    letterhead: Letterhead
    name: str
    name_ar: str
    phrase: str
    title: str
    dates: str
    number: str
    issued: str
    link: str
    address: str
    code: str
    signatory: Signatory
    duration: str = ""
    place: str = ""
    led_by: str = ""


def render_certificate(certificate: Certificate, *, template: Path, at: datetime) -> bytes:
    """The certificate as an archival PDF of one page. Raises Refused."""
    signatory = certificate.signatory
    data = {
        **certificate.letterhead.data(),
        "person": {"name": certificate.name, "name_ar": certificate.name_ar},
        "activity": {
            "phrase": certificate.phrase,
            "title": certificate.title,
            "dates": certificate.dates,
            "duration": certificate.duration,
            "place": certificate.place,
            "led_by": certificate.led_by,
        },
        "number": certificate.number,
        "issued": certificate.issued,
        "verification": {
            "qr": qr.svg(certificate.link),
            "address": certificate.address,
            "code": codes.grouped(certificate.code),
            "label": _("Vérifier cette attestation :"),
            "alt": _("Code QR qui ouvre la page de vérification %(link)s") % {"link": certificate.link},
        },
        "signatory": {
            "name": signatory.name,
            "role": signatory.role,
            "intro": signatory.intro,
            "picture": "/files/signature" if signatory.picture else None,
        },
    }
    files = dict(certificate.letterhead.files())
    if signatory.picture:
        files["signature"] = signatory.picture
    return render_pdf(template, data, at=at, files=files, archival=True)
