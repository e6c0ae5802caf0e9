"""People in the search of the whole product."""

from typing import Any

from django.urls import reverse

from jalon.core.actor import Actor
from jalon.people import finding, policies
from jalon.ui.registries.search import Hit


def find(query: str, actor: Actor, centre: Any, limit: int) -> list[Hit]:
    """The first people who match, by name."""
    people = finding.found(policies.person.visible_to(actor).live(), query, centre_id=centre.pk, limit=limit)
    return [
        Hit(
            person.full_name,
            reverse("people:person", args=[centre.code, person.public_id]),
            person.full_name_ar or person.email,
        )
        for person in people
    ]
