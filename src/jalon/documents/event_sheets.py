"""The event sheet on paper (M33): as PDF with boxes to sign, and as a text document that people go on writing in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from jalon.documents.issuers import Letterhead
from jalon.documents.rendering import PARTS, render_pdf
from jalon.ui import dates

_STRONG = re.compile(r"[A-Za-zÀ-ɏ\u0600-\u06ff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class Box:
    """A place to sign and stamp: whose it is, and what was already given on screen or on paper."""

    label: str
    given: str = ""


@dataclass(frozen=True)
class EventSheetPaper:
    """An event sheet in words ready to print; `facts` and `sections` are (label, words), `budget` (label, amount)."""

    letterhead: Letterhead
    title: str
    version: str
    facts: Sequence[tuple[str, str]]
    sections: Sequence[tuple[str, str]]
    budget: Sequence[tuple[str, str]]
    totals: Sequence[str]
    boxes: Sequence[Box]


def render_event_sheet(paper: EventSheetPaper, *, centre: dates.Place, at: datetime) -> bytes:
    """The event sheet as PDF, in the active language. Raises Refused. (M33)"""
    data = {
        **paper.letterhead.data(),
        "language": (get_language() or "fr").split("-")[0],
        "direction": "rtl" if get_language_bidi() else "ltr",
        "title": _("Fiche évènement – %(title)s") % {"title": paper.title},
        "author": paper.letterhead.centre.name,
        "running": paper.version,
        "printed": _("Imprimé le %(moment)s") % {"moment": dates.moment(at, centre)},
        "page_label": _("Page"),
        "words": _words(),
        "event": paper.title,
        "version": paper.version,
        "facts": [{"label": label, "value": value} for label, value in paper.facts],
        "sections": [
            {"label": label, "lines": [{"text": line, "arabic": _is_arabic(line)} for line in text.split("\n")]}
            for label, text in paper.sections
        ],
        "budget": [{"label": label, "amount": amount} for label, amount in paper.budget],
        "totals": list(paper.totals),
        "boxes": [{"label": box.label, "given": box.given} for box in paper.boxes],
    }
    return render_pdf(PARTS / "event_sheet.typ", data, at=at, files=paper.letterhead.files())


def event_sheet_docx(paper: EventSheetPaper) -> bytes:
    """The event sheet as a DOCX document, for those who go on working on it outside Jalon. (M33)"""
    document = Document()
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    document.core_properties.title = _("Fiche évènement – %(title)s") % {"title": paper.title}
    document.core_properties.author = paper.letterhead.centre.name
    words = _words()
    heads = [paper.letterhead.centre.name] + ([paper.letterhead.host.name] if paper.letterhead.host else [])
    _write(document.add_paragraph(), " · ".join(heads))
    document.add_heading(_clean(paper.title), level=1)
    _write(document.add_paragraph(), f"{words['heading']} (M33) · {paper.version}")
    _rows(document, paper.facts)
    for label, text in paper.sections:
        document.add_heading(label, level=2)
        for line in (text or words["nothing"]).split("\n"):
            _write(document.add_paragraph(), line)
    document.add_heading(words["budget"], level=2)
    if paper.budget:
        _rows(document, [*paper.budget, *((words["total"], total) for total in paper.totals)])
    else:
        _write(document.add_paragraph(), words["no_budget"])
    document.add_heading(words["visas"], level=2)
    boxes = document.add_table(rows=2, cols=max(len(paper.boxes), 1), style="Table Grid")
    for column, box in enumerate(paper.boxes):
        boxes.rows[0].cells[column].text = _clean(box.label)
        boxes.rows[1].cells[column].text = _clean(box.given) + "\n\n\n\n"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _rows(document: Any, rows: Sequence[tuple[str, str]]) -> None:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for label, value in rows:
        cells = table.add_row().cells
        cells[0].text = _clean(label)
        _write(cells[1].paragraphs[0], value)


def _write(paragraph: Paragraph, text: str) -> None:
    """A line, from right to left when its first letter is Arabic."""
    run = paragraph.add_run(_clean(text))
    if _is_arabic(text):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT  # the side where reading begins, in a line from right to left


def _clean(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return _CONTROL.sub("", text)


def _is_arabic(text: str) -> bool:
    first = _STRONG.search(text)
    return first is not None and first[0] >= "\u0600"


def _words() -> dict[str, str]:
    return {
        "heading": _("Fiche évènement"),
        "budget": _("Budget prévu"),
        "expense": _("Dépense"),
        "amount": _("Montant"),
        "total": _("Total"),
        "no_budget": _("Aucune dépense prévue."),
        "nothing": _("À compléter."),
        "visas": _("Visas"),
        "sign": _("Date, signature et cachet"),
    }
