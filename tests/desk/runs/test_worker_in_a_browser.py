"""The site and the worker as processes of their own: a run is followed on its page to the list."""

import re

import browser
import pytest
from browser import Desk, chromium  # noqa: F401  (a fixture)
from playwright.sync_api import expect

pytestmark = browser.JOURNEY

STARTS = 90_000
"""Milliseconds in which a busy machine starts a job's process."""
MODEL = "farmland-tax-not-levied"
FILLED = """
import pathlib, sys
sys.path.insert(0, str(pathlib.Path(cast.__file__).with_name("library")))
from django.conf import settings
from two_tables import filled
filled(settings.HOME)
for name in ("sun", "an"):
    cast.person(name, password=cast.PASSWORD)
answer = [services.start("export", "长时间的任务", {"seconds": 120}, by=cast.person("sun"),
                         office=cast.office("qingpu"), now=now).number, cast.PASSWORD]
"""


@pytest.fixture
def site(machine, chromium):  # noqa: F811
    """Opens browsers on a served desk; a console error fails the story."""
    opened: list[Desk] = []
    process = machine.start("serve", "--port", "0", "--no-work")

    def one(username, password):
        url = machine.until(lambda: re.search(r"http://127\.0\.0\.1:\d+", process.log.read_text()))[
            0
        ]
        desk = Desk(chromium, url)
        opened.append(desk)
        desk.page.goto("/sign-in/")
        desk.sign_in_by_form(username, password)
        desk.page.wait_for_url(lambda url: "sign-in" not in url)
        return desk

    yield one
    faults = [fault for desk in opened for fault in desk.end()]
    assert faults == []


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_run_worked_by_the_worker_ends_on_the_list_and_a_long_job_is_stopped(machine, site):
    number, password = machine.do(FILLED)
    machine.start("work")
    sun = site("sun", password)
    page = sun.open(f"/runs/jobs/{number}/")
    expect(page.locator(".job-message")).to_contain_text(re.compile("第 [0-9]+ 步"), timeout=STARTS)
    page.get_by_role("button", name="停止").click()
    page.locator("dialog[open]").get_by_role("button", name="停止").click()
    machine.until_job(number, "cancelled")
    expect(page.get_by_text("已取消").first).to_be_visible()

    page = sun.open(f"/models/{MODEL}/")
    page.get_by_role("link", name="运行", exact=True).last.click()
    page.get_by_role("button", name="运行所选模型").click()
    page.wait_for_url("**/runs/jobs/**")
    result = page.locator("tr", has_text=MODEL)
    expect(result).to_be_visible(timeout=STARTS)  # the page comes anew by itself
    expect(result.locator("td.num")).to_have_text("1")
    assert sun.accessibility_faults() == []

    page = sun.open("/clues/")
    page.locator("a[data-open]").first.click()
    expect(page.locator("#why")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("耕地占用税")).first).to_be_visible()
