"""Every part of the look, in a real browser."""

import browser
import pytest
from playwright.sync_api import expect

pytestmark = browser.JOURNEY


@pytest.mark.parametrize(
    "address", ["/ui/style/", "/ui/style/?wrong=1&say=1", "/ui/help/", "/nowhere/"]
)
def test_no_accessibility_fault(desk, address):
    desk.allowed = ["404"]
    desk.sign_in("lin").open(address)
    assert desk.accessibility_faults() == []


def test_a_list_is_walked_by_keys_alone(desk):
    page = desk.sign_in("lin").open("/ui/style/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for key in ("j", "j", "x", "j", "j", "Shift+X"):
        page.keyboard.press(key)
    expect(page.locator("[data-bulk-count]")).to_have_text("3")
    page.keyboard.press("?")
    expect(page.locator("dialog[open] dl.keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("n")
    expect(page.locator("mark.at")).to_have_text("次日被刑事拘留")
    page.keyboard.press("/")
    expect(page.locator(":focus")).to_have_attribute("type", "search")


def test_a_decision_asks_for_its_reason_and_sends_it(desk):
    page = desk.sign_in("lin").open("/ui/style/")
    page.get_by_role("button", name="认定属实").click()
    assert desk.accessibility_faults() == []
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="认定属实").click()
    expect(dialog).to_be_visible()  # no reason, no decision
    dialog.get_by_role("textbox").fill("已与原件核对")
    dialog.get_by_role("button", name="认定属实").click()
    page.wait_for_url("**reason=*")


def test_what_was_written_survives_the_end_of_the_session(desk):
    page = desk.sign_in("lin").open("/ui/style/")
    page.get_by_label("理由").fill("止日多算一个月，已与执行通知书核对")
    desk.context.clear_cookies()
    desk.allowed = ["404", "403"]
    page.goto("/ui/style/")
    assert "/sign-in/" in page.url
    desk.sign_in("lin").open("/ui/style/")
    expect(page.get_by_label("理由")).to_have_value("止日多算一个月，已与执行通知书核对")
    expect(page.get_by_text("已恢复上次未提交的内容")).to_be_visible()


def test_without_javascript_the_page_is_whole(chromium, live_server):
    desk = browser.Desk(chromium, live_server.url, java_script_enabled=False).sign_in("lin")
    page = desk.open("/ui/style/?say=1")
    expect(page.get_by_text("已分派 12 条线索")).to_be_visible()
    page.locator("summary").first.click()
    expect(page.get_by_text("帮助与快捷键")).to_be_visible()
    page.get_by_role("link", name="下一页").click()
    page.wait_for_url("**page=4**")
    assert desk.end() == []


def test_heavy_parts_arrive_only_where_they_are_needed(desk):
    asked = []
    desk.page.on("request", lambda request: asked.append(request.url))
    desk.sign_in("lin").open("/ui/help/")
    assert not [url for url in asked if "graph-" in url or "chart-" in url]
    desk.open("/ui/style/")
    assert [url for url in asked if "graph-" in url]
    expect(desk.page.locator("relation-graph canvas").first).to_be_visible()
    expect(desk.page.locator("bar-chart svg")).to_have_count(1)


def test_a_narrow_screen_scrolls_no_further_than_its_table(desk):
    page = desk.sign_in("lin").open("/ui/style/")
    for width in (1366, 1024, 800):
        page.set_viewport_size({"width": width, "height": 768})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_ink_alone_is_printed(desk):
    page = desk.sign_in("lin").open("/ui/style/")
    page.emulate_media(media="print")
    expect(page.locator("nav.side")).to_be_hidden()
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.locator(".print-head")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
