"""Twenty clues on one organ: one letter, one answer, and the model's precision is known better."""

import browser
import cast as people
import openpyxl
import pytest
from docx import Document
from playwright.sync_api import expect

from xiezhi_desk.clues.records import Batch, Clue
from xiezhi_desk.clues.services import blind, counting

pytestmark = browser.JOURNEY

MODEL = "pension-after-death"
ORGAN = "青浦区社会保险事业中心"


@pytest.fixture(autouse=True)
def _nothing_is_drawn(monkeypatch):
    monkeypatch.setattr(blind, "_lot", lambda: 0.99)


def twenty():
    came = people.bundle(MODEL)
    for number in range(1, 21):
        people.clue(
            bundle=came,
            organ=ORGAN,
            act="向已死亡人员继续发放养老金",
            case_number=f"（2031）社保{number}号",
        )
    counting.recount()


def taken(desk, name):
    with desk.page.expect_download() as file:
        desk.page.get_by_role("link", name=name).click()
    return file.value.path()


def filled(annex, folder):
    """What the organ sends back: twelve admitted, three denied with a paper, five left open."""
    book = openpyxl.load_workbook(annex.open("rb"))
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "核查编号" for cell in row))
    place = {cell.value: cell.column for cell in head}
    numbers = set(Clue.objects.values_list("number", flat=True))
    lines = [
        row
        for row in range(head[0].row + 1, sheet.max_row + 1)
        if sheet.cell(row, place["核查编号"]).value in numbers
    ]
    assert len(lines) == 20
    for order, row in enumerate(lines[:15]):
        sheet.cell(row, place["核查结论"]).value = "属实" if order < 12 else "不属实"
        sheet.cell(row, place["依据材料"]).value = "待遇发放台账"
    path = folder / "退回附表.xlsx"
    book.save(path)
    return path


def precision(desk):
    """What the model's page says when everything is read anew."""
    page = desk.open(f"/models/{MODEL}/")
    return page.locator(".stat", has_text="核查属实率").locator("b").inner_text()


def test_one_letter_one_answer_and_the_interval_moves(desk, tmp_path):
    twenty()
    page = desk.sign_in("lin").page
    before = precision(desk)
    desk.open("/clues/")
    page.locator("[data-pick-all]").check()
    page.get_by_role("button", name="编成批次").click()
    page.wait_for_url("**/clues/batch/**")
    batch = Batch.objects.get()
    assert (batch.organ, batch.clues.count()) == (ORGAN, 20)
    letter = Document(taken(desk, "核查函（docx）").open("rb"))
    assert ORGAN in "\n".join(one.text for one in letter.paragraphs)
    annex = taken(desk, "附表（xlsx）")
    with desk.posting():
        page.get_by_role("button", name="记录发出").click()
    expect(page.get_by_role("button", name="记录发出")).to_have_count(0)
    page.locator("#annex-form input[name=file]").set_input_files(filled(annex, tmp_path))
    page.get_by_role("button", name="读取并预览").click()
    expect(page.get_by_text("可用 15 行")).to_be_visible()
    assert batch.answers.count() == 0
    with desk.posting():
        page.get_by_role("button", name="保存复函").click()
    form = page.locator("#propose-form")
    form.locator("textarea").fill("逐条核对复函和台账")
    form.locator("[name=attested]").check()
    form.get_by_role("button", name="提请复核").click()
    expect(page.get_by_text("已提请复核 15 条").first).to_be_visible()
    assert precision(desk) == before

    mei = desk.another("mei")
    mei.open(f"/clues/batch/{batch.number}/")
    expect(mei.page.get_by_text("待您复核：15 条")).to_be_visible()
    assert mei.accessibility_faults() == []
    mei.page.get_by_role("button", name="复核同意整个清单").click()
    expect(mei.page.get_by_text("已复核同意整批结论").first).to_be_visible()
    after = precision(desk)
    assert after != before
    assert "80" in after
    assert "15" in after
