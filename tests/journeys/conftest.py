"""A browser for the journeys: Debian's Chromium, or the one that CHROMIUM names."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from tests.journeys.campus import campus as campus  # a fixture for whoever asks

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
REQUIRED = os.environ.get("JALON_REQUIRE_BROWSER") == "1"
ARGUMENTS = [
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a journey; without a browser it is skipped, and says so, unless a browser is required."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)
            if not CHROMIUM and not REQUIRED:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the machine's own browser: no other can be downloaded."""
    if not CHROMIUM:
        pytest.fail("Chromium is required (JALON_REQUIRE_BROWSER=1) and missing: apt-get install chromium")
    arguments = [*ARGUMENTS, "--no-sandbox"] if os.geteuid() == 0 else ARGUMENTS
    return {**browser_type_launch_args, "args": arguments, "executable_path": CHROMIUM}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A French browser in Morocco that wants no animations."""
    return {
        **browser_context_args,
        "locale": "fr-FR",
        "timezone_id": "Africa/Casablanca",
        "reduced_motion": "reduce",
    }


@pytest.fixture(scope="session")
def base_url(live_server: Any) -> str:
    """``page.goto("/…")`` means the server of the tests."""
    return str(live_server.url)


@pytest.fixture(autouse=True)
def _links_lead_to_the_test_server(settings: Any, base_url: str) -> None:
    """Links in e-mails and QR codes."""
    settings.JALON_BASE_URL = base_url


@dataclass
class Faults:
    """What the browser complained about; a journey may say which complaints it provokes."""

    seen: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, text: str) -> None:
        """A complaint with this text belongs to the journey (a refused page, for instance)."""
        self.expected.append(text)

    def unexpected(self) -> list[str]:
        """The complaints that nobody expected."""
        return [fault for fault in self.seen if not any(text in fault for text in self.expected)]


@pytest.fixture
def faults() -> Faults:
    """The complaints of this journey's browser."""
    return Faults()


@pytest.fixture
def context(context: BrowserContext, faults: Faults) -> Iterator[BrowserContext]:
    """Errors in scripts, refused by the content security policy or not found make the journey fail."""
    context.on("weberror", lambda error: faults.seen.append(f"script: {error.error}"))
    context.on("console", lambda line: faults.seen.append(line.text) if line.type == "error" else None)
    yield context
    assert faults.unexpected() == []
