"""Sites and rooms."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.journal import recording as journal
from jalon.structures import acts
from jalon.structures.actions import saving
from jalon.structures.models import Centre, Room, Site


def _site_taken() -> str:
    return _("Un site porte déjà ce nom.")


def _room_taken() -> str:
    return _("Ce site a déjà une salle de ce nom.")


@transaction.atomic
def add_site(centre: Centre, name: str, *, by: Actor, now: datetime, address: str = "", timezone: str = "") -> Site:
    """Add a place where the centre works; without a time zone of its own it has the centre's."""
    saving.require(centre, by)
    site = Site(centre=centre, name=name.strip(), address=address.strip(), timezone=timezone)
    saving.save_or_refuse(site, _site_taken())
    journal.record(acts.SITE_ADDED, site, about=[centre], by=by, at=now)
    return site


@transaction.atomic
def describe_site(site: Site, *, by: Actor, now: datetime, fields: Mapping[str, Any]) -> Site:
    """Correct a site's name, address or time zone."""
    saving.require(site.centre, by)
    saving.describe(site, acts.SITE_DESCRIBED, by=by, now=now, fields=fields, taken=_site_taken())
    return site


@transaction.atomic
def archive_site(site: Site, *, by: Actor, now: datetime) -> None:
    """Stop offering a site; its rooms stay with it."""
    saving.require(site.centre, by)
    saving.archive(site, acts.SITE_ARCHIVED, by=by, now=now)


@transaction.atomic
def restore_site(site: Site, *, by: Actor, now: datetime) -> None:
    """Offer an archived site again."""
    saving.require(site.centre, by)
    saving.restore(site, acts.SITE_RESTORED, by=by, now=now)


@transaction.atomic
def add_room(site: Site, name: str, *, by: Actor, now: datetime, seats: int | None = None) -> Room:
    """Add a room to a site."""
    saving.require(site.centre, by)
    if site.archived_at:
        raise Refused(_("Ce site est archivé : remettez-le en service avant d’y ajouter une salle."), field="name")
    room = Room(site=site, centre_id=site.centre_id, name=name.strip(), seats=seats)
    saving.save_or_refuse(room, _room_taken())
    journal.record(acts.ROOM_ADDED, room, about=[site.centre], by=by, at=now)
    return room


@transaction.atomic
def describe_room(room: Room, *, by: Actor, now: datetime, fields: Mapping[str, Any]) -> Room:
    """Correct a room's name or seats."""
    saving.require(room.centre, by)
    saving.describe(room, acts.ROOM_DESCRIBED, by=by, now=now, fields=fields, taken=_room_taken())
    return room


@transaction.atomic
def archive_room(room: Room, *, by: Actor, now: datetime) -> None:
    """Stop offering a room; what took place there keeps it."""
    saving.require(room.centre, by)
    saving.archive(room, acts.ARCHIVED, by=by, now=now)


@transaction.atomic
def restore_room(room: Room, *, by: Actor, now: datetime) -> None:
    """Offer an archived room again."""
    saving.require(room.centre, by)
    saving.restore(room, acts.ROOM_RESTORED, by=by, now=now)
