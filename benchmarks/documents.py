"""Certificates beside bare Typst, exports beside bare XlsxWriter.

Run `python -m benchmarks.documents`. Certificates: 200 different people through the same template; the bare way gets
the data as JSON with the QR drawing already made, ours starts from the domain's words and draws the QR code. The next
line, with a looser limit of its own, is the whole of issuing and keeping: number, bytes flushed to the disk, rows,
journal. Exports: 10,000 rows of 8 cells.
"""

import io
import os
import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

folder = tempfile.mkdtemp(prefix="jalon-benchmark-")
os.environ |= {"JALON_DATA_DIR": folder, "JALON_TESTING": "1"}
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.config.settings")

import django  # noqa: E402

django.setup()

import typst  # noqa: E402
import xlsxwriter  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import translation  # noqa: E402

from benchmarks._measure import Comparison, run  # noqa: E402
from jalon.core.actor import system  # noqa: E402
from jalon.documents import certificates, codes, numbering, rendering  # noqa: E402
from jalon.documents.actions import keep_document, write_document  # noqa: E402
from jalon.documents.issuers import Issuer, Letterhead  # noqa: E402
from jalon.files.spreadsheets import Column, Type, write_workbook  # noqa: E402
from jalon.structures.models import Centre, Room, Site  # noqa: E402

PEOPLE = 200
ROWS = 10_000
noon = datetime(2026, 3, 12, 12, tzinfo=UTC)
TEMPLATE = rendering.kit_template("centre-de-carriere", "attestation")
LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60"><defs><linearGradient id="g"><stop offset="0" '
    b'stop-color="#0b5563"/><stop offset="1" stop-color="#5fb49c"/></linearGradient></defs>'
    b'<path d="M10 50 L40 10 L70 50 Z" fill="url(#g)"/><circle cx="90" cy="30" r="18" fill="#b8893b"/></svg>'
)
MODEL = certificates.Certificate(
    letterhead=Letterhead(
        Issuer("Career Center de l’Université Ibn Battouta", "مركز المهن", LOGO), Issuer("Université Ibn Battouta")
    ),
    name="",
    name_ar="عبد الرحمن الإدريسي",
    phrase="a participé à l’atelier",
    title="Rédiger un CV qui donne envie de vous rencontrer",
    dates="le jeudi 12 mars 2026",
    number="",
    issued="Délivrée à Tanger, le 15 mars 2026",
    link="",
    address="https://jalon.example/verifier",
    code="",
    signatory=certificates.Signatory("Nadia El Idrissi", "Manager du Career Center", "Pour le Career Center,"),
    duration="2 h 30",
    place="Salle B12, campus de Boukhalef",
)


def certificate(number: int) -> certificates.Certificate:
    """The certificate of one person; each has its own name, number, code and QR drawing."""
    code = codes.new_code()
    return replace(
        MODEL,
        name=f"Aït Lahcen N’Diaye Fernández {number}",
        number=numbering.written(2026, number),
        link=f"https://jalon.example/verifier/{code}",
        code=code,
    )


people = [certificate(number) for number in range(1, PEOPLE + 1)]


def rendered() -> None:
    """Ours, up to the bytes."""
    for person in people:
        certificates.render_certificate(person, template=TEMPLATE, at=noon)


def recorded_inputs() -> list[str]:
    """The data that Typst gets for these people, taken on its way."""
    seen: list[str] = []
    compile_pdf = rendering.typst.compile

    def note(*arguments, sys_inputs, **options):
        seen.append(sys_inputs["data"])
        return compile_pdf(*arguments, sys_inputs=sys_inputs, **options)

    rendering.typst.compile = note
    try:
        rendered()
    finally:
        rendering.typst.compile = compile_pdf
    return seen


inputs = recorded_inputs()
tree = {"main.typ": TEMPLATE.read_bytes(), "files/centre-logo": LOGO}
fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(settings.SOURCE_ROOT / "build" / "lib" / "fonts")])


def bare_typst() -> None:
    """The same template and data given to Typst by hand."""
    stamp = int(noon.timestamp())
    for data in inputs:
        typst.compile(
            tree,
            root=str(rendering.PARTS),
            font_paths=fonts,
            sys_inputs={"data": data},
            pdf_standards=["a-2a"],
            timestamp=stamp,
        )


def issued() -> None:
    """Ours, until each document is kept: number, bytes flushed to the disk, file, document, journal."""
    for person in people:
        received = write_document(certificates.render_certificate(person, template=TEMPLATE, at=noon))
        with transaction.atomic():
            number = numbering.next_number(centre.pk, "certificate", 2026)
            keep_document(
                received,
                subject=room,
                centre=centre,
                model="T05",
                name=f"Attestation {number}",
                language="fr",
                by=system(centre.pk),
                now=noon,
                params={"number": number},
            )


def table() -> list[tuple]:
    """Rows as an export gets them."""
    day = date(2026, 3, 12)
    return [
        (
            f"NOM {n}",
            f"Prénom {n}",
            "الإدريسي",
            "Sciences économiques et gestion",
            day + timedelta(days=n % 300),
            noon + timedelta(minutes=n),
            n,
            n % 100 / 100,
        )
        for n in range(ROWS)
    ]


COLUMNS = [
    Column("Nom"),
    Column("Prénom"),
    Column("الاسم"),
    Column("Filière"),
    Column("Jour", Type.DATE),
    Column("Moment", Type.MOMENT),
    Column("Inscrits", Type.NUMBER),
    Column("Taux", Type.PERCENT),
]
rows = table()


def exported() -> None:
    """Ours, with the sheet that explains."""
    about = [("Définition", "Personnes présentes à une activité clôturée."), ("Filtres", "2026-2027")]
    write_workbook(
        io.BytesIO(), title="Participants", columns=COLUMNS, rows=iter(rows), about=about, zone="Africa/Casablanca"
    )


def bare_xlsxwriter() -> None:
    """The same cells by XlsxWriter's own typed calls."""
    with xlsxwriter.Workbook(io.BytesIO(), {"constant_memory": True, "remove_timezone": True}) as book:
        sheet = book.add_worksheet("Participants")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        share = book.add_format({"num_format": "0.0%"})
        for place, column in enumerate(COLUMNS):
            sheet.write_string(0, place, str(column.title))
        for number, row in enumerate(rows, start=1):
            for place in range(4):
                sheet.write_string(number, place, row[place])
            sheet.write_datetime(number, 4, row[4], day)
            sheet.write_datetime(number, 5, row[5], moment)
            sheet.write_number(number, 6, row[6])
            sheet.write_number(number, 7, row[7], share)


if __name__ == "__main__":
    translation.activate("fr")
    try:
        call_command("migrate", verbosity=0)
        centre = Centre.objects.create(code="demo", name="Career Center", created_at=noon)
        room = Room.objects.create(centre=centre, site=Site.objects.create(centre=centre, name="Campus"), name="B12")
        run(
            [
                Comparison("certificate rendered", rendered, bare_typst, limit=1.3, count=PEOPLE),
                Comparison("certificate issued and kept", issued, bare_typst, limit=2.0, count=PEOPLE),
                Comparison("exported row", exported, bare_xlsxwriter, limit=1.5, count=ROWS),
            ],
            rounds=3,
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
