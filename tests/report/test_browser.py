"""The page as a person uses it: skipped, and said so, where no Chromium is installed."""

import pytest
from chromium_page import CHROMIUM, Page
from invented_report import report

from xiezhi.report.render import write_page

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is not installed: the page was not opened in a browser"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="module")
def file(folder):
    path = folder / "report.html"
    write_page(report(120), path)
    return path


@pytest.fixture
def page(file, tmp_path):
    page = Page(file, profile=tmp_path / "profile")
    yield page
    page.close()
    assert page.troubles == []


def test_every_view_opens_without_a_complaint_of_the_browser(page):
    assert "5,849" in page.text("h1")
    for address in ("#/clues", "#/models", "#/models/compulsory-fine-missing", "#/about"):
        page.go(address)
        assert page.text("h1")
    page.go("#/clue/no-such-id")
    assert "no-such-id" in page.text("main")


def test_evidence_is_highlighted_in_the_passage(page):
    page.go("#/clues")
    marks = page.js("[...document.querySelectorAll('.passage mark')].map((mark) => mark.innerText)")
    assert "2042年9月13日" in marks
    paint = "getComputedStyle(document.querySelector('.passage mark')).backgroundColor"
    assert page.js(paint) == "rgb(255, 240, 184)"
    assert page.text(".compare .printed b") == "4"
    assert page.text(".compare .computed b") == "3"


def test_keys_move_through_the_clues(page):
    page.go("#/clues")
    first = page.text("#copy-id") and page.text(".id code")
    page.press("j")
    second = page.text(".id code")
    page.press("k")
    assert page.text(".id code") == first != second
    page.press("Enter")
    assert page.js("document.activeElement.id") == "pane"
    page.press("Escape")
    assert page.js("document.activeElement.id") == "list"


def test_two_characters_of_chinese_are_enough_to_search(page):
    page.go("#/clues")
    page.press("/")
    page.type("东桥")
    organs = page.js("[...document.querySelectorAll('.item b')].map((one) => one.innerText)")
    assert organs
    assert all("东桥" in organ for organ in organs)
    assert "/ 120" in page.text(".count")


def test_nothing_found_says_which_condition_to_drop(page):
    page.go("#/clues")
    page.press("/")
    page.type("不存在的词")
    assert "没有符合条件的线索" in page.text(".items")
    assert "120" in page.text(".items")
    page.js("document.querySelector('.items .button').click()")
    assert page.count(".item") > 5


def test_english_is_complete_and_remembers(page):
    page.js("[...document.querySelectorAll('.bar-button')].pop().click()")
    for address in ("#/", "#/clues", "#/models", "#/about"):
        page.go(address)
        assert page.js("document.documentElement.lang") == "en"
        assert not page.js("/\\{\\w+\\}/.test(document.body.innerText)")
    page.go("#/")
    own = page.js("document.querySelector('.figures').innerText")
    assert not any("一" <= char <= "鿿" for char in own)


def test_controls_have_names_and_the_list_tells_where_one_is(page):
    page.go("#/clues")
    unnamed = page.js(
        "[...document.querySelectorAll('button, input, select, a')]"
        ".filter((one) => !(one.innerText || one.getAttribute('aria-label'))).length"
    )
    assert unnamed == 0
    assert page.js("document.querySelector('[role=listbox]').getAttribute('aria-activedescendant')")
    assert (
        page.js("document.querySelector('[aria-selected=true]').getAttribute('aria-setsize')")
        == "120"
    )


def test_a_page_without_clues_says_what_was_done(folder, tmp_path):
    path = folder / "none.html"
    write_page(report(0), path)
    page = Page(path, profile=tmp_path / "profile")
    try:
        assert "本次运行没有产生线索" in page.text("main")
        page.go("#/clues")
        assert "本次运行没有产生线索" in page.text(".items")
        assert page.troubles == []
    finally:
        page.close()


def test_a_small_office_screen_shows_list_or_clue(file, tmp_path):
    page = Page(file, width=800, height=600, profile=tmp_path / "profile")
    try:
        page.go("#/clues")
        assert page.js("getComputedStyle(document.querySelector('.pane')).display") == "none"
        page.js("document.querySelector('.item').click()")
        page.until("getComputedStyle(document.querySelector('.pane')).display === 'block'")
        assert page.js("document.documentElement.scrollWidth <= innerWidth")
        assert page.troubles == []
    finally:
        page.close()


def test_ten_thousand_clues_stay_usable(folder, tmp_path):
    path = folder / "many.html"
    size = write_page(report(10_000), path)
    assert size < 25_000_000
    page = Page(path, profile=tmp_path / "profile")
    try:
        page.go("#/clues")
        assert page.count(".item") < 60
        taken = page.js(
            """(() => { const search = document.getElementById("search");
            const start = performance.now(); search.value = "南浦 罚金";
            search.dispatchEvent(new Event("input"));
            return new Promise((done) => { const look = () =>
                /\\//.test(document.querySelector(".count").innerText)
                ? done(performance.now() - start) : requestAnimationFrame(look); look(); }); })()"""
        )
        assert taken < 1_500
        assert page.count(".item") > 5
        assert page.troubles == []
    finally:
        page.close()


def test_the_list_is_exported_as_a_table_for_a_spreadsheet(page):
    page.go("#/clues")
    page.js(
        "window.kept = null; const make = URL.createObjectURL.bind(URL);"
        "URL.createObjectURL = (blob) => { window.kept = blob; return make(blob); };"
        "[...document.querySelectorAll('.count .link')].pop().click()"
    )
    lines = page.js("kept.text()").lstrip("\ufeff").strip().split("\r\n")
    assert lines[0].startswith("id,model,organ,grade,title,case_number")
    assert len(lines) == 121
    assert all(line.count('","') == 9 for line in lines[1:])


def test_a_clue_is_printed_alone_and_whole(page):
    page.go("#/clues")
    page.call("Emulation.setEmulatedMedia", media="print")
    assert page.js("getComputedStyle(document.querySelector('.side')).display") == "none"
    assert page.js("getComputedStyle(document.querySelector('header.bar')).display") == "none"
    assert page.js("getComputedStyle(document.querySelector('.pane')).overflowY") == "visible"
    assert page.js("getComputedStyle(document.querySelector('mark')).fontWeight") == "700"


def test_an_address_leads_to_its_clue(page):
    page.go("#/clues")
    page.press("j")
    wanted = page.text(".id code")
    page.go("#/")
    page.go(f"#/clue/{wanted}")
    assert page.text(".id code") == wanted
    assert wanted in page.js("document.querySelector('[aria-selected=true]') ? location.hash : ''")
