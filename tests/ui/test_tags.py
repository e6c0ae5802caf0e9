"""The tags and filters of `{% load ui %}`."""

import re
from datetime import UTC, datetime

import pytest
from django.template import Context, Template

from jalon.ui import icons, statuses
from jalon.ui.registries.timeline import Line
from jalon.ui.samples import SampleForm
from jalon.ui.statuses import Status
from jalon.ui.tags import lists


def rendered(text: str, **context: object) -> str:
    """What the text gives once the tags are loaded."""
    return Template("{% load ui %}" + text).render(Context(context))


@pytest.fixture
def attendance():
    """A list of states."""
    statuses.register("test.attendance", {"present": Status("success", "Présent", "user-check")})
    yield
    statuses._registered.pop("test.attendance")


def test_an_empty_value_shows_nothing_and_an_unknown_number_a_dash(centre):
    assert rendered("{{ at|day:centre }}{{ at|moment:centre }}{{ at|name }}", at=None, centre=centre) == ""
    assert rendered("{{ n|number }} {{ n|percent }}", n=None) == "– –"


def test_a_moment_carries_its_exact_value(centre):
    shown = rendered("{% when at centre %}", at=datetime(2026, 11, 24, 8, 30, tzinfo=UTC), centre=centre)

    assert shown.replace("\u00a0", " ") == ('<time datetime="2026-11-24T08:30:00+00:00">24 nov. 2026, 9 h 30</time>')


def test_a_badge_says_its_state_by_icon_and_word(attendance):
    shown = rendered('{{ code|badge:"test.attendance" }}', code="present")

    assert shown.startswith('<span class="badge tone-success"><svg class="icon"')
    assert shown.endswith("Présent</span>")


def test_the_same_states_cannot_be_registered_with_two_looks(attendance):
    with pytest.raises(ValueError, match="registered twice"):
        statuses.register("test.attendance", {"present": Status("danger", "Présent")})


def test_a_tone_is_one_of_the_list():
    with pytest.raises(ValueError, match="rouge"):
        rendered('{% status "rouge" "Présent" %}')


def test_an_icon_is_decorative_unless_it_is_named():
    assert 'aria-hidden="true"' in icons.icon("check")
    assert 'role="img" aria-label="Fait &lt;b&gt;"' in icons.icon("check", "Fait <b>")


def test_icons_that_point_are_mirrored():
    assert "icon-mirror" in icons.icon("arrow-right")
    assert "icon-mirror" not in icons.icon("check")


@pytest.mark.parametrize("name", ["no-such-icon", "../../../etc/passwd", ""])
def test_an_unknown_icon_is_a_fault_of_the_page(name):
    with pytest.raises(icons.UnknownIcon):
        icons.icon(name)


def key_in(html: str) -> str:
    """The value of the hidden key."""
    found = re.search(r'name="arrival_key" value="([\w-]+)"', html)
    assert found
    return found[1]


def test_each_form_gets_its_own_key():
    shown = [key_in(rendered("{% arrival_key %}")) for _ in range(2)]

    assert shown[0] != shown[1]


def test_a_form_that_comes_back_with_errors_keeps_its_key():
    wrong = SampleForm({"arrival_key": "abcdefghijklmnopqrstuvwx"})
    wrong.is_valid()

    assert key_in(rendered("{% arrival_key form %}", form=wrong)) == "abcdefghijklmnopqrstuvwx"


def test_a_key_that_was_tampered_with_is_replaced():
    wrong = SampleForm({"arrival_key": '"><script>'})
    wrong.is_valid()

    assert len(key_in(rendered("{% arrival_key form %}", form=wrong))) == 24


def test_a_field_is_tied_to_its_help_and_its_error():
    form = SampleForm({"title": ""})
    form.is_valid()

    shown = rendered("{% field form.title %}", form=form)

    assert '<label for="id_title">Titre de l’atelier' in shown
    assert 'aria-describedby="id_title_helptext id_title_error"' in shown
    assert 'id="id_title_helptext"' in shown
    assert 'id="id_title_error"' in shown
    assert 'aria-invalid="true"' in shown


def test_the_summary_of_errors_leads_to_each_field():
    form = SampleForm({"title": ""})
    form.is_valid()
    form.add_error(None, "La salle A est déjà prise.")

    shown = rendered("{{ form }}", form=form)

    assert "points à corriger" in shown
    assert "<li>La salle A est déjà prise.</li>" in shown
    assert '<a href="#id_title">' in shown


def test_a_refused_button_says_why():
    shown = rendered('{% post_button "/clore/" "Clôturer" why_not="Il manque un état." %}')

    assert 'aria-disabled="true"' in shown
    assert "Il manque un état." in shown


def test_the_box_of_a_row_is_named_and_escaped():
    shown = rendered("{% select_row 7 name %}", name="<b>Amina</b>")

    assert 'name="chosen" value="7" form="bulk"' in shown
    assert "<bdi>&lt;b&gt;Amina&lt;/b&gt;</bdi>" in shown


def test_progress_names_what_is_missing():
    shown = rendered('{% progress 2 3 missing="le questionnaire" %}')

    assert "<strong>2 sur 3</strong> : il manque le questionnaire" in shown


def test_progress_that_is_complete_misses_nothing():
    assert "il manque" not in rendered('{% progress 3 3 missing="le questionnaire" %}')


def test_a_number_with_an_address_is_a_link():
    shown = rendered('{% stat 1284 "personnes" "/liste/" %}')

    assert '<a class="stat-link" href="/liste/">' in shown
    assert "1\u00a0284" in shown


def test_what_people_wrote_in_a_timeline_is_escaped(centre):
    line = Line(datetime(2026, 11, 24, tzinfo=UTC), "<i>a</i> clôturé", note="<b>")

    shown = rendered("{% timeline lines centre %}", lines=[line], centre=centre)

    assert "&lt;i&gt;a&lt;/i&gt; clôturé" in shown
    assert "<bdi>&lt;b&gt;</bdi>" in shown


def test_a_component_escapes_what_it_is_told_and_keeps_what_the_page_wrote():
    shown = rendered('{% callout "info" title=title %}<p>{{ words }}</p>{% endcallout %}', title="<b>", words="<i>")

    assert "&lt;b&gt;" in shown
    assert "<p>&lt;i&gt;</p>" in shown


def test_a_row_is_drawn_once_for_what_it_says_and_again_when_it_says_something_else(monkeypatch):
    drawn = []
    monkeypatch.setattr(lists, "render_to_string", lambda name, values: drawn.append(values) or f"<{values['line']}>")
    lists.drawn.cache_clear()

    first = lists.rows("row.html", [("a", 1), ("b", 2)], zone="x")
    again = lists.rows("row.html", [("b", 2), ("a", 3)], zone="x")
    elsewhere = lists.rows("row.html", [("a", 1)], zone="y")
    lists.drawn.cache_clear()

    assert (first, again, elsewhere) == ("<('a', 1)><('b', 2)>", "<('b', 2)><('a', 3)>", "<('a', 1)>")
    assert [(values["line"], values["zone"]) for values in drawn] == [
        (("a", 1), "x"),
        (("b", 2), "x"),
        (("a", 3), "x"),
        (("a", 1), "y"),
    ]
