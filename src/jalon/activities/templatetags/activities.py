"""Tags for the messages about activities."""

from django import template
from django.db.models import Model

from jalon.core.addresses import public_page
from jalon.messaging.addresses import absolute

register = template.Library()


@register.simple_tag
def public_url(obj: Model) -> str:
    """The full address of the object's page for outsiders, for messages."""
    return absolute(public_page(obj))
