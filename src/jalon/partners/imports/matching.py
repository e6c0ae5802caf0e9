"""Which organisation and which contact a line speaks of, among those of the centre and of the lines before it.

What is known is held as model objects: those that a file adds have no identifier until they are saved.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from jalon.core import names
from jalon.core.names import Agreement
from jalon.partners.models import Contact, Organisation

CityKey = int | str | None
"""The city's identifier, or how a file writes one that the centre lacks."""


@dataclass(frozen=True)
class Found:
    """The contact of a line: `contact` when it is known, `doubt` with a reason when it may be."""

    contact: Contact | None = None
    doubt: Contact | None = None
    reason: str = ""


@dataclass
class Known:
    """Everybody whom the centre knows, and whom the lines read so far brought."""

    organisations: dict[str, list[tuple[Organisation, CityKey]]] = field(default_factory=lambda: defaultdict(list))
    contacts: dict[int, list[Contact]] = field(default_factory=lambda: defaultdict(list))
    """By the organisation object."""
    emails: dict[str, list[Contact]] = field(default_factory=lambda: defaultdict(list))

    def add_organisation(self, organisation: Organisation, city: CityKey) -> None:
        """Make an organisation findable."""
        self.organisations[organisation.name_key].append((organisation, city))

    def add_contact(self, contact: Contact, organisation: Organisation) -> None:
        """Make a contact findable."""
        self.contacts[id(organisation)].append(contact)
        if contact.email:
            self.emails[contact.email].append(contact)

    def organisation(self, name: str, city: CityKey) -> Organisation | None:
        """The organisation of this name in this city; without a city, the only one of this name."""
        same = self.organisations.get(names.key(name)[:200], [])
        exact = [row for row, own in same if own == city]
        if exact:
            return exact[0]
        if city is None:
            return same[0][0] if len(same) == 1 else None
        without = [row for row, own in same if own is None]
        return without[0] if len(without) == 1 and len(same) == 1 else None

    def contact(self, values: dict[str, Any], organisation: Organisation | None) -> Found:
        """The contact whom the values describe: at this organisation, else by an address that is somebody's."""
        email = values.get("email", "")
        own = self.contacts.get(id(organisation), []) if organisation is not None else []
        for contact in own:
            agreement = agree(values, contact)
            if email and contact.email == email:
                if agreement is Agreement.DIFFERENT:
                    return Found(doubt=contact, reason=_("Même adresse e-mail, autre nom : %s.") % contact.full_name)
                return Found(contact)
        for contact in own:
            if agree(values, contact) is Agreement.SAME:
                if email and contact.email and email != contact.email:
                    return Found(doubt=contact, reason=_("Même nom dans cette organisation, autre adresse e-mail."))
                return Found(contact)
            if not _named(values) and not contact.last_name and _same_number(values, contact):
                return Found(contact)
        for contact in self.emails.get(email, []) if email else []:
            words = {"name": contact.full_name, "organisation": contact.organisation.name}
            reason = _("Cette adresse e-mail est celle d’un contact connu : %(name)s (%(organisation)s).") % words
            return Found(doubt=contact, reason=reason)
        return Found()


def agree(values: dict[str, Any], contact: Contact) -> Agreement:
    """What the name of a line and of a contact say about being one person's."""
    latin = names.agreement(
        (values.get("last_name", ""), values.get("first_name", "")), (contact.last_name, contact.first_name)
    )
    if latin is not Agreement.UNKNOWN:
        return latin
    return names.agreement(
        (values.get("last_name_ar", ""), values.get("first_name_ar", "")),
        (contact.last_name_ar, contact.first_name_ar),
    )


def is_somebody(values: dict[str, Any]) -> bool:
    """Whether the line names a contact at all, beside the organisation."""
    return _named(values) or any(values.get(code) for code in ("email", "phone", "function"))


def _named(values: dict[str, Any]) -> bool:
    return bool(values.get("last_name") or values.get("last_name_ar"))


def _same_number(values: dict[str, Any], contact: Contact) -> bool:
    return any(values.get(code) and values[code] == getattr(contact, code) for code in ("phone", "function"))


def load(organisations: Iterable[Organisation], contacts: Iterable[Contact]) -> Known:
    """What the centre knows, ready to be matched; the contacts then share the objects of their organisations."""
    known, by_pk = Known(), {}
    rows = {row.pk: row for row in organisations}
    for pk, row in rows.items():
        by_pk[pk] = rows.get(row.merged_into_id, row) if row.merged_into_id else row
        if not row.merged_into_id:
            known.add_organisation(row, row.city_id)
    for contact in contacts:
        contact.organisation = by_pk[contact.organisation_id]
        known.add_contact(contact, contact.organisation)
    return known
