"""Templates: they use what lies below, and nothing that the content security policy refuses."""

import pytest
from django.template import Context, Engine, Origin, Template

from tests.architecture import templates
from tests.architecture.layers import SOURCE
from tests.strict_templates import Undefined, UndefinedVariable

OWNERS = {"activities:page": "activities", "sign_in": ""}


def one(text: str, package: str = "people") -> list[templates.Template]:
    """A template of a package among two others."""
    return [
        templates.Template("ui/layout.html", "ui", ""),
        templates.Template("activities/list.html", "activities", ""),
        templates.Template(f"{package}/x.html", package, text),
    ]


def test_templates_use_those_of_lower_packages():
    assert templates.upward_uses(templates.ours()) == []


def test_links_lead_to_lower_packages():
    assert templates.upward_links(templates.ours(), templates.address_owners()) == []


def test_nothing_in_a_page_needs_an_exception_from_the_security_policy():
    assert templates.inline(templates.ours()) == []


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ('{% extends "ui/layout.html" %}', []),
        ('{% include "activities/list.html" %}', ["people/x.html uses activities/list.html"]),
        ('{% include "ui/layout.html#row" with a=b %}', []),
        ('{% include "gone.html" %}', ["people/x.html uses gone.html, which is not here"]),
        ('{# {% include "activities/list.html" %} #}', None),
    ],
)
def test_an_upward_include_is_found(text, faults):
    found = templates.upward_uses(one(templates.COMMENTS.sub("", text)))

    assert found == (faults or [])


@pytest.mark.parametrize(
    ("text", "package", "faults"),
    [
        ('{% url "activities:page" x %}', "people", ["people/x.html links to activities:page of activities"]),
        ("{% url 'activities:page' x %}", "desk", []),
        ("{% url 'sign_in' %}", "people", []),
        ("{% url 'gone' %}", "people", ["people/x.html links to gone, which is not here"]),
    ],
)
def test_an_upward_link_is_found(text, package, faults):
    assert templates.upward_links(one(text, package), OWNERS) == faults


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<script nonce="{{ csp_nonce }}">go()</script>',
        "<style>p {}</style>",
        '<p class="a" style="color: red">',
        '<button type="button" onclick="go()">',
        '<a href="javascript:go()">',
        '<div hx-on:click="go()">',
    ],
)
def test_what_the_policy_refuses_is_found(text):
    assert len(templates.inline(one(text))) == 1


@pytest.mark.parametrize(
    "text",
    ['<script src="x.js" defer></script>', '<script type="application/json" id="d">{}</script>', '<p data-style="x">'],
)
def test_what_the_policy_allows_is_left_alone(text):
    assert templates.inline(one(text)) == []


def render(text: str, folder: str) -> str:
    """Render a text as if it were a template of this folder."""
    engine = Engine(string_if_invalid=Undefined("%s"))
    return Template(text, Origin(f"{folder}/x.html"), engine=engine).render(Context({"here": "yes"}))


@pytest.mark.parametrize(
    "text", ["{{ gone }}", "{{ here.gone }}", "{{ gone|upper }}", "{% with a=gone %}{{ a }}{% endwith %}"]
)
def test_an_undefined_variable_fails_the_test(text):
    with pytest.raises(UndefinedVariable, match="gone"):
        render(text, str(SOURCE / "ui" / "templates"))


def test_what_may_be_missing_is_said_to_be_so():
    text = "{% if gone %}x{% endif %}{{ gone|default:'-'|add:'!' }}{{ here }}"

    assert render(text, str(SOURCE / "ui" / "templates")) == "-!yes"


def test_templates_of_libraries_keep_their_habits():
    assert render("{{ gone }}.", "/elsewhere") == "."
