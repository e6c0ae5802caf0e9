"""Sheets for work: the attendance sheet that people sign, and any list as it stands on screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from jalon.documents.issuers import Letterhead
from jalon.documents.rendering import PARTS, render_pdf
from jalon.ui import dates

BLANK_LINES = 10


@dataclass(frozen=True)
class Attendee:
    """One numbered line: the name in both scripts, the field of study and the level."""

    name: str
    name_ar: str = ""
    field: str = ""
    level: str = ""
    number: int = 0
    """0: the rank on the sheet."""


@dataclass(frozen=True)
class AttendanceSheet:
    """The sheet of one activity (P08.7); `photos` adds the column by which each accepts or refuses pictures (M36).

    `when` and `room` are words ready to print. Lines keep the order given here, and their numbers are those that staff
    type back (« Présents : 1-12, 15, 18 »).
    """

    letterhead: Letterhead
    title: str
    when: str
    room: str
    adviser: str
    people: Sequence[Attendee]
    photos: bool = False
    blank_lines: int = BLANK_LINES
    highest: int = 0
    """The highest number ever given for this activity: blank lines go on after it."""


class Kind(StrEnum):
    """How a printed column is set."""

    TEXT = "text"
    NUMBER = "number"
    ARABIC = "arabic"


@dataclass(frozen=True)
class PrintedColumn:
    """A column of a printed list: its heading, its setting, its share of the width."""

    label: str
    kind: Kind = Kind.TEXT
    weight: float = 1


@dataclass(frozen=True)
class PrintedList:
    """A list as it stands on screen: cells are words ready to print, `filters` are (label, value)."""

    letterhead: Letterhead
    title: str
    columns: Sequence[PrintedColumn]
    rows: Sequence[Sequence[str]]
    definition: str = ""
    filters: Sequence[tuple[str, str]] = ()
    landscape: bool = False


def render_attendance_sheet(sheet: AttendanceSheet, *, centre: dates.Place, at: datetime) -> bytes:
    """The attendance sheet as PDF, in the active language. Raises Refused."""
    numbers = [p.number or number for number, p in enumerate(sheet.people, start=1)]
    last = max([sheet.highest, *numbers])
    people = [
        {"number": number, "name": p.name, "name_ar": p.name_ar, "field": p.field, "level": p.level}
        for number, p in zip(numbers, sheet.people, strict=True)
    ]
    facts = [(_("Date"), sheet.when, False), (_("Lieu"), sheet.room, True), (_("Animation"), sheet.adviser, False)]
    data = {
        **_page(sheet.letterhead, _("Fiche de présence – %(title)s") % {"title": sheet.title}, sheet.when, centre, at),
        "words": _attendance_words(),
        "activity": sheet.title,
        "facts": [{"label": label, "value": value, "grows": grows} for label, value, grows in facts],
        "note": _photo_note() if sheet.photos else "",
        "photos": sheet.photos,
        "people": people,
        "blanks": list(range(last + 1, last + sheet.blank_lines + 1)),
    }
    return render_pdf(PARTS / "attendance_sheet.typ", data, at=at, files=sheet.letterhead.files())


def render_list(printed: PrintedList, *, centre: dates.Place, at: datetime) -> bytes:
    """A list as PDF, in the active language. Raises Refused."""
    data = {
        **_page(printed.letterhead, printed.title, "", centre, at),
        "landscape": printed.landscape,
        "definition": printed.definition,
        "filters": [{"label": _("%(label)s :") % {"label": label}, "value": value} for label, value in printed.filters],
        "columns": [{"label": c.label, "kind": c.kind, "weight": c.weight} for c in printed.columns],
        "rows": printed.rows,
        "empty": _("Aucune ligne pour ces filtres."),
    }
    return render_pdf(PARTS / "table.typ", data, at=at, files=printed.letterhead.files())


def _page(letterhead: Letterhead, title: str, running: str, centre: dates.Place, at: datetime) -> dict[str, Any]:
    return {
        **letterhead.data(),
        "language": (get_language() or "fr").split("-")[0],
        "direction": "rtl" if get_language_bidi() else "ltr",
        "title": title,
        "author": letterhead.centre.name,
        "running": running,
        "printed": _("Imprimé le %(moment)s") % {"moment": dates.moment(at, centre)},
        "page_label": _("Page"),
    }


def _attendance_words() -> dict[str, str]:
    return {
        "heading": _("Fiche de présence"),
        "number": _("N°"),
        "name": _("Nom et prénom"),
        "name_ar": "الاسم الكامل",
        "studies": _("Filière et niveau"),
        "signature": _("Signature"),
        "image": _("Droit à l’image (M36)"),
        "yes": _("Oui"),
        "no": _("Non"),
        "count": _("Nombre de présents : ……………"),
        "remarks": _("Remarques :"),
        "adviser_signature": _("Signature de la personne qui anime"),
    }


def _photo_note() -> str:
    return _(
        "Des photos seront prises et pourront être publiées par le centre. Cochez « Oui » pour accepter d’y figurer, "
        "« Non » pour refuser (décharge M36) : votre signature vaut pour ce choix, et un refus ne change rien à votre "
        "participation."
    )
