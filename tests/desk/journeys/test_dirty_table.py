"""A dirty table is uploaded, its faults corrected, and the missing data are asked for."""

import io

import browser
import pytest
import xlwt
from docx import Document
from playwright.sync_api import expect

from xiezhi_desk.runs.records import Job
from xiezhi_desk.runs.slots import handlers
from xiezhi_desk.runs.states import JobState
from xiezhi_desk.shelf.records import Upload

pytestmark = browser.JOURNEY

MODEL = "farmland-tax-not-levied"
SHEET = (
    ("青浦区2025年违法占地处罚台账",),
    (
        "文号",
        "图斑号",
        "执法机关",
        "行政区划代码",
        "用地单位",
        "占用面积",
        "占用地类",
        "处罚日期",
        "备注",
    ),
    (
        "青自然罚〔2025〕1号",
        "T-1",
        "青浦区自然资源局",
        "320803",
        "甲砂石厂",
        "1000",
        "耕地",
        "2025.3.1",
        "",
    ),
    (
        "青自然罚〔2025〕2号",
        "T-2",
        "青浦区自然资源局",
        "320803",
        "乙砂石厂",
        "约两千",
        "耕地",
        "2025年4月1日",
        "",
    ),
    (
        "青自然罚〔2025〕3号",
        "T-3",
        "青浦区自然资源局",
        "320803",
        "丙砂石厂",
        "２，３００",
        "耕地",
        "45778",
        "",
    ),
)


@pytest.fixture(autouse=True)
def _own_place(settings, tmp_path):
    settings.HOME = tmp_path
    settings.WORKSPACE = tmp_path / "workspace"
    settings.MEDIA_ROOT = tmp_path / "files"


def dirty(folder):
    book = xlwt.Workbook()
    sheet = book.add_sheet("台账")
    sheet.write_merge(0, 0, 0, 8, SHEET[0][0])
    for place, row in enumerate(SHEET[1:], 1):
        for column, value in enumerate(row):
            sheet.write(place, column, value)
    path = folder / "违法占地.xls"
    book.save(str(path))
    return path


def worked():
    """What the worker does, in this process."""
    job = Job.objects.get()
    result = handlers[job.kind](job, lambda *_: None, lambda: False)
    Job.objects.update(state=JobState.DONE, result=result)
    return result


def test_bad_rows_are_corrected_and_what_lacks_is_asked_for(desk, tmp_path):
    page = desk.sign_in("shu").open("/shelf/upload/")
    page.locator("input[name=file]").set_input_files(dirty(tmp_path))
    page.locator("input[name=provider]").fill("青浦区自然资源局")
    page.get_by_role("button", name="上传", exact=True).click()
    page.locator("a[href$='/land_violation/']").first.click()
    expect(page.get_by_label("文号 对应的标准列")).to_have_value("doc_no")
    page.get_by_label("备注 对应的标准列").select_option("")
    page.locator("[name=data_as_of]").fill("2025-05-01")
    page.locator("[name=basis]").fill("检察院组织法#21")
    page.get_by_label("国有财产保护").check()
    page.locator("[name=valid_until]").fill("2099-12-31")
    page.locator("[name=grade]").select_option("general")
    page.locator("[name=sharing]").select_option("conditional")
    page.get_by_role("button", name="确认并上架").click()
    page.wait_for_url("**/runs/jobs/**")
    result = worked()
    assert (result["rows_in"], result["rows_kept"]) == (3, 3)
    assert Upload.objects.get().state == "loaded"

    desk.open(f"/shelf/quarantine/{result['batch']}/")
    expect(page.get_by_text("约两千")).to_be_visible()
    page.get_by_label("占用面积 的正确值").fill("2000")
    page.get_by_label("处罚日期 的正确值").fill("2025-05-02")
    page.get_by_role("button", name="保存更正并装回").click()
    expect(page.get_by_text("这一批没有被隔离的行")).to_be_visible()

    desk.open(f"/models/{MODEL}/").get_by_role("link", name="本院能否运行").click()
    expect(page.locator("table.list")).to_contain_text("青浦区自然资源局")
    with page.expect_download() as paper:
        page.get_by_role("link", name="数据需求函（docx）").click()
    letters = Document(io.BytesIO(paper.value.path().read_bytes()))
    words = "\n".join(one.text for one in letters.paragraphs)
    assert "国有财产保护" in words or "税务" in words
    assert desk.accessibility_faults() == []
