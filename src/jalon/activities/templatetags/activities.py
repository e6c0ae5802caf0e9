"""Tags of the pages and messages about activities."""

from typing import Any

from django import template
from django.db.models import Model
from django.urls import reverse

from jalon.core.addresses import public_page
from jalon.core.texts import localized as in_words
from jalon.messaging.addresses import absolute
from jalon.people.models import Person

register = template.Library()


@register.simple_tag
def public_url(obj: Model) -> str:
    """The full address of the object's page for outsiders, for messages."""
    return absolute(public_page(obj))


@register.simple_tag
def public_path(obj: Model) -> str:
    """The same without the host, for pages."""
    return public_page(obj)


@register.simple_tag
def person_page(person: Person, centre: Any) -> str:
    """The address of a person's page, without reading the centre of each."""
    return reverse("people:person", args=[centre.code, person.public_id])


@register.filter
def localized(label: Any) -> str:
    """A label of a list (JSON by language) in the reader's language; nothing for nothing."""
    return in_words(label)
