"""A folder of judgments: the wrong last day is shown in its place, the look-alike is left alone."""

import zipfile

import browser
import cast as people
import pytest
from playwright.sync_api import expect

from xiezhi_desk.clues.records import Clue
from xiezhi_desk.runs.records import Job
from xiezhi_desk.runs.slots import handlers
from xiezhi_desk.runs.states import JobState

pytestmark = browser.JOURNEY

MODEL = "sentence-dates-wrong"
JUDGMENT = """江海省临江市青浦区人民法院
刑事判决书
（2026）某0101刑初{number}号
公诉机关江海省临江市青浦区人民检察院。
被告人王小五，男，1990年1月1日出生。
经审理查明，被告人王小五于2026年2月盗窃他人财物。{told}
判决如下：
被告人王小五犯盗窃罪，判处有期徒刑六个月，并处罚金人民币二千元。
（刑期从判决执行之日起计算。判决执行以前先行羁押的，羁押一日折抵刑期一日，即自2026年3月1日起至{end}止。）
审判员　乙某
二〇二六年五月六日
书记员　丙某
"""
TOLD = "取保候审期间三十日，不计入刑期。"
ENDS = {7: ("2026年9月30日", ""), 8: ("2026年8月31日", ""), 9: ("2026年9月30日", TOLD)}
"""The first is thirty days too late, the second right; the third says why it is thirty days later."""


@pytest.fixture(autouse=True)
def _own_place(settings, tmp_path):
    settings.HOME = tmp_path
    settings.WORKSPACE = tmp_path / "workspace"
    settings.BUNDLES = tmp_path / "bundles"
    settings.MEDIA_ROOT = tmp_path / "files"


def judgments(folder):
    path = folder / "青浦判决书.zip"
    with zipfile.ZipFile(path, "w") as file:
        for number, (end, told) in ENDS.items():
            text = JUDGMENT.format(number=number, end=end, told=told)
            file.writestr(f"判决书{number}.txt", text)
    return path


def worked():
    """What the worker does, in this process."""
    job = Job.objects.exclude(state=JobState.DONE).get()
    result = handlers[job.kind](job, lambda *_: None, lambda: False)
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, result=result)
    return result


def test_a_wrong_last_day_is_marked_and_its_look_alike_is_not_raised(desk, tmp_path):
    people.province()
    page = desk.sign_in("shu").open("/shelf/upload/")
    page.locator("input[name=file]").set_input_files(judgments(tmp_path))
    page.locator("input[name=provider]").fill("青浦区人民法院")
    page.locator("input[name=documents]").check()
    page.get_by_role("button", name="上传", exact=True).click()
    page.wait_for_url("**/runs/jobs/**")
    assert worked()["documents"] == 3

    page = desk.open(f"/runs/start/?models={MODEL}")
    page.get_by_role("button", name="运行所选模型").click()
    page.wait_for_url("**/runs/jobs/**")
    worked()
    clue = Clue.objects.get()
    assert clue.case_number == "（2026）某0101刑初7号"
    if clue.office != people.office("qingpu"):
        Clue.objects.update(office=people.office("qingpu"))

    lin = desk.another("lin")
    page = lin.open(f"/clues/{clue.number}/")
    expect(page.locator("#text mark").first).to_be_visible()
    marks = page.locator("#text mark").all_inner_texts()
    assert any("9月30日" in text for text in marks), marks
    assert page.locator("#law blockquote.law").first.inner_text().strip()
    assert "刑法" in page.locator("#law").inner_text()
    expect(page.locator("#unchecked li").first).to_be_attached()
    assert "王小五" not in page.locator("main").inner_text()
    assert lin.accessibility_faults() == []
