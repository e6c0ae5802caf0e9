"""Adding and changing contacts, and what they decide about being contacted."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.partners import acts, forgetting, policies, rules
from jalon.partners.actions.saving import item_of, refuse_strangers, set_contact_keys
from jalon.partners.models import Contact, Organisation
from jalon.structures.models import Reference, ReferenceList

Items = Iterable[Reference]


@transaction.atomic
def add_contact(
    organisation: Organisation,
    *,
    by: Actor,
    now: datetime,
    interests: Items = (),
    themes: Items = (),
    **fields: Any,
) -> Contact:
    """Note somebody at an organisation: a name, or at least what tells them from others. (BD01)"""
    policies.organisation.require("edit", by, organisation)
    interests, themes = list(interests), list(themes)
    _check(organisation, fields, interests, themes)
    contact = Contact(centre_id=organisation.centre_id, organisation=organisation, created_at=now, **fields)
    set_contact_keys(contact)
    contact.save()
    contact.interests.set(interests)
    contact.themes.set(themes)
    journal.record(acts.CONTACT_ADDED, contact, about=[organisation], by=by, at=now)
    return contact


@transaction.atomic
def edit_contact(
    contact: Contact,
    *,
    by: Actor,
    now: datetime,
    fields: Mapping[str, Any],
    interests: Items = (),
    themes: Items = (),
) -> Contact:
    """Change what the centre knows of a contact; the journal keeps what it knew before."""
    policies.contact.require("edit", by, contact)
    contact = Contact.objects.locked().select_related("organisation__centre").get(pk=contact.pk)
    if contact.erased_at:
        raise Refused(_("Ce contact a été effacé."))
    interests, themes = list(interests), list(themes)
    _check(contact.organisation, fields, interests, themes)
    before = journal.changed(contact, fields)
    chosen = {"interests": interests, "themes": themes}
    for name, items in chosen.items():
        held = getattr(contact, name)
        old = sorted(held.values_list("pk", flat=True))
        if old != sorted(item.pk for item in items):
            before[name] = old
            held.set(items)
    if before:
        set_contact_keys(contact)
        contact.save()
        journal.record(acts.CONTACT_EDITED, contact, about=[contact.organisation], by=by, at=now, before=before)
    return contact


@transaction.atomic
def refuse_contact(contact: Contact, *, by: Actor, now: datetime, day: date, source: str) -> Contact:
    """*Ne souhaite plus être contacté*: from that day, messages and exports leave the person out."""
    policies.contact.require("edit", by, contact)
    if not source.strip():
        raise Refused(_("Dites comment la personne l’a demandé."), field="source")
    said = Contact.objects.filter(pk=contact.pk, no_contact_on=None)
    if said.update(no_contact_on=day, no_contact_source=source.strip()[:200]):
        journal.record(acts.CONTACT_REFUSED, contact, about=[contact.organisation], by=by, at=now)
    contact.refresh_from_db()
    return contact


@transaction.atomic
def allow_contact(contact: Contact, *, by: Actor, now: datetime) -> Contact:
    """The person accepts again to be contacted, or it was noted by mistake."""
    policies.contact.require("edit", by, contact)
    before = {"no_contact_on": str(contact.no_contact_on), "no_contact_source": contact.no_contact_source}
    refused = Contact.objects.filter(pk=contact.pk).exclude(no_contact_on=None)
    if refused.update(no_contact_on=None, no_contact_source=""):
        about = [contact.organisation]
        journal.record(acts.CONTACT_ALLOWED, contact, about=about, by=by, at=now, before=before)
    contact.refresh_from_db()
    return contact


@transaction.atomic
def inform_contact(contact: Contact, *, by: Actor, now: datetime, day: date) -> Contact:
    """Note that the person was told what the centre keeps about them, and why."""
    policies.contact.require("edit", by, contact)
    if Contact.objects.filter(pk=contact.pk, informed_on=None).update(informed_on=day):
        journal.record(acts.CONTACT_INFORMED, contact, about=[contact.organisation], by=by, at=now)
    contact.refresh_from_db()
    return contact


@transaction.atomic
def archive_contact(contact: Contact, *, by: Actor, now: datetime) -> Contact:
    """*N’y travaille plus*: the contact leaves the lists, what was said stays."""
    policies.contact.require("edit", by, contact)
    if Contact.objects.filter(pk=contact.pk, archived_at=None).update(archived_at=now):
        journal.record(acts.CONTACT_ARCHIVED, contact, about=[contact.organisation], by=by, at=now)
    contact.refresh_from_db()
    return contact


@transaction.atomic
def restore_contact(contact: Contact, *, by: Actor, now: datetime) -> Contact:
    """The contact works there after all."""
    policies.contact.require("edit", by, contact)
    if Contact.objects.filter(pk=contact.pk).exclude(archived_at=None).update(archived_at=None):
        journal.record(acts.CONTACT_RESTORED, contact, about=[contact.organisation], by=by, at=now)
    contact.refresh_from_db()
    return contact


@transaction.atomic
def erase_contact(contact: Contact, *, by: Actor, now: datetime) -> Contact:
    """Empty everything that says who the contact is; exchanges stay countable. It cannot be undone."""
    policies.contact.require("erase", by, contact)
    contact = Contact.objects.locked().select_related("organisation").get(pk=contact.pk)
    if contact.erased_at is None:
        forgetting.forget([contact.pk], now=now)
        journal.record(acts.CONTACT_ERASED, contact, about=[contact.organisation], by=by, at=now)
    contact.refresh_from_db()
    return contact


def _check(organisation: Organisation, fields: Mapping[str, Any], interests: Items, themes: Items) -> None:
    if reason := rules.why_not_a_contact(dict(fields)):
        raise Refused(reason, field="last_name")
    refuse_strangers(organisation.centre, [fields.get("person")])
    item_of(organisation.centre, fields.get("origin"), ReferenceList.CONTACT_ORIGIN, field="origin")
    for field, list_code, items in (
        ("interests", ReferenceList.INTEREST, interests),
        ("themes", ReferenceList.THEME, themes),
    ):
        for item in items:
            item_of(organisation.centre, item, list_code, field=field)
