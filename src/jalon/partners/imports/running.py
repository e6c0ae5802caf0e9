"""One pass over the lines of a file: what each becomes, and, when it is meant, the writing of it all.

The same pass checks and imports: what is shown before is what is done after. A file fills what the centre lacks and
replaces nothing; where the two differ, the line says so and the centre's own word stays.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from jalon.core import names
from jalon.partners.actions.saving import set_contact_keys, set_organisation_keys
from jalon.partners.imports.matching import CityKey, Known, is_somebody, load
from jalon.partners.models import CallBack, Contact, ContactImportRow, ContactVerdict, Exchange, Organisation
from jalon.structures.actions import reference_named
from jalon.structures.models import Centre, Reference, ReferenceList
from jalon.structures.queries import reference_by_text

_LISTS = {
    "kind": ReferenceList.ORGANISATION,
    "sector": ReferenceList.SECTOR,
    "city": ReferenceList.CITY,
    "interests": ReferenceList.INTEREST,
    "themes": ReferenceList.THEME,
}
_OF_CONTACT = (
    *("civility", "last_name", "first_name", "last_name_ar", "first_name_ar", "function", "phone", "email", "notes"),
)


@dataclass
class Outcome:
    """What one line made and changed, as objects; `before` of the row is written from it."""

    row: ContactImportRow
    organisation: Organisation | None = None
    contact: Contact | None = None
    made: dict[str, Model] = field(default_factory=dict)
    changed: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    tied: dict[str, list[int]] = field(default_factory=dict)

    @property
    def does_something(self) -> bool:
        """Whether the line adds anything to what is known."""
        return bool(self.made or self.changed or self.tied)


class Run:
    """One pass. `saves` is False for a check: everything happens in memory and is forgotten."""

    def __init__(self, centre: Centre, *, source: str, today: date, now: datetime, saves: bool) -> None:
        self.centre, self.source, self.today, self.now, self.saves = centre, source, today, now, saves
        self.known: Known = load(
            Organisation.objects.filter(centre=centre),
            Contact.objects.filter(centre=centre, erased_at=None, merged_into=None).order_by("pk"),
        )
        self.items = {code: reference_by_text(centre, list_code) for code, list_code in _LISTS.items()}
        self.unknown: dict[str, dict[str, str]] = {code: {} for code in _LISTS}
        self.tied: dict[str, set[tuple[int, int]]] = {"interests": set(), "themes": set()}
        for name in self.tied:
            pairs = getattr(Contact, name).through.objects.filter(contact__centre=centre)
            by_pk = {contact.pk: contact for group in self.known.contacts.values() for contact in group}
            self.tied[name] = {
                (id(by_pk[c]), r) for c, r in pairs.values_list("contact_id", "reference_id") if c in by_pk
            }
        self.said = self._said()
        self.seen_contacts: dict[int, int] = {}
        self.seen_organisations: dict[int, int] = {}

    def _said(self) -> set[tuple[str, int, int, date]]:
        """What was noted before: exchanges and call-backs by organisation, contact and day."""
        rows = {row.pk: row for same in self.known.organisations.values() for row, _city in same}
        contacts = {contact.pk: contact for group in self.known.contacts.values() for contact in group}
        found = set()
        for kind, table, day in (("exchange", Exchange, "day"), ("call_back", CallBack, "due_on")):
            for org, contact, on in table.objects.filter(centre=self.centre).values_list(
                "organisation_id", "contact_id", day
            ):
                if org in rows:
                    found.add((kind, id(rows[org]), id(contacts[contact]) if contact in contacts else 0, on))
        return found

    def take(self, rows: Iterable[ContactImportRow]) -> list[Outcome]:
        """Read the rows one after the other and give each its verdict; the database is left alone."""
        return [self._line(row) for row in rows]

    def _item(self, code: str, written: str) -> Reference | None:
        item = self.items[code].get(names.key(written))
        if item is None and self.saves:
            item = reference_named(self.centre, _LISTS[code], written)
            self.items[code][names.key(written)] = item
        if item is None or item.to_check:
            self.unknown[code].setdefault(names.key(written), written)
        return item

    def _city(self, values: dict[str, Any]) -> tuple[Reference | None, CityKey]:
        if not values.get("city"):
            return None, None
        item = self._item("city", values["city"])
        return item, item.pk if item else names.key(values["city"])

    def _line(self, row: ContactImportRow) -> Outcome:
        outcome = Outcome(row)
        if row.verdict == ContactVerdict.REFUSED:
            return outcome
        row.reason, row.candidate = "", None
        values = row.values
        city, city_key = self._city(values)
        organisation = self.known.organisation(values["organisation"], city_key)
        found = self.known.contact(values, organisation)
        if found.doubt is not None and row.decision == "same":
            outcome.contact, organisation = found.doubt, found.doubt.organisation
        elif found.doubt is not None and not row.decision:
            row.verdict, row.reason = ContactVerdict.DOUBTFUL, found.reason
            row.candidate = found.doubt if found.doubt.pk else None
            if values.get("no_contact"):  # whoever has the address is left alone until somebody decides
                outcome.contact = found.doubt
                self._leave_alone(found.doubt, values, outcome)
            return outcome
        else:
            outcome.contact = found.contact
        is_new = organisation is None
        outcome.organisation = organisation = organisation or self._new_organisation(values, city_key, outcome)
        self._fill_organisation(organisation, values, city, outcome)
        earlier = self.seen_organisations.setdefault(id(organisation), row.number)
        if is_somebody(values):
            made = outcome.contact is None
            contact = outcome.contact or self._new_contact(organisation, values, outcome)
            outcome.contact = contact
            if not made:
                self._fill_contact(contact, values, outcome)
            self._tie(contact, values, outcome)
            earlier = self.seen_contacts.setdefault(id(contact), row.number)
            is_new = made
        self._note(outcome, values)
        if earlier != row.number and not (is_somebody(values) and is_new):
            row.verdict = ContactVerdict.MERGED
            row.reason = _("Même contact que la ligne %(number)s.") % {"number": earlier}
        elif is_new:
            row.verdict = ContactVerdict.CREATE
        else:
            row.verdict = ContactVerdict.UPDATE if outcome.does_something else ContactVerdict.UNCHANGED
        return outcome

    def _new_organisation(self, values: dict[str, Any], city_key: CityKey, outcome: Outcome) -> Organisation:
        made = Organisation(centre=self.centre, name=values["organisation"], created_at=self.now)
        set_organisation_keys(made)
        self.known.add_organisation(made, city_key)
        outcome.made["organisation"] = made
        return made

    def _fill_organisation(
        self, organisation: Organisation, values: dict[str, Any], city: Reference | None, outcome: Outcome
    ) -> None:
        wanted: dict[str, Any] = {
            "name_ar": values.get("organisation_ar", ""),
            "website": values.get("website", ""),
            "registration_number": values.get("registration_number", ""),
            "city": city,
            **{code: self._item(code, values[code]) if values.get(code) else None for code in ("kind", "sector")},
        }
        self._fill(organisation, "organisation", wanted, outcome)
        if values.get("staff_from") is not None:
            new = (values["staff_from"], values.get("staff_to"))
            if organisation.staff_from is None:
                organisation.staff_from, organisation.staff_to = new
                if "organisation" not in outcome.made:
                    changed = outcome.changed.setdefault("organisation", {})
                    changed |= {"staff_from": [None, new[0]], "staff_to": [None, new[1]]}
            elif (organisation.staff_from, organisation.staff_to) != new:
                self._differs(outcome, _("Effectif"))
        set_organisation_keys(organisation)

    def _fill(self, obj: Model, kind: str, wanted: dict[str, Any], outcome: Outcome) -> None:
        """Give the object what it lacks; where it says something else, say so and leave it."""
        for code, new in wanted.items():
            if new in (None, ""):
                continue
            old = getattr(obj, code)
            if old in (None, ""):
                setattr(obj, code, new)
                if kind not in outcome.made:
                    kept = [None, new.pk] if isinstance(new, Reference) else ["", new]
                    outcome.changed.setdefault(kind, {})[code] = kept
            elif old != new and kind not in outcome.made:
                self._differs(outcome, _SAID[code]())

    def _differs(self, outcome: Outcome, label: str) -> None:
        outcome.row.remarks = [
            *outcome.row.remarks,
            [label, _("la fiche dit autre chose, et le garde")],
        ]

    def _new_contact(self, organisation: Organisation, values: dict[str, Any], outcome: Outcome) -> Contact:
        given = {code: values[code] for code in _OF_CONTACT if values.get(code)}
        made = Contact(centre=self.centre, created_at=self.now, **given)
        made.organisation = organisation
        if not made.last_name and made.last_name_ar:
            made.last_name, made.first_name = made.last_name_ar, made.first_name_ar
        set_contact_keys(made)
        if values.get("no_contact"):
            made.no_contact_on, made.no_contact_source = self.today, self._source(outcome, values)
        self.known.add_contact(made, organisation)
        outcome.made["contact"] = made
        return made

    def _source(self, outcome: Outcome, values: dict[str, Any]) -> str:
        words = {"said": values["no_contact"], "file": self.source, "line": outcome.row.number}
        return (_("« %(said)s » (%(file)s, ligne %(line)s)") % words)[:200]

    def _fill_contact(self, contact: Contact, values: dict[str, Any], outcome: Outcome) -> None:
        wanted = {
            code: values.get(code, "") for code in _OF_CONTACT if code not in ("last_name", "first_name", "notes")
        }
        if not contact.last_name:
            wanted |= {code: values.get(code, "") for code in ("last_name", "first_name")}
        self._fill(contact, "contact", wanted, outcome)
        said = values.get("notes", "")
        if said and said not in contact.notes:
            old = contact.notes
            contact.notes = f"{old}\n{said}".strip()
            if "contact" not in outcome.made:
                outcome.changed.setdefault("contact", {})["notes"] = [old, contact.notes]
        if values.get("no_contact"):
            self._leave_alone(contact, values, outcome)
        if contact.archived_at:
            outcome.row.remarks = [*outcome.row.remarks, ["", _("ce contact est noté comme parti")]]
        set_contact_keys(contact)

    def _leave_alone(self, contact: Contact, values: dict[str, Any], outcome: Outcome) -> None:
        """Note that the contact no longer wants to be contacted; a file never says the contrary."""
        if contact.no_contact_on is None:
            contact.no_contact_on, contact.no_contact_source = self.today, self._source(outcome, values)
            outcome.changed.setdefault("contact", {}).update(
                no_contact_on=[None, self.today.isoformat()], no_contact_source=["", contact.no_contact_source]
            )

    def _tie(self, contact: Contact, values: dict[str, Any], outcome: Outcome) -> None:
        for code in ("interests", "themes"):
            for written in values.get(code, []):
                item = self._item(code, written)
                if item is not None and (id(contact), item.pk) not in self.tied[code]:
                    self.tied[code].add((id(contact), item.pk))
                    outcome.tied.setdefault(code, []).append(item.pk)

    def _note(self, outcome: Outcome, values: dict[str, Any]) -> None:
        """The last exchange, and the call-back, unless they are known or the contact wants to be left alone."""
        organisation, contact = outcome.organisation, outcome.contact
        if organisation is None:
            return
        whom = id(contact) if contact else 0
        common = {"centre": self.centre}
        if said := values.get("exchange"):
            on = date.fromisoformat(said["day"])
            if ("exchange", id(organisation), whom, on) not in self.said:
                self.said.add(("exchange", id(organisation), whom, on))
                made = Exchange(day=on, is_month_only=said["is_month_only"], noted_at=self.now, **common)
                outcome.made["exchange"] = made
        if (asked := values.get("call_back")) and not (contact and contact.no_contact_on):
            on = date.fromisoformat(asked["due_on"])
            if ("call_back", id(organisation), whom, on) not in self.said:
                self.said.add(("call_back", id(organisation), whom, on))
                outcome.made["call_back"] = CallBack(due_on=on, reason=asked["reason"], created_at=self.now, **common)


_SAID: dict[str, Callable[[], str]] = {
    "name_ar": lambda: _("Nom en arabe"),
    "website": lambda: _("Site web"),
    "registration_number": lambda: _("Immatriculation"),
    "city": lambda: _("Ville"),
    "kind": lambda: _("Sorte"),
    "sector": lambda: _("Secteur"),
    "civility": lambda: _("Civilité"),
    "function": lambda: _("Fonction"),
    "phone": lambda: _("Téléphone"),
    "email": lambda: _("E-mail"),
    "last_name_ar": lambda: _("Nom en arabe"),
    "first_name_ar": lambda: _("Prénom en arabe"),
    "last_name": lambda: _("Nom"),
    "first_name": lambda: _("Prénom"),
}
"""The fields in the words of the screen, for what differs."""


def save(outcomes: Sequence[Outcome]) -> None:
    """Write what a pass found, in bulk; each row then knows what it made, for the undo."""
    organisations = [o.made["organisation"] for o in outcomes if "organisation" in o.made]
    Organisation.objects.bulk_create(organisations, batch_size=200)  # type: ignore[arg-type]
    _update(Organisation, [o.organisation for o in outcomes if "organisation" in o.changed])
    contacts: list[Any] = [o.made["contact"] for o in outcomes if "contact" in o.made]
    for contact in contacts:
        contact.organisation = contact.organisation  # now that it has an identifier
    Contact.objects.bulk_create(contacts, batch_size=200)
    _update(Contact, [o.contact for o in outcomes if "contact" in o.changed])
    for code in ("interests", "themes"):
        through = getattr(Contact, code).through
        ties = [(o.contact, pk) for o in outcomes for pk in o.tied.get(code, [])]
        through.objects.bulk_create(
            [through(contact_id=contact.pk, reference_id=pk) for contact, pk in ties if contact], batch_size=400
        )
    for code, table in (("exchange", Exchange), ("call_back", CallBack)):
        made: list[Any] = []
        for outcome in outcomes:
            if row := outcome.made.get(code):
                row.organisation, row.contact = outcome.organisation, outcome.contact  # type: ignore[attr-defined]
                made.append(row)
        table.objects.bulk_create(made, batch_size=200)  # type: ignore[attr-defined]
    for outcome in outcomes:
        row = outcome.row
        row.organisation, row.contact = outcome.organisation, outcome.contact
        row.before = {
            "made": {code: obj.pk for code, obj in outcome.made.items()},
            **{code: {**row.before.get(code, {}), **changes} for code, changes in outcome.changed.items()},
            "tied": outcome.tied,
        }


def _update(model: type[Any], rows: Iterable[Any]) -> None:
    once = list({id(row): row for row in rows if row is not None and row.pk}.values())
    fields = [
        f.name for f in model._meta.concrete_fields if not f.primary_key and f.name not in ("public_id", "centre")
    ]
    model.objects.bulk_update(once, fields, batch_size=50)
