"""Words of a draft in its templates."""

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _

from jalon.core.texts import Localized, localized
from jalon.surveys.definition import Condition
from jalon.surveys.editing import Sketch
from jalon.surveys.forms import answer_in_words
from jalon.surveys.languages import WORDS

register = template.Library()


@register.filter
def in_words(text: Localized) -> str:
    """The text in the reader's language."""
    return localized(text)


@register.filter
def language_names(codes: Iterable[str]) -> str:
    """The languages, each by its own name."""
    return ", ".join(WORDS[code].name for code in codes)


@register.filter
def condition_in_words(condition: Condition, sketch: Sketch) -> str:
    """When a question or a section is shown."""
    number, waited = next((n, q) for n, q in sketch.numbered() if q.id == condition.question)
    answers = " / ".join(answer_in_words(waited, code) for code in condition.any_of)
    return _("seulement si « %(answers)s » à la question %(number)s") % {"answers": answers, "number": number}
