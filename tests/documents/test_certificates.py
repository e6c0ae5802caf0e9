"""The certificate: one page, right names, a number, a code that is verified elsewhere."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from jalon.documents import qr
from jalon.documents.certificates import Certificate, Signatory, render_certificate
from jalon.documents.rendering import kit_template
from tests.documents.conftest import LETTERHEAD, LOGO, noon
from tests.documents.reading import letters, pages

TEMPLATE = kit_template("centre-de-carriere", "attestation")
CERTIFICATE = Certificate(
    letterhead=LETTERHEAD,
    name="Aït Lahcen N’Diaye Fernández",
    name_ar="آيت لحسن الإدريسي",
    phrase="a participé à l’atelier",
    title="Rédiger un CV",
    dates="le jeudi 12 mars 2026",
    number="2026-00042",
    issued="Délivrée à Tanger, le 15 mars 2026",
    link="https://jalon.example/verifier/7k3m9qxw2tpz04ra1",
    address="https://jalon.example/verifier",
    code="7k3m9qxw2tpz04ra1",
    signatory=Signatory("Nadia El Idrissi", "Manager du Career Center"),
    duration="2 h 30",
)


def render(**changes) -> bytes:
    return render_certificate(replace(CERTIFICATE, **changes), template=TEMPLATE, at=noon)


def test_it_says_who_took_part_in_what_and_when():
    (text,) = pages(render())
    for words in (
        "Attestation de participation",
        "Career Center de l’Université Ibn Battouta atteste que",
        "Aït Lahcen N’Diaye Fernández",
        "« Rédiger un CV »",
        "le jeudi 12 mars 2026, pour une durée de 2 h 30",
        "N° 2026-00042",
        "https://jalon.example/verifier",
        "7K3M-9QXW-2TPZ-04RA1",
        "Nadia El Idrissi",
        "Manager du Career Center",
    ):
        assert words in text
    assert letters("آيت لحسن الإدريسي شهادة مشاركة") <= letters(text)


@pytest.mark.parametrize("name", ["N’Diaye", "Aït Lahcen", "Fernández", "M’Daghri-Şahin", "#strong[x] *y* $z$ \\ <a>"])
def test_names_are_text_and_never_markup(name):
    assert name in pages(render(name=name, name_ar=""))[0]


def test_the_longest_names_and_titles_stay_on_one_page():
    text = pages(
        render(
            name="Marie-Thérèse Alexandrine Benjelloun-Fernández El Alaoui M’Daghri de la Villehuchet du Plessis",
            name_ar="عبد الرحمن محمد الأمين بن عبد الله الإدريسي العلوي المدغري التواتي الفاسي الأندلسي",
            title="Préparer sa recherche de stage : " + "identifier ses compétences et construire son projet, " * 4,
            place="Amphithéâtre 3, Faculté des Sciences Juridiques, Économiques et Sociales, campus de Boukhalef",
            led_by="Animé par Hajar Bouazza et Saâd El Amrani",
        )
    )
    assert len(text) == 1
    assert "2026-00042" in text[0]


def test_what_is_not_known_leaves_no_trace():
    (text,) = pages(render(duration="", letterhead=replace(LETTERHEAD, host=None), name_ar=""))
    assert "durée" not in text
    assert "None" not in text


def test_it_is_an_archival_document_with_the_same_bytes_each_time():
    first = render(signatory=Signatory("Nadia El Idrissi", picture=LOGO))
    assert first == render(signatory=Signatory("Nadia El Idrissi", picture=LOGO))
    reader = PdfReader(io.BytesIO(first))
    assert reader.metadata.title == "Attestation de participation n° 2026-00042"
    assert b"pdfaid:part>2<" in first.replace(b" ", b"") or "pdfaid" in str(reader.xmp_metadata.stream.get_data())
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_qr_code_opens_the_verification_page(monkeypatch):
    asked = []
    monkeypatch.setattr(qr, "svg", lambda content: asked.append(content) or "<svg xmlns='http://www.w3.org/2000/svg'/>")
    render()
    assert asked == ["https://jalon.example/verifier/7k3m9qxw2tpz04ra1"]
