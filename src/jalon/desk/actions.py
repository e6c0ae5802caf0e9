"""Opening a centre: each action is made of those of the packages below, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts import actions as accounts
from jalon.accounts.models import Invitation, User
from jalon.core import arrivals
from jalon.core.actor import Actor, system
from jalon.core.moments import local
from jalon.core.refusals import Forbidden, Refused
from jalon.desk import rules
from jalon.kits.actions import install_kit
from jalon.people import actions as people
from jalon.structures import actions as structures
from jalon.structures.models import Centre, Role, Site

KIT = "centre-de-carriere"
MANAGER = "manager"


@dataclass(frozen=True)
class Founder:
    """Who opens the centre and becomes its first Manager."""

    first_name: str
    last_name: str
    email: str
    password: str


def open_installation(
    *,
    name: str,
    code: str,
    host_institution: str,
    timezone: str,
    country: str,
    founder: Founder,
    by: Actor,
    now: datetime,
) -> User:
    """Found the first centre with its kit and its Manager, whose account is returned. (A.5)

    Two people who send the form together open one centre. Raises Refused when a part is refused, and then nothing was
    written; Forbidden when somebody else was faster.
    """

    def found() -> int:
        centre = structures.open_centre(
            code=code or rules.proposed_code(name),
            name=name,
            host_institution=host_institution,
            timezone=timezone,
            country=country,
            kit=KIT,
            by=by,
            now=now,
        )
        jalon = system(centre.pk)
        install_kit(centre, KIT, by=jalon, now=now)
        person = people.add_person(
            centre,
            by=jalon,
            now=now,
            last_name=founder.last_name.strip(),
            first_name=founder.first_name.strip(),
            personal_email=founder.email.strip().lower(),
        )
        manager = Role.objects.get(centre=centre, code=MANAGER)
        people.appoint(person, manager, by=jalon, now=now, starts_on=local(now, centre.timezone).date())
        account = accounts.create_account(
            email=founder.email, password=founder.password, person=person, by=jalon, now=now
        )
        return account.pk

    pk = arrivals.once("first-centre", act="desk.opened", of="installation", by=by, now=now, do=found)
    account = User.objects.get(pk=pk)
    if account.email != founder.email.strip().lower() or not account.check_password(founder.password):
        raise Forbidden(_("Quelqu’un d’autre vient d’ouvrir ce centre : demandez-lui une invitation."))
    return account


@transaction.atomic
def lay_out_places(
    centre: Centre, *, site: str, address: str, rooms: Sequence[tuple[str, int | None]], by: Actor, now: datetime
) -> Site:
    """Add a site with its rooms at once."""
    place = structures.add_site(centre, site, address=address, by=by, now=now)
    for name, seats in rooms:
        structures.add_room(place, name, seats=seats, by=by, now=now)
    return place


@dataclass(frozen=True)
class Guest:
    """Somebody to invite into the team."""

    first_name: str
    last_name: str
    email: str
    role: Role


@transaction.atomic
def invite_team(centre: Centre, guests: Sequence[Guest], *, by: Actor, now: datetime) -> list[Invitation]:
    """Invite several people at once: all of them, or none and the sentence that says which one is refused."""
    sent = []
    for position, guest in enumerate(guests):
        try:
            sent.append(
                accounts.invite(
                    centre,
                    email=guest.email,
                    roles=[guest.role],
                    by=by,
                    now=now,
                    last_name=guest.last_name,
                    first_name=guest.first_name,
                )
            )
        except Refused as refusal:
            raise Refused(refusal.message, field=f"{position}-{refusal.field or 'email'}") from refusal
    return sent
