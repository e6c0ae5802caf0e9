"""Who stands at the head of a document."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jalon.structures.models import Centre, HostInstitution


@dataclass(frozen=True)
class Issuer:
    """A centre or an institution as printed: its name in both scripts and its logo (SVG, PNG or JPEG)."""

    name: str
    name_ar: str = ""
    logo: bytes | None = None


@dataclass(frozen=True)
class Letterhead:
    """The head of a document: the centre, and its host institution when it has one; `accent` is the centre's colour."""

    centre: Issuer
    host: Issuer | None = None
    accent: str = "#0b5563"

    def data(self) -> dict[str, Any]:
        """What `heading.typ` reads."""
        return {
            "accent": self.accent,
            "centre": _printed(self.centre, "centre-logo"),
            "host": _printed(self.host, "host-logo") if self.host else None,
        }

    def files(self) -> Mapping[str, bytes]:
        """The logos, under the names that `data` gives them."""
        issuers = {"centre-logo": self.centre, "host-logo": self.host}
        return {name: issuer.logo for name, issuer in issuers.items() if issuer and issuer.logo}


def letterhead_of(centre: Centre) -> Letterhead:
    """The head of this centre's documents, from its record and its host institution's."""
    host = HostInstitution.objects.filter(centre=centre).first()
    return Letterhead(Issuer(centre.name), Issuer(host.name) if host else None)


def _printed(issuer: Issuer, file: str) -> dict[str, Any]:
    return {"name": issuer.name, "name_ar": issuer.name_ar, "logo": f"/files/{file}" if issuer.logo else None}
