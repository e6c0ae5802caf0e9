"""Reads the templates as text: what they include, where they link, what they hold that a strict policy refuses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.layers import SOURCE, may_use, package_of

MAIL = re.compile(r"/(mails?|emails?)/")
"""E-mails carry their style in attributes: mail readers know nothing else."""

USES = re.compile(r"""{%-?\s*(?:include|extends)\s+["']([^"']+)["']""")
LINKS = re.compile(r"""{%-?\s*url\s+["']([^"']+)["']""")
COMMENTS = re.compile(r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}", re.DOTALL)
INLINE = {
    "a script in the page": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/(?:ld\+)?json)", re.IGNORECASE
    ),
    "a style sheet in the page": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"""(?:href|src|action)\s*=\s*["']?\s*javascript:""", re.IGNORECASE),
    "an inline htmx handler": re.compile(r"<[^>]*\shx-on[:-]", re.IGNORECASE),
}


@dataclass(frozen=True)
class Template:
    """One template: its name for Django, the package that holds it, its text."""

    name: str
    package: str
    text: str


def ours() -> list[Template]:
    """Every template of Jalon."""
    found = []
    for path in sorted(SOURCE.glob("*/templates/**/*")):
        if path.is_file():
            name = path.relative_to(SOURCE / package_of(path) / "templates").as_posix()
            found.append(Template(name, package_of(path), COMMENTS.sub("", path.read_text(encoding="utf-8"))))
    return found


def upward_uses(templates: list[Template]) -> list[str]:
    """Templates that include or extend one of a higher package, or one that exists neither here nor in Django."""
    owners = {template.name: template.package for template in templates}
    faults = []
    for template in templates:
        for used in USES.findall(template.text):
            name = used.partition("#")[0] or template.name
            if name.startswith("django/"):
                continue
            if name not in owners:
                faults.append(f"{template.name} uses {name}, which is not here")
            elif not may_use(template.package, owners[name]):
                faults.append(f"{template.name} uses {name}")
    return faults


def upward_links(templates: list[Template], owners: dict[str, str]) -> list[str]:
    """Templates that name an address of a higher package, or an unknown one; those of libraries are free."""
    faults = []
    for template in templates:
        for name in LINKS.findall(template.text):
            if name not in owners:
                faults.append(f"{template.name} links to {name}, which is not here")
            elif owners[name] and not may_use(template.package, owners[name]):
                faults.append(f"{template.name} links to {name} of {owners[name]}")
    return faults


def inline(templates: list[Template]) -> list[str]:
    """What a strict content security policy refuses."""
    return [
        f"{template.name}: {fault}: {match[0][-80:]}"
        for template in templates
        if template.name.endswith(".html") and not MAIL.search(f"/{template.name}")
        for fault, sign in INLINE.items()
        for match in sign.finditer(template.text)
    ]


def address_owners() -> dict[str, str]:
    """The package of each named address, "" for those of libraries."""
    return dict(_addresses(get_resolver().url_patterns, ""))


def _addresses(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[tuple[str, str]]:
    """Named addresses with the package whose view answers."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _addresses(pattern.url_patterns, inner)
        elif pattern.name:
            module = pattern.callback.__module__.split(".")
            yield f"{namespace}{pattern.name}", module[1] if module[0] == "jalon" else ""


def path_of(template: Template) -> Path:
    """Where a template stands."""
    return SOURCE / template.package / "templates" / template.name
