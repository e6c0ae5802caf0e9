"""Adding, changing and archiving organisations. (BD01)"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.partners import acts, policies, rules
from jalon.partners.actions.saving import item_of, refuse_strangers, set_organisation_keys
from jalon.partners.models import Organisation
from jalon.structures.actions import reference_named
from jalon.structures.models import Centre, Reference, ReferenceList

_LISTS = {"kind": ReferenceList.ORGANISATION, "sector": ReferenceList.SECTOR}


@transaction.atomic
def add_organisation(centre: Centre, *, by: Actor, now: datetime, city: str = "", **fields: Any) -> Organisation:
    """Make the record of an organisation; a city that the list lacks is added to it, to be checked. (BD01)"""
    policies.organisation.require("add", by, centre.pk)
    _check(centre, fields)
    organisation = Organisation(centre=centre, created_at=now, city=_city(centre, city), **fields)
    set_organisation_keys(organisation)
    organisation.save()
    journal.record(acts.ADDED, organisation, by=by, at=now)
    return organisation


@transaction.atomic
def edit_organisation(
    organisation: Organisation, *, by: Actor, now: datetime, city: str = "", fields: Mapping[str, Any]
) -> Organisation:
    """Change what the record says; the journal keeps what it said before."""
    policies.organisation.require("edit", by, organisation)
    organisation = Organisation.objects.locked().get(pk=organisation.pk)
    _check(organisation.centre, fields)
    before = journal.changed(organisation, {**fields, "city": _city(organisation.centre, city)})
    if before:
        set_organisation_keys(organisation)
        organisation.save()
        journal.record(acts.EDITED, organisation, by=by, at=now, before=before)
    return organisation


@transaction.atomic
def archive_organisation(organisation: Organisation, *, by: Actor, now: datetime) -> Organisation:
    """Put away an organisation with which the centre no longer works; its history stays."""
    policies.organisation.require("edit", by, organisation)
    if Organisation.objects.filter(pk=organisation.pk, archived_at=None).update(archived_at=now):
        journal.record(acts.ARCHIVED, organisation, by=by, at=now)
    organisation.refresh_from_db()
    return organisation


@transaction.atomic
def restore_organisation(organisation: Organisation, *, by: Actor, now: datetime) -> Organisation:
    """Take an organisation out of the archive."""
    policies.organisation.require("edit", by, organisation)
    if Organisation.objects.filter(pk=organisation.pk).exclude(archived_at=None).update(archived_at=None):
        journal.record(acts.RESTORED, organisation, by=by, at=now)
    organisation.refresh_from_db()
    return organisation


def _check(centre: Centre, fields: Mapping[str, Any]) -> None:
    if "name" in fields and (reason := rules.why_not_named(str(fields["name"]))):
        raise Refused(reason, field="name")
    refuse_strangers(centre, [fields.get("owner")])
    for name, list_code in _LISTS.items():
        item_of(centre, fields.get(name), list_code, field=name)


def _city(centre: Centre, written: str) -> Reference | None:
    return reference_named(centre, ReferenceList.CITY, written) if written.strip() else None
