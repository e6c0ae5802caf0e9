"""A small career centre for the journeys: its kit, a room, a Manager, an adviser, and a clock that can be moved on."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from playwright.sync_api import Browser, Page

from jalon.accounts.actions import create_account
from jalon.core.actor import system
from jalon.kits.actions import install_kit
from jalon.messaging.models import Message
from jalon.people.actions import add_person, appoint
from jalon.people.models import Person
from jalon.structures import actions as structures
from jalon.structures.models import Centre
from tests.journeys.axe import assert_accessible

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
CODE = re.compile(r"\b(\d{3}) (\d{3})\b")


@dataclass
class Campus:
    """The centre, who works there, and what time it is for the server."""

    centre: Centre
    now: datetime
    set_clock: Callable[[datetime], None]
    browser: Browser
    base_url: str
    opened: list[Any] = field(default_factory=list)

    def person(self, first: str, last: str, *roles: str, **fields: Any) -> Person:
        """Somebody of the centre, holding these roles of the kit since last year."""
        by = system(self.centre.pk)
        made = add_person(self.centre, by=by, now=self.now, first_name=first, last_name=last, **fields)
        for code in roles:
            role = self.centre.roles.get(code=code)
            appoint(made, role, by=by, now=self.now, starts_on=(self.now - timedelta(days=300)).date())
        return made

    def page(self, person: Person | None = None, size: dict[str, int] | None = None, **options: Any) -> Page:
        """A browser of its own, on a desk or a phone, in which this person is signed in."""
        context = self.browser.new_context(
            base_url=self.base_url, viewport=size or DESKTOP, locale="fr-FR", reduced_motion="reduce", **options
        )
        self.opened.append(context)
        if person is not None:
            client = Client()
            client.force_login(self.account(person))
            session = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": self.base_url}])
        page: Page = context.new_page()
        return page

    def account(self, person: Person) -> Any:
        """The account of this person, opened if there is none."""
        link = person.account_links.filter(ended_at=None).first()
        if link is not None:
            return link.user
        by = system(self.centre.pk)
        return create_account(
            email=f"compte{person.pk}@essai.example", password=None, person=person, by=by, now=self.now
        )

    def pass_time(self, to: datetime) -> None:
        """Move the server's clock on."""
        self.now = to
        self.set_clock(to)

    def code_for(self, address: str) -> str:
        """The code in the newest message of the outbox to this address."""
        found = CODE.search(Message.objects.filter(address=address, is_secret=True).latest("pk").text)
        assert found, address
        return "".join(found.groups())

    def go(self, page: Page, path: str) -> None:
        """Open a page of the centre, and look at it as axe does."""
        page.goto(f"/essai/{path}")
        assert_accessible(page)


def next_weekday(after: date, days: int) -> date:
    """A working day at least this many days later."""
    day = after + timedelta(days=days)
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


@contextmanager
def moved_clock() -> Iterator[Callable[[datetime], None]]:
    """A clock for every thread of the server."""
    state = [datetime.now(UTC)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: state[0])
        yield lambda now: state.__setitem__(0, now)


@pytest.fixture
def campus(transactional_db: Any, browser: Browser, base_url: str, settings: Any) -> Iterator[Campus]:
    """The centre « essai », in the middle of an academic year."""
    settings.MAILERS = {"default": {"BACKEND": "jalon.messaging.backend.OutboxBackend"}}
    with translation.override("fr"), moved_clock() as set_clock:
        now = timezone.now()
        centre = structures.open_centre(
            code="essai", name="Career Center d’essai", host_institution="Université d’essai", by=system(), now=now
        )
        by = system(centre.pk)
        install_kit(centre, "centre-de-carriere", by=by, now=now)
        first = now.year if now.month >= 9 else now.year - 1
        for year in (first, first + 1):
            structures.set_year(
                centre,
                starts_on=date(year, 9, 1),
                second_semester_on=date(year + 1, 2, 1),
                ends_on=date(year + 1, 8, 31),
                by=by,
                now=now,
            )
        site = structures.add_site(centre, "Campus du Cap", address="Avenue de la Marina, Tanger", by=by, now=now)
        structures.add_room(site, "Salle Atlantique", seats=30, by=by, now=now)
        Centre.objects.filter(pk=centre.pk).update(opened_at=now)
        made = Campus(Centre.objects.get(pk=centre.pk), now, set_clock, browser, base_url)
        yield made
        for context in made.opened:
            context.close()
