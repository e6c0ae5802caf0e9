"""What the actions of partners have in common: keys, and rows of the same centre."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from jalon.core import names
from jalon.core.refusals import Refused
from jalon.partners import rules
from jalon.partners.models import Contact, Organisation
from jalon.structures.models import Centre, Reference


def set_organisation_keys(organisation: Organisation) -> None:
    """Recompute the normalised names by which an organisation is searched and matched."""
    organisation.name_key = names.key(organisation.name)[:200]
    organisation.name_key_ar = names.key(organisation.name_ar)[:200]
    organisation.bare_key = rules.bare_key(organisation.name)[:200]


def set_contact_keys(contact: Contact) -> None:
    """Recompute the normalised names by which a contact is searched and matched."""
    contact.name_key = names.key(f"{contact.last_name} {contact.first_name}")[:250]
    contact.name_key_ar = names.key(f"{contact.last_name_ar} {contact.first_name_ar}")[:250]
    contact.identity_key = (names.compact(contact.last_name) + names.compact(contact.first_name))[:250]


def refuse_strangers(centre: Centre, rows: Iterable[Any]) -> None:
    """Refuse items of lists, people and organisations of another centre."""
    if any(row is not None and row.centre_id != centre.pk for row in rows):
        raise Refused(_("Cet élément n’est pas de ce centre : choisissez-en un de la liste."))


def item_of(centre: Centre, item: Reference | None, list_code: str, *, field: str) -> None:
    """Refuse an item of another list."""
    if item is not None and (item.centre_id, item.list) != (centre.pk, list_code):
        raise Refused(_("Choisissez un élément de cette liste."), field=field)
