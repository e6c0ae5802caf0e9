"""What pages weigh, and whether what they name exists."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from jalon.ui import icons, statuses
from jalon.ui.registries import navigation, panels, search, timeline, waiting
from jalon.ui.views import gallery
from tests.architecture import templates

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 100_000
ICON = re.compile(r"""{%\s*icon\s+"([^"]+)"|\bicon="([a-z0-9/-]+)\"""")
CLASS = re.compile(r'\sclass="([^"]*)"')
CHOICE = re.compile(r"{%\s*(?:if|elif|else|endif)\b.*?%}", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
SELECTOR = re.compile(r"\.(-?[A-Za-z_][\w-]*)")


def assets(page: str) -> set[str]:
    """The files that the browser fetches for this page, as paths below /static/."""
    links = re.findall(r'<link rel="(?:stylesheet|icon)" href="/static/([^"]+)"', page)
    return {*links, *re.findall(r'<script[^>]* src="/static/([^"]+)"', page)}


def weight(page: str) -> int:
    """Bytes sent for the page and all its files, compressed as the server does it."""
    total = len(gzip.compress(page.encode(), 6))
    for name in assets(page):
        found = finders.find(name)
        assert found, name
        total += len(gzip.compress(Path(found).read_bytes(), 6))
    return total


@pytest.mark.parametrize("layout", ["portail", "simple"])
def test_the_first_visit_of_a_young_person_weighs_little(ask, layout):
    page = gallery(ask(f"/?mise-en-page={layout}")).content.decode()

    assert weight(page) < LIMIT / 2, "half is left for what the page itself shows"


def test_htmx_too_fits_into_the_first_visit(ask):
    page = gallery(ask("/?mise-en-page=portail")).content.decode()
    library = Path(finders.find("lib/htmx/htmx.min.js") or "").read_bytes()

    assert weight(page) + len(gzip.compress(library, 6)) < LIMIT


def test_portal_pages_fetch_no_font_and_no_script_from_elsewhere(ask):
    page = gallery(ask("/?mise-en-page=portail")).content.decode()

    assert "fonts.css" not in page
    assert re.findall(r'(?:src|href)="(?:https?:)?//', page) == []


def test_every_template_of_ui_compiles():
    for template in templates.ours():
        if template.package == "ui":
            get_template(template.name)


def test_every_icon_named_in_a_template_or_a_registry_is_in_the_list():
    sources = [*templates.SOURCE.rglob("*.py"), *templates.SOURCE.glob("*/templates/**/*.html")]
    wanted = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in sources
        for names in ICON.findall(path.read_text(encoding="utf-8"))
        for name in names
    }
    registered = [*navigation._entries, *waiting._sources, *search._providers, *panels._panels]
    wanted |= {(entry.code, entry.icon) for entry in registered}
    wanted |= {(act, look.icon) for act, look in timeline._looks.items()}
    wanted |= {
        (f"{group}.{code}", look.icon) for group, looks in statuses.all_groups().items() for code, look in looks.items()
    }
    listed = set((ROOT / "frontend" / "icons.txt").read_text(encoding="utf-8").split())

    assert sorted((where, name) for where, name in wanted if name and name not in listed) == []


def test_the_mirrored_icons_are_in_the_list():
    listed = set((ROOT / "frontend" / "icons.txt").read_text(encoding="utf-8").split())

    assert sorted(icons.POINTING - listed) == []


def classes_of(*sheets: str) -> set[str]:
    """The classes that these style sheets know."""
    known: set[str] = set()
    for sheet in sheets:
        found = finders.find(sheet)
        assert found, sheet
        known |= set(SELECTOR.findall(Path(found).read_text(encoding="utf-8").replace("\\", "")))
    return known


def layout_of(template: templates.Template, by_name: dict[str, templates.Template]) -> str:
    """The layout at the end of the chain of `extends`; empty for a part."""
    while match := re.search(r"""{%\s*extends\s+["']([^"']+)["']""", template.text):
        if match[1] in {"ui/staff.html", "ui/portal.html", "ui/plain.html", "ui/print.html"}:
            return match[1]
        if match[1] not in by_name:
            return ""
        template = by_name[match[1]]
    return ""


def test_every_class_in_a_template_is_one_that_its_layout_knows():
    of_packages: set[str] = set()
    for path in templates.SOURCE.glob("*/static/**/*.css"):
        if path.parent.name != "ui":
            of_packages |= set(SELECTOR.findall(path.read_text(encoding="utf-8")))
    base = classes_of("ui/jalon.css") | of_packages
    staff = base | classes_of(
        "ui/staff.css", "lib/bootstrap/bootstrap-grid.min.css", "lib/bootstrap/bootstrap-utilities.min.css"
    )
    portal = base | classes_of("ui/portal.css", "ui/print.css")
    known = {"ui/staff.html": staff | classes_of("ui/print.css"), "ui/portal.html": portal, "ui/plain.html": portal}
    known |= {
        "ui/print.html": base | classes_of("ui/sheet.css", "ui/print.css"),
        "": staff | portal | classes_of("ui/sheet.css"),
    }
    by_name = {template.name: template for template in templates.ours()}
    faults = []
    for template in by_name.values():
        if not template.name.endswith(".html") or templates.MAIL.search(f"/{template.name}"):
            continue
        fixed = TAG.sub("\0", CHOICE.sub(" ", template.text))
        named = {name for value in CLASS.findall(fixed) for name in value.split() if "\0" not in name}
        faults += [f"{template.name}: {name}" for name in named - known[layout_of(template, by_name)]]

    assert "\n".join(sorted(set(faults))) == ""
