"""What changes a clue's hands or rest, walked in a browser: across, aside, reopened, restricted."""

import datetime as dt

import browser
import cast as people
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from xiezhi_desk.clues.records import Clue, Decision
from xiezhi_desk.clues.services import blind, counting
from xiezhi_desk.clues.services.nightly import nightly
from xiezhi_desk.clues.states import State
from xiezhi_desk.library.models import catalogue, reasons

pytestmark = browser.JOURNEY
MODEL = "pension-after-death"


@pytest.fixture(autouse=True)
def _nothing_is_drawn(monkeypatch):
    monkeypatch.setattr(blind, "_lot", lambda: 0.99)
    catalogue()


def raised(**fields):
    made = people.clue(bundle=people.bundle(MODEL), organ="青浦区社会保险事业中心", **fields)
    counting.recount()
    return made


def with_lin():
    return raised(state=State.VERIFYING, assignee=people.person("lin"))


def test_sent_across_it_is_neither_returned_nor_sent_on_but_raised(desk):
    clue = raised()
    people.province()
    hand = f"/clues/{clue.number}/hand/"
    page = desk.sign_in("an").open(hand)
    form = page.locator("#send_across-form")
    form.locator("[name=office]").select_option(label="白塔县人民检察院")
    form.locator("[name=reason]").fill("机关在白塔县")
    with desk.posting():
        form.get_by_role("button").click()
    tan = desk.another("tan")
    page = tan.open(hand)
    expect(page.get_by_text("不得退回或者再行移送")).to_be_visible()
    expect(page.locator("#send_across-form")).to_have_count(0)
    assert tan.accessibility_faults() == []
    form = page.locator("#raise-form")
    form.locator("[name=reason]").fill("认为不属于本院管辖")
    with tan.posting():
        form.get_by_role("button").click()
    gao = desk.another("gao").open(f"/clues/{clue.number}/")
    expect(gao.get_by_text("提请提办").first).to_be_visible()
    assert Clue.objects.get().office == people.office("linjiang")


def test_put_aside_with_a_reason_it_wakes_by_itself(desk):
    clue = with_lin()
    at = f"/clues/{clue.number}/"
    page = desk.sign_in("lin").open(at)
    page.get_by_text("更多", exact=True).click()
    until = timezone.localdate() + dt.timedelta(days=9)
    page.get_by_label("暂缓至").fill(until.isoformat())
    page.locator("#snooze-why").fill("等复函")
    with desk.posting():
        page.get_by_role("button", name="暂缓", exact=True).click()
    expect(page.locator("#judge")).to_contain_text(until.isoformat())
    expect(page.get_by_role("button", name="恢复办理")).to_be_visible()
    expect(page.get_by_text("等复函").first).to_be_visible()
    nightly(timezone.now() + dt.timedelta(days=10))
    page = desk.open(at)
    expect(page.get_by_role("button", name="恢复办理")).to_have_count(0)
    assert Clue.objects.get().snoozed_until is None


def test_decided_and_reopened_the_reason_is_an_exclusion_suggested_only_while_it_stands(desk):
    clue = with_lin()
    why = next(one for one in reasons(MODEL) if one.suggests and "unfounded" in one.outcomes)
    Decision.objects.create(
        clue=clue, outcome=State.UNFOUNDED, why=why.code, by=people.person("lin"),
        at=people.NOW, revision=0,
    )  # fmt: skip
    Clue.objects.update(state=State.UNFOUNDED)
    counting.recount()
    page = desk.sign_in("lin").open(f"/models/{MODEL}/")
    error = page.locator("li", has_text=why.title.zh).filter(has_text="建议增设排除情形")
    expect(error).to_have_count(1)
    page = desk.open(f"/clues/{clue.number}/")
    page.get_by_role("button", name="重新办理").click()
    page.locator("#confirm-reason").fill("有新证据")
    with desk.posting():
        page.locator("dialog[open]").get_by_role("button").last.click()
    expect(page.get_by_role("link", name="作出结论")).to_be_visible()
    assert Clue.objects.get().state == State.ASSIGNED
    page = desk.open(f"/models/{MODEL}/")
    expect(page.get_by_text("建议增设排除情形")).to_have_count(0)


def test_restricted_it_is_there_for_the_named_and_not_for_the_rest(desk):
    clue = with_lin()
    people.person("mei")
    people.person("he")
    page = desk.sign_in("an").open(f"/clues/{clue.number}/hand/")
    form = page.locator("#restrict-form")
    form.get_by_label("梅检").check()
    form.locator("[name=reason]").fill("涉未成年人")
    with desk.posting():
        form.get_by_role("button", name="设为限制知悉").click()
    expect(page.get_by_text("已限定知悉人员").first).to_be_visible()
    named, other = desk.another("mei"), desk.another("he")
    expect(named.open(f"/clues/{clue.number}/").locator("#judge")).to_be_visible()
    other.allowed.append("404")
    expect(other.open(f"/clues/{clue.number}/").locator("#judge")).to_have_count(0)
    expect(other.open("/clues/?state=all").get_by_text(clue.number)).to_have_count(0)
