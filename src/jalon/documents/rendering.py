"""PDF by Typst: a template, data that is only ever text, fonts of our own, the same bytes for the same input."""

import json
import logging
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from jalon.core.refusals import Refused

log = logging.getLogger(__name__)

PARTS = Path(__file__).parent / "typst"
"""What templates may import: `#import "/scripts.typ": …`. Nothing else of the disk is visible to them."""

DEFAULT_KIT = "centre-de-carriere"
"""The models used by a centre whose kit is not recorded."""
FAMILIES = frozenset({"Cairo", "Amiri"})
_PACKAGE = re.compile(rb'(?:import|include)\s*"@')
_PLAIN = re.compile(r"[a-z0-9_-]+")


def render_pdf(
    template: Path,
    data: Mapping[str, Any],
    *,
    at: datetime,
    files: Mapping[str, bytes] | None = None,
    archival: bool = False,
) -> bytes:
    """The PDF of a template filled with data; call it outside any transaction.

    `data` reaches the template as JSON (`json(bytes(sys.inputs.data))`): text, never markup. `files` are read there as
    `/files/<name>`. `at` is the document's date, so that the same input always gives the same bytes. `archival` makes
    PDF/A-2a, tagged, which demands `alt` on every picture. Raises Refused; the cause goes to the log.
    """
    try:
        source = template.read_bytes()
    except OSError as error:
        log.exception("the template %s cannot be read", template.name)
        raise Refused(_("Le modèle de ce document est introuvable. Signalez-le à qui exploite Jalon.")) from error
    if _PACKAGE.search(source):
        log.error("the template %s asks for a package from the network", template.name)
        raise Refused(_("Le modèle de ce document dépend d’un module extérieur, ce que Jalon n’admet pas."))
    tree = {"main.typ": source} | {f"files/{name}": content for name, content in (files or {}).items()}
    try:
        return typst.compile(  # type: ignore[call-overload]  # its types forget trees of files
            tree,
            root=str(PARTS),
            font_paths=_fonts(settings.SOURCE_ROOT / "build" / "lib" / "fonts"),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False, cls=DjangoJSONEncoder)},
            pdf_standards=["a-2a"] if archival else [],
            timestamp=int(at.timestamp()),
        )
    except (typst.TypstError, RuntimeError) as error:
        log.exception("the template %s cannot be compiled", template.name)
        raise Refused(
            _("Le document n’a pas pu être produit : son modèle contient une erreur. Rien n’a été enregistré.")
        ) from error


def kit_template(kit: str, model: str) -> Path:
    """Where a kit keeps a document model: `kits/<kit>/documents/<model>.typ`; ValueError for a name that is a path."""
    if not (_PLAIN.fullmatch(kit) and _PLAIN.fullmatch(model)):
        raise ValueError(f"{kit!r} and {model!r} must be plain names")
    return Path(settings.JALON_KITS_DIR) / kit / "documents" / f"{model}.typ"


def models_in(kit: Path) -> list[str]:
    """The document models that a kit's folder holds, by name."""
    return sorted(path.stem for path in (kit / "documents").glob("*.typ"))


@cache
def _fonts(folder: Path) -> typst.Fonts:
    """Our fonts only, read once: a document looks the same on every machine. Refused when they are not there."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
    if missing := FAMILIES - set(fonts.families()):
        log.error("fonts missing from %s: %s", folder, ", ".join(sorted(missing)))
        raise Refused(_("Les polices des documents manquent sur ce serveur. Signalez-le à qui exploite Jalon."))
    return fonts
