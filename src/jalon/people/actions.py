"""Every change to people, their roles and their absences."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.core import names, spelling
from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.people import acts, policies, rules
from jalon.people.models import Absence, Mandate, Person, Studies
from jalon.structures.models import AcademicYear, Centre, Establishment, Reference, Role, Unit

NAME_FIELDS = ("last_name", "first_name", "last_name_ar", "first_name_ar")


def set_name_keys(person: Person) -> None:
    """Recompute the normalised names that searching and matching use."""
    person.name_key = names.key(f"{person.last_name} {person.first_name}")
    person.name_key_ar = names.key(f"{person.last_name_ar} {person.first_name_ar}")
    person.identity_key = names.identity(person.last_name, person.first_name)
    person.spellings = spelling.shortened(f"{person.name_key} {person.name_key_ar}")
    person.dated_identity = names.dated_identity(person.last_name, person.first_name, person.born_on)


@transaction.atomic
def add_person(centre: Centre, *, by: Actor, now: datetime, registered_origin: str = "", **fields: Any) -> Person:
    """Make the record of somebody whom the centre did not know; with an origin, also register them. (P06.1, P06.2.b)

    Raises Refused when another record already has the national code.
    """
    policies.person.require("add", by, centre.pk)
    person = Person(centre=centre, created_at=now, **fields)
    set_name_keys(person)
    if registered_origin:
        person.registered_at, person.registered_origin, person.registered_by_id = now, registered_origin, by.person_id
    _save_unique(person)
    journal.record(acts.ADDED, person, by=by, at=now)
    if registered_origin:
        journal.record(acts.REGISTERED, person, by=by, at=now)
    return person


@transaction.atomic
def correct_person(person: Person, *, by: Actor, now: datetime, fields: Mapping[str, Any]) -> Person:
    """Correct a record by hand; later imports leave the corrected fields alone."""
    policies.person.require("edit", by, person)
    person = Person.objects.locked().get(pk=person.pk)
    before = journal.changed(person, fields)
    if not before:
        return person
    person.staff_fields = sorted({*person.staff_fields, *before})
    set_name_keys(person)
    _save_unique(person)
    journal.record(acts.CORRECTED, person, by=by, at=now, before=before)
    return person


@transaction.atomic
def register_person(person: Person, *, by: Actor, now: datetime, origin: str) -> Person:
    """Register somebody at the Career Center; nothing happens twice. (P06.2.b, P06.3)"""
    policies.person.require("register", by, person)
    person = Person.objects.locked().get(pk=person.pk)
    if person.registered_at is None:
        person.registered_at, person.registered_origin, person.registered_by_id = now, origin, by.person_id
        person.save(update_fields=["registered_at", "registered_origin", "registered_by"])
        journal.record(acts.REGISTERED, person, by=by, at=now)
    return person


@transaction.atomic
def check_card(person: Person, *, by: Actor, now: datetime) -> Person:
    """The desk compared the record with the student's card."""
    policies.person.require("edit", by, person)
    person.card_checked_at = now
    person.save(update_fields=["card_checked_at"])
    journal.record(acts.CARD_CHECKED, person, by=by, at=now)
    return person


@transaction.atomic
def declare_studies(
    person: Person,
    day: date,
    *,
    by: Actor,
    now: datetime,
    establishment: Establishment | None = None,
    field: Reference | None = None,
    level: Reference | None = None,
) -> Studies:
    """Note what somebody says they study in the academic year of this day; the institution's file keeps the last word.

    Raises Refused when the centre has no academic year on this day. (P06.1.b)
    """
    policies.person.require("edit", by, person)
    year = AcademicYear.objects.filter(centre_id=person.centre_id).holding(day).first()
    if year is None:
        raise Refused(_("Ce jour n’est dans aucune année universitaire du centre : ajoutez-la dans les réglages."))
    Person.objects.locked().get(pk=person.pk)
    found = Studies.objects.filter(person=person, year=year).first()
    studies = found or Studies(centre_id=person.centre_id, person=person, year=year)
    said = {"establishment": establishment, "field": field, "level": level}
    changed = {
        name: value
        for name, value in said.items()
        if value is not None
        and getattr(studies, f"{name}_id") != value.pk
        and not (studies.from_file and getattr(studies, f"{name}_id"))
    }
    if changed:
        for name, value in changed.items():
            setattr(studies, name, value)
        studies.save()
        journal.record(acts.STUDIES_DECLARED, person, by=by, at=now)
    return studies


