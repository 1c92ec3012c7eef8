"""A real browser for stories: Debian's Chromium, the live server, console errors fail the story.

A folder of browser stories has a ``conftest.py`` with ``from browser import chromium, desk`` and
``pytestmark = browser.JOURNEY`` in each file.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import cast
import pytest
from django.test import Client
from playwright.sync_api import expect

from xiezhi_desk.ui.assets import built

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps a loop in this thread

JOURNEY = [
    pytest.mark.journey,
    pytest.mark.enable_socket,
    pytest.mark.timeout(240),  # the first story of a process waits for the database to be made
    pytest.mark.xdist_group("browser"),
]
expect.set_options(timeout=15_000)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
    # Two hidden pages behind the address bar cost as much as a page of the desk, for each context.
    # Of two such lists the later counts: the rest is Playwright's own.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,AvoidUnnecessaryBeforeUnloadCheckSync,"
    "DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,LensOverlay,"
    "MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,"
    "OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch",
]
OFFICE_SCREEN = {"width": 1366, "height": 768}
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def chromium(playwright: Any) -> Iterator[Browser]:
    """The browser; XIEZHI_CHROMIUM names another one."""
    path = os.environ.get("XIEZHI_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no Chromium: apt install chromium, or name one in XIEZHI_CHROMIUM")
    browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
    yield browser
    browser.close()


class Desk:
    """The desk as one person's browser sees it.

    Attributes:
        page: Playwright's page, 1366 × 768.
        faults: What the console, the scripts or the server complained of.
        allowed: Parts of complaints that belong to the story (``"404"``).
    """

    def __init__(self, browser: Browser, url: str, **options: Any) -> None:
        self.url = url
        self.browser = browser
        self.faults: list[str] = []
        self.allowed: list[str] = []
        self._others: list[Desk] = []
        # Nothing fades in: a text half transparent has half its contrast for a moment.
        self.context: BrowserContext = browser.new_context(
            base_url=url,
            viewport=OFFICE_SCREEN,
            locale="zh-CN",
            reduced_motion="reduce",
            **options,
        )
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self._listen(self.page)
        self.context.on("page", self._listen)

    def _listen(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on(
            "response",
            lambda got: (
                self.faults.append(f"{got.status} {got.url}") if got.status >= 500 else None
            ),
        )

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text} ({message.location.get('url', '')})")

    def sign_in(self, username: str = "lin") -> Desk:
        """Somebody of the cast, signed in without the form (the form is a story of its own)."""
        client = cast.signed_in(Client(), username)
        self.context.add_cookies(
            [
                {"name": name, "value": morsel.value, "url": self.url}
                for name, morsel in client.cookies.items()
            ]
        )
        return self

    def sign_in_by_form(self, username: str, password: str) -> Desk:
        """Through the sign-in page, as a person does."""
        self.page.goto("/sign-in/")
        self.page.locator("input[name=username], input[name=login]").fill(username)
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("input[name=password]").press("Enter")
        self.page.wait_for_load_state()
        return self

    def open(self, address: str) -> Page:
        """Go to an address and wait until the islands stand."""
        self.page.goto(address)
        self.page.wait_for_load_state("networkidle")
        return self.page

    @contextmanager
    def posting(self) -> Iterator[None]:
        """Around a click that sends something: what it writes is written when this ends.

        The page that comes back may still be on its way: ask it with ``expect``.
        """
        with self.page.expect_response(lambda got: got.request.method == "POST"):
            yield

    def another(self, username: str, **options: Any) -> Desk:
        """A second person at a second machine."""
        other = Desk(self.browser, self.url, **options).sign_in(username)
        self._others.append(other)
        return other

    def accessibility_faults(self) -> list[str]:
        """What axe finds wrong on this page, one line a place (WCAG 2.1 A and AA, and manners)."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page).response["violations"]
        return [
            f"{fault['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
            for fault in found
            for node in fault["nodes"]
        ]

    def end(self) -> list[str]:
        """Close; what was complained of and not allowed."""
        faults = [one for other in self._others for one in other.end()]
        self.context.close()
        return faults + [
            fault for fault in self.faults if not any(part in fault for part in self.allowed)
        ]


@pytest.fixture
def desk(chromium: Browser, live_server: Any) -> Iterator[Desk]:
    """A browser on the running desk; a console error, a script error or a 500 fails the story."""
    if not built():
        pytest.skip("the front end is not built: python -m xiezhi_desk.ui.frontend")
    made = Desk(chromium, live_server.url)
    yield made
    if faults := made.end():
        pytest.fail("the browser complained:\n" + "\n".join(faults))
