"""A session ends in the middle of a decision, or another tab was quicker: nothing written is lost."""

import browser
import cast as people
import pytest
from playwright.sync_api import expect

from xiezhi_desk.accounts.records import Sitting
from xiezhi_desk.clues.records import Clue
from xiezhi_desk.clues.services import blind, counting
from xiezhi_desk.clues.states import State

pytestmark = browser.JOURNEY

WORDS = "已调取原卷并询问承办人，登记日期录错"


@pytest.fixture(autouse=True)
def _nothing_is_drawn(monkeypatch):
    monkeypatch.setattr(blind, "_lot", lambda: 0.99)


def in_hand():
    lin = people.person("lin", password=people.PASSWORD)
    made = people.clue(organ="青浦区某局", state=State.VERIFYING, assignee=lin)
    counting.recount()
    return made


def written(page, clue, words=WORDS):
    page.goto(f"/clues/{clue.number}/decide/")
    form = page.locator("#decide-form")
    form.locator("input[value=unfounded]").check()
    form.locator("[name=why]").select_option("data-error")
    form.locator("textarea[name=text]").fill(words)
    form.locator("[name=attested]").check()
    return form.get_by_role("button", name="直接认定")


def ended():
    """As after thirty idle minutes; the row still says whose session it was."""
    from datetime import timedelta

    from django.utils import timezone

    Sitting.objects.update(expire_date=timezone.now() - timedelta(seconds=1))


def sign_in_again(page):
    page.locator("input[name=username]").fill("lin")
    page.locator("input[name=password]").fill(people.PASSWORD)
    page.locator("input[name=password]").press("Enter")


def test_what_was_sent_after_the_end_is_held_and_decides_after_signing_in(desk):
    clue = in_hand()
    desk.sign_in_by_form("lin", people.PASSWORD)
    page = desk.page
    page.wait_for_url(lambda url: "sign-in" not in url)
    decide = written(page, clue)
    ended()
    decide.click()
    expect(page.get_by_text("您刚才填写的内容已保留")).to_be_visible()
    assert desk.accessibility_faults() == []
    sign_in_again(page)
    expect(page.get_by_text(WORDS)).to_be_visible()
    expect(page.get_by_text("data-error")).to_have_count(0)  # a person's words, not a form's
    assert desk.accessibility_faults() == []
    assert Clue.objects.get().state == State.VERIFYING
    page.get_by_role("button", name="现在提交").click()
    page.wait_for_url(f"**/clues/{clue.number}/")
    assert Clue.objects.get().state == State.UNFOUNDED
    assert Clue.objects.get().decisions.get().text == WORDS


def test_what_was_not_yet_sent_is_put_back_in_its_window(desk):
    clue = in_hand()
    page = desk.sign_in("lin").page
    written(page, clue)
    ended()
    page.goto(f"/clues/{clue.number}/decide/")
    page.wait_for_url("**/sign-in/**")
    sign_in_again(page)
    page.wait_for_url("**/decide/")
    expect(page.locator("textarea[name=text]")).to_have_value(WORDS)
    expect(page.get_by_text("已恢复上次未提交的内容")).to_be_visible()


def test_the_slower_of_two_tabs_is_told_and_keeps_its_words(desk):
    clue = in_hand()
    first = desk.sign_in("lin").page
    second = desk.context.new_page()
    slow = written(first, clue, "第一个窗口里写的说明")
    written(second, clue).click()
    second.wait_for_url(f"**/clues/{clue.number}/")
    desk.allowed = ["409", "422"]
    slow.click()
    expect(first.locator(".problem").first).to_be_visible()
    expect(first.locator("textarea[name=text]")).to_have_value("第一个窗口里写的说明")
    assert Clue.objects.get().decisions.get().text == WORDS
    assert desk.accessibility_faults() == []
