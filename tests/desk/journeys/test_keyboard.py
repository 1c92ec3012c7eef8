"""A prosecutor's day without a mouse: sign in, list, open, read, take, decide; nothing traps her."""

import browser
import cast as people
import pytest
from playwright.sync_api import expect
from real_bundle import received

from xiezhi_desk.clues.records import Clue, Matter
from xiezhi_desk.clues.services import blind, counting
from xiezhi_desk.clues.states import State

pytestmark = browser.JOURNEY

AT = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), look = getComputedStyle(at);
  return {
    nobody: at === document.body,
    place: [...document.querySelectorAll('*')].indexOf(at),
    ordered: at.tabIndex <= 0,
    what: at.outerHTML.slice(0, 120),
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
      && box.top < innerHeight && box.left < innerWidth,
    marked: (look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0)
      || look.boxShadow !== 'none',
  };
}"""


@pytest.fixture(autouse=True)
def _nothing_is_drawn(monkeypatch):
    monkeypatch.setattr(blind, "_lot", lambda: 0.99)


def tab_to(page, goal, most=60):
    """Tab until the goal has the focus; every stop on the way can be seen and comes after the last."""
    last = -1
    for _ in range(most):
        page.keyboard.press("Tab")
        at = page.evaluate(AT)
        if at["nobody"]:
            last = -1
            continue
        assert at["ordered"], f"a place of its own in the order: {at['what']}"
        assert at["place"] > last, f"the focus jumps back: {at['what']}"
        assert at["seen"], f"the focus is out of sight: {at['what']}"
        assert at["marked"], f"nothing shows the focus: {at['what']}"
        last = at["place"]
        if goal.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"{most} times Tab do not lead to {goal}")


def walk_through(page, most=250):
    """Tab once round the page: it ends, so nothing keeps the focus."""
    page.evaluate("document.activeElement.blur()")
    for stops in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(AT)["nobody"] and stops:
            return stops
    pytest.fail(f"the focus goes on and on: {page.evaluate(AT)['what']}")


def test_from_signing_in_to_the_decision_by_keys_alone(desk, tmp_path, settings):
    received(tmp_path, settings)
    counting.recount()
    people.person("lin", password=people.PASSWORD)
    keys = desk.page.keyboard
    page = desk.open("/sign-in/?next=/")
    keys.type("lin")
    keys.press("Tab")
    keys.type(people.PASSWORD)
    keys.press("Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)

    tab_to(page, page.locator("nav a[href='/clues/']").first)
    keys.press("Enter")
    page.wait_for_url("**/clues/")
    page.locator("row-table tbody tr").first.wait_for()
    keys.press("j")
    keys.press("j")
    keys.press("k")
    row = page.locator("row-table tr.at")
    expect(row).to_be_focused()
    number = row.locator("input[name=pick]").input_value()
    keys.press("Enter")
    page.wait_for_url(f"**/clues/{number}/")
    expect(page.locator("main")).to_have_count(1)  # a page of its own, not one inside the list

    page.locator(".marks-bar [aria-live]").wait_for()
    keys.press("n")
    expect(page.locator(".marks-bar [aria-live]")).to_contain_text("1 /")
    expect(page.locator("mark.at")).to_be_in_viewport()
    uncover = page.get_by_role("button", name="查看完整信息")
    uncover.focus()
    keys.press("Enter")
    expect(page.locator("#confirm-reason")).to_be_focused()
    keys.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(uncover).to_be_focused()

    page.evaluate("document.activeElement.blur()")
    tab_to(page, page.get_by_role("button", name="由我办理"))
    keys.press("Enter")
    page.get_by_text("（本人）").wait_for()
    assert walk_through(page) > 20
    tab_to(page, page.get_by_role("link", name="作出结论"))
    keys.press("Enter")
    page.wait_for_url("**/decide/")
    decide_by_keys(page)
    page.wait_for_url(f"**/clues/{number}/")
    assert Clue.objects.get(number=number).state == State.UNFOUNDED


def decide_by_keys(page):
    """Unfounded, with a reason of the list, an explanation and the attestation."""
    keys, form = page.keyboard, page.locator("#decide-form")
    tab_to(page, form.locator("input[name=outcome]").first)
    keys.press("ArrowDown")
    expect(form.locator("input[value=unfounded]")).to_be_checked()
    tab_to(page, form.locator("select[name=why]"))
    for _ in range(form.locator("select[name=why] option").count()):
        if form.locator("select[name=why]").input_value() == "data-error":
            break
        keys.press("ArrowDown")
    expect(form.locator("select[name=why]")).to_have_value("data-error")
    tab_to(page, form.locator("textarea[name=text]"))
    keys.type("核对原卷，登记日期录错")
    tab_to(page, form.locator("input[name=attested]"))
    keys.press("Space")
    tab_to(page, form.get_by_role("button", name="直接认定"))
    keys.press("Enter")


def two_matters():
    lin = people.person("lin")
    made = [
        people.clue(organ="青浦区看守所", act=act, state=State.VERIFYING, assignee=lin)
        for act in ("刑期起日计算有误", "刑期止日计算有误")
    ]
    counting.recount()
    return made


def test_two_rows_are_ticked_and_their_matters_merged_by_keys_alone(desk):
    two_matters()
    keys = desk.sign_in("lin").page.keyboard
    page = desk.open("/clues/")
    page.locator("row-table tbody tr").first.wait_for()
    for key in ("j", "x", "j", "x"):
        keys.press(key)
    expect(page.locator("[data-bulk-count]")).to_have_text("2")
    tab_to(page, page.get_by_role("button", name="并案"))
    keys.press("Enter")
    page.locator("#merge-form").wait_for()
    assert desk.accessibility_faults() == []
    page.evaluate("document.activeElement.blur()")
    tab_to(page, page.locator("#merge-form input[name=into]:checked"))
    keys.press("ArrowDown")
    into = page.locator("#merge-form input[name=into]:checked").input_value()
    keys.press("Tab")
    expect(page.locator("#merge-form [name=reason]")).to_be_focused()
    keys.type("同一机关同类情形")
    keys.press("Enter")
    page.wait_for_url(f"**/clues/matter/{into}/")
    expect(page.locator("#merged")).to_contain_text("带来 1 条")
    assert set(Clue.objects.values_list("matter__number", flat=True)) == {into}


def test_without_any_script_the_list_merges_too(desk):
    two_matters()
    plain = desk.another("lin", java_script_enabled=False)
    page = plain.open("/clues/")
    for box in page.locator("input[name=pick]").all():
        box.check()
    page.get_by_role("button", name="并案").click()
    page.locator("#merge-form [name=reason]").fill("同一机关同类情形")
    page.locator("#merge-form").get_by_role("button", name="并案").click()
    expect(page.locator("#merged")).to_contain_text("带来 1 条")
    assert Matter.objects.exclude(merged_into=None).count() == 1
