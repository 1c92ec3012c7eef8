"""A prosecutor reads a clue: why, the judgment, what would clear it; uncovers it; prints it."""

import re

import browser
import pytest
from playwright.sync_api import expect
from real_bundle import NAMES, received
from ui.test_weight import weight

from xiezhi_desk.audit.records import Entry

pytestmark = browser.JOURNEY


@pytest.fixture
def clue(tmp_path, settings, transactional_db):
    return received(tmp_path, settings)[0]


def text_of(page):
    return page.locator("body").inner_text()


def has_han(text):
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


def test_she_reads_why_and_walks_the_marks_by_keys(desk, clue):
    page = desk.sign_in("lin").open(f"/clues/{clue.number}/")
    assert clue.organ in page.locator("#why").inner_text()
    order = page.locator("main section[id]").evaluate_all("all => all.map(one => one.id)")
    shown = [one for one in order if one in {"why", "text", "unchecked", "law", "rows", "ties"}]
    assert shown == ["why", "text", "unchecked", "law", "rows", "ties"]
    assert not any(name in text_of(page) for name in NAMES)
    counter = page.locator(".marks-bar [aria-live]")
    page.keyboard.press("n")
    expect(counter).to_have_text(re.compile(r"^\s*1 /"))
    page.keyboard.press("n")
    expect(counter).to_have_text(re.compile(r"^\s*2 /"))
    page.keyboard.press("p")
    expect(counter).to_have_text(re.compile(r"^\s*1 /"))
    expect(page.locator("mark.at")).to_have_attribute("data-note", re.compile("."))
    assert desk.accessibility_faults() == []


def test_uncovering_asks_why_and_shows_this_clue_only(desk, clue):
    page = desk.sign_in("lin").open(f"/clues/{clue.number}/")
    page.get_by_role("button", name="查看完整信息").click()
    dialog = page.locator("dialog")
    expect(dialog).to_contain_text("记入审计日志")
    dialog.locator("textarea").fill("核对当事人与执行案件是否同一人")
    dialog.get_by_role("button", name="查看 30 分钟").click()
    page.get_by_role("button", name="恢复遮盖").wait_for()
    assert any(name in text_of(page) for name in NAMES)
    assert not any(name in page.title() for name in NAMES)
    assert Entry.objects.get(action="clue.uncovered").reason == "核对当事人与执行案件是否同一人"
    assert desk.accessibility_faults() == []
    page.get_by_role("button", name="恢复遮盖").click()
    page.get_by_role("button", name="查看完整信息").wait_for()
    assert not any(name in text_of(page) for name in NAMES)


def test_the_graph_says_the_same_as_its_table(desk, clue):
    page = desk.sign_in("lin").open(f"/clues/{clue.number}/")
    page.locator("relation-graph canvas").first.wait_for()
    page.locator("#ties summary").click()
    rows = page.locator("#ties tbody tr")
    expect(rows.first).to_be_visible()
    nodes = set(page.locator(".graph-nodes button").all_inner_texts())
    things = {one.strip() for one in page.locator("#ties tbody td:last-child").all_inner_texts()}
    assert things <= nodes


def test_printed_it_is_dark_on_white_whole_and_marked(desk, clue):
    page = desk.sign_in("lin").open(f"/clues/{clue.number}/")
    shut = page.locator("main details:not([open]):not(.drop)").count()
    assert shut > 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("main details:not([open]):not(.drop)")).to_have_count(0)
    page.emulate_media(media="print")
    mark = page.locator(".lead.print-only, p.print-only").first
    expect(mark).to_be_visible()
    assert clue.number in mark.inner_text()
    assert "林检" in mark.inner_text()
    expect(page.locator("nav.anchors")).to_be_hidden()
    expect(page.locator("#judge button:visible")).to_have_count(0)
    expect(page.locator("main textarea:visible, main input[type=file]:visible")).to_have_count(0)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("main details:not([open]):not(.drop)")).to_have_count(shut)


def test_the_dossier_is_asked_for_approved_and_taken_by_two_people(desk, clue, tmp_path):
    page = desk.sign_in("lin").open(f"/clues/{clue.number}/")
    page.get_by_role("button", name="导出卷宗").click()
    dialog = page.locator("dialog")
    dialog.locator("textarea").fill("向刑事执行部门移送核查")
    dialog.get_by_role("button", name="申请导出").click()
    page.wait_for_url("**/clues/exports/*/")
    address = page.url
    chief = desk.another("wu")
    decides = chief.open("/clues/exports/")
    assert chief.accessibility_faults() == []
    decides.locator("tbody a").first.click()
    decides.locator("#decide-form textarea").fill("同意，用于移送")
    with chief.posting():
        decides.get_by_role("button", name="同意导出").click()
    page.goto(address)
    assert desk.accessibility_faults() == []
    with page.expect_download() as came:
        page.get_by_role("button", name="下载").click()
    assert came.value.suggested_filename.endswith(".docx")


def test_in_english_nothing_is_left_in_chinese_words_of_the_desk(desk, clue):
    page = desk.sign_in("lin").open(f"/clues/{clue.number}/")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.wait_for_load_state("networkidle")
    heads = page.locator("main h2, main h3, main summary, main th, main dt, main .btn")
    said = [one for one in heads.all_inner_texts() if one.strip()]
    articles = [one for one in said if "第" in one]
    assert [one for one in said if one not in articles and has_han(one)] == []
    assert desk.accessibility_faults() == []


def test_the_page_is_light(desk, clue):
    assert weight(desk.sign_in("lin"), f"/clues/{clue.number}/") < 300 * 1024
