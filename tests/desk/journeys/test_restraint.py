"""What the desk refuses, asks about and remembers."""

import datetime as dt

import browser
import cast as people
import pytest
from django.db import connection
from playwright.sync_api import expect
from real_bundle import NAMES, received
from two_tables import LAND, TAXES, load, written

from xiezhi_desk.audit import guards
from xiezhi_desk.audit.records import Entry
from xiezhi_desk.library import shelf
from xiezhi_desk.runs.problems import Refused
from xiezhi_desk.runs.records import Bundle, Job
from xiezhi_desk.runs.slots import handlers
from xiezhi_desk.runs.states import JobState

pytestmark = browser.JOURNEY

WHY = "核对当事人是否同一人"
MODEL = "farmland-tax-not-levied"


@pytest.fixture(autouse=True)
def _own_place(settings, tmp_path):
    settings.HOME = tmp_path
    settings.WORKSPACE = tmp_path / "workspace"


def test_uncovering_asks_why_and_the_audit_says_who_looked(desk, tmp_path, settings):
    clue = received(tmp_path, settings)[0]
    page = desk.sign_in("lin").open(f"/clues/{clue.number}/")
    assert not any(name in page.locator("main").inner_text() for name in NAMES)
    page.get_by_role("button", name="查看完整信息").click()
    page.locator("#confirm-reason").fill(WHY)
    page.get_by_role("button", name="查看 30 分钟").click()
    page.get_by_role("button", name="恢复遮盖").wait_for()
    assert any(name in page.locator("main").inner_text() for name in NAMES)
    assert Entry.objects.get(action="clue.uncovered").reason == WHY
    page.get_by_role("button", name="恢复遮盖").click()
    page.get_by_role("button", name="查看完整信息").wait_for()
    assert not any(name in page.locator("main").inner_text() for name in NAMES)

    shen = desk.another("shen")
    shen.open("/audit/")
    shen.page.locator("[name=thing]").fill(f"clue:{clue.number}")
    shen.page.locator("[name=looked]").check()
    shen.page.get_by_role("button", name="筛选", exact=True).click()
    shen.page.wait_for_url("**looked=on**")
    told = shen.page.locator("table.list")
    expect(told).to_contain_text("林检")
    expect(told).to_contain_text(WHY)
    assert not any(name in told.inner_text() for name in NAMES)


def test_tampering_is_found_and_named(desk):
    clue = people.clue()
    desk.sign_in("lin").open(f"/clues/{clue.number}/")
    touched = Entry.objects.get(action="clue.opened").number
    shen = desk.another("shen")
    shen.open("/audit/").get_by_role("button", name="逐条验证").click()
    expect(shen.page.get_by_text("日志完整")).to_be_visible()
    guards.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET who = '某人' WHERE number = %s", [touched])
    guards.put(connection)
    shen.page.get_by_role("button", name="再验证一次").click()
    expect(shen.page.get_by_text(f"日志被触动过：第 {touched} 条")).to_be_visible()
    assert shen.accessibility_faults() == []


def test_another_office_s_clue_is_not_there_and_that_it_was_asked_for_is_kept(desk):
    clue = people.clue(organ="青浦区某局")
    desk.allowed = ["404"]
    page = desk.sign_in("bai").open(f"/clues/{clue.number}/")
    assert "青浦区某局" not in page.locator("body").inner_text()
    assert Entry.objects.filter(action="reach.refused", thing=f"clue:{clue.number}").exists()
    assert "青浦区某局" not in desk.open("/clues/").locator("main").inner_text()


def expired_shelf(folder, settings):
    """Both tables of a model, their contracts ended."""
    shelf.ensure(settings.WORKSPACE, people.office("jianghai").name, "舒数据", "2026-03-02T09:00")
    for name, rows, table, provider in (
        ("违法占地.csv", LAND, "land_violation", "青浦区自然资源局"),
        ("税款.csv", TAXES, "tax_payment", "青浦区税务局"),
    ):
        path = written(folder, name, rows)
        load(settings.WORKSPACE, path, table, provider, valid_until=dt.date(2026, 3, 31))


def worked():
    """What the worker does, in this process, with what it tells of a refusal."""
    job = Job.objects.get()
    with pytest.raises(Refused) as told:
        handlers[job.kind](job, lambda *_: None, lambda: False)
    problem = {**told.value.first, "all": told.value.problems}
    Job.objects.update(state=JobState.FAILED, problem=problem)
    return job


def test_an_expired_purpose_refuses_a_run(desk, tmp_path, settings):
    expired_shelf(tmp_path, settings)
    page = desk.sign_in("mo").open(f"/models/{MODEL}/")
    page.get_by_role("link", name="运行", exact=True).last.click()
    page.wait_for_url("**/runs/start/**")
    expect(page.locator(f"input[name=models][value={MODEL}]")).to_be_checked()
    page.get_by_role("button", name="运行所选模型").click()
    page.wait_for_url("**/runs/jobs/**")
    job = worked()
    told = desk.open(f"/runs/jobs/{job.number}/").locator("main").inner_text()
    assert "到期" in told or "期限" in told, told
    assert not Bundle.objects.exists()
    assert desk.accessibility_faults() == []
