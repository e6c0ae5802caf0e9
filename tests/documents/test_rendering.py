"""Typst sees our fonts, our parts and the data as text; nothing else of the machine."""

from dataclasses import replace

import pytest
from django.utils.translation import gettext_lazy

from jalon.core.refusals import Refused
from jalon.documents import rendering
from jalon.documents.certificates import render_certificate
from jalon.documents.rendering import kit_template, render_pdf
from jalon.documents.sheets import PrintedColumn, PrintedList, render_attendance_sheet, render_list
from tests.documents.conftest import LETTERHEAD, noon
from tests.documents.reading import pages
from tests.documents.test_certificates import CERTIFICATE
from tests.documents.test_sheets import CASABLANCA, PEOPLE, SHEET


@pytest.fixture
def template(tmp_path):
    def write(source: str):
        path = tmp_path / "test.typ"
        path.write_text(source)
        return path

    return write


def test_data_is_text_and_lazy_sentences_are_words(template):
    path = template("#let d = json(bytes(sys.inputs.data))\n#d.a #d.b")
    pdf = render_pdf(path, {"a": "#strong[x] *y*", "b": gettext_lazy("Oui")}, at=noon)
    assert pages(pdf) == ["#strong[x] *y* Oui"]


def test_a_number_inside_arabic_words_keeps_its_order(template):
    path = template('#import "/scripts.typ": arabic\n#arabic("شهادة رقم 2026-00042")')
    assert "2026-00042" in pages(render_pdf(path, {}, at=noon))[0]


@pytest.mark.parametrize(
    "source",
    [
        '#read("/etc/passwd")',
        '#read("../rendering.py")',
        '#read("/../../../config/settings.py")',
        "#let x = ",
        "#panic()",
    ],
)
def test_a_template_that_fails_or_looks_elsewhere_is_refused_with_a_sentence(template, source, caplog):
    with pytest.raises(Refused, match="son modèle contient une erreur"):
        render_pdf(template(source), {}, at=noon)
    assert "test.typ" in caplog.text


def test_a_template_that_wants_a_package_from_the_network_is_refused_before_it_asks(template):
    with pytest.raises(Refused, match="module extérieur"):
        render_pdf(template('#import "@preview/tablex:0.0.9": *'), {}, at=noon)


def test_a_missing_template_is_refused_with_a_sentence():
    with pytest.raises(Refused, match="introuvable"):
        render_pdf(kit_template("centre-de-carriere", "absent"), {}, at=noon)


@pytest.mark.parametrize(("kit", "name"), [("..", "attestation"), ("centre-de-carriere", "../kit"), ("a/b", "c")])
def test_a_kit_names_its_templates_and_never_a_path(kit, name):
    with pytest.raises(ValueError, match="plain names"):
        kit_template(kit, name)


def test_missing_fonts_are_said_rather_than_replaced(template, settings, tmp_path):
    settings.SOURCE_ROOT = tmp_path
    with pytest.raises(Refused, match="polices"):
        render_pdf(template("x"), {}, at=noon)


def test_only_our_own_fonts_are_used():
    families = set(rendering._fonts(rendering.settings.SOURCE_ROOT / "build" / "lib" / "fonts").families())
    assert {"Cairo", "Amiri"} <= families
    assert families - {"Cairo", "Amiri"} <= {
        "DejaVu Sans Mono",
        "Libertinus Serif",
        "New Computer Modern",
        "New Computer Modern Math",
    }


def test_our_templates_compile_without_a_warning(monkeypatch):
    heard = []

    def listen(*arguments, **options):
        pdf, warnings = rendering.typst.compile_with_warnings(*arguments, **options)
        heard.extend(str(warning) for warning in warnings)
        return pdf

    monkeypatch.setattr(rendering.typst, "compile", listen)
    render_certificate(CERTIFICATE, template=kit_template("centre-de-carriere", "attestation"), at=noon)
    render_attendance_sheet(replace(SHEET, people=PEOPLE, photos=True), centre=CASABLANCA, at=noon)
    render_list(PrintedList(LETTERHEAD, "Liste", [PrintedColumn("Nom")], [["Fernández"]]), centre=CASABLANCA, at=noon)
    assert heard == []