@transaction.atomic
def appoint(
    person: Person,
    role: Role,
    *,
    by: Actor,
    now: datetime,
    starts_on: date,
    ends_on: date | None = None,
    unit: Unit | None = None,
) -> Mandate:
    """Give a role to somebody from a day to a day; the same role twice at once is refused."""
    policies.person.require("appoint", by, person)
    if role.centre_id != person.centre_id or role.archived_at:
        raise Refused(_("Ce rôle n’existe pas dans ce centre."), field="role")
    if ends_on and ends_on < starts_on:
        raise Refused(_("La fin du rôle est avant son début : corrigez les dates."), field="ends_on")
    Person.objects.locked().get(pk=person.pk)
    if Mandate.objects.on(starts_on).filter(person=person, role=role, unit=unit).exists():
        raise Refused(_("%(name)s tient déjà ce rôle à cette date.") % {"name": person.full_name}, field="role")
    mandate = Mandate.objects.create(
        centre_id=person.centre_id, person=person, role=role, unit=unit, starts_on=starts_on, ends_on=ends_on
    )
    journal.record(acts.APPOINTED, person, by=by, at=now, params={"role": role})
    return mandate


@transaction.atomic
def dismiss(mandate: Mandate, *, by: Actor, now: datetime) -> Mandate:
    """Take a role back at once."""
    policies.person.require("appoint", by, mandate.person)
    if Mandate.objects.filter(pk=mandate.pk, ended_at=None).update(ended_at=now):
        journal.record(acts.DISMISSED, mandate.person, by=by, at=now, params={"role": mandate.role})
    mandate.refresh_from_db()
    return mandate


@transaction.atomic
def declare_absence(
    person: Person, *, by: Actor, now: datetime, starts_on: date, ends_on: date, replacement: Person | None
) -> Absence:
    """*Je suis absent du… au…, … me remplace*: the replacement acts with the person's roles meanwhile. (RU25)"""
    policies.person.require("declare_absence", by, person)
    if reason := rules.why_not_absent(
        starts_on=starts_on, ends_on=ends_on, is_own_replacement=replacement is not None and replacement.pk == person.pk
    ):
        raise Refused(reason)
    if replacement is not None and replacement.centre_id != person.centre_id:
        raise Refused(_("La personne qui remplace doit être du même centre."), field="replacement")
    absence = Absence.objects.create(
        centre_id=person.centre_id,
        person=person,
        replacement=replacement,
        starts_on=starts_on,
        ends_on=ends_on,
        declared_at=now,
    )
    journal.record(
        acts.ABSENCE_DECLARED,
        person,
        about=[replacement] if replacement else [],
        by=by,
        at=now,
        params={"first": f"{starts_on:%d/%m/%Y}", "last": f"{ends_on:%d/%m/%Y}"},
    )
    return absence


@transaction.atomic
def cancel_absence(absence: Absence, *, by: Actor, now: datetime) -> Absence:
    """Take a declared absence back: the replacement loses the roles at once."""
    policies.person.require("declare_absence", by, absence.person)
    if Absence.objects.filter(pk=absence.pk, cancelled_at=None).update(cancelled_at=now):
        journal.record(acts.ABSENCE_CANCELLED, absence.person, by=by, at=now)
    absence.refresh_from_db()
    return absence


def _save_unique(person: Person) -> None:
    """Save, or say which record already has the national code."""
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        raise Refused(
            _("Ce code national est déjà celui d’une autre personne : ouvrez plutôt sa fiche."),
            field="national_code",
        ) from error
