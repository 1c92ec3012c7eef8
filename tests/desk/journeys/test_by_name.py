"""A maker changes a model so that it joins two tables by a person's name alone: refused."""

import zipfile

import browser
import pytest
from playwright.sync_api import expect

from xiezhi_desk.audit.records import Entry
from xiezhi_desk.library.models import catalogue

pytestmark = browser.JOURNEY

MODEL = "salary-after-conviction"
KEY = "right: must_go, keys: [citizen_id]"
BY_NAME = "right: must_go, keys: [{name: defendant}]"


@pytest.fixture(autouse=True)
def _own_place(settings, tmp_path):
    settings.HOME = tmp_path
    catalogue()  # read once a process, not while a page waits for it


def changed(path, folder):
    """The downloaded model with another key, zipped again."""
    made = folder / "改过的模型.zip"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name.endswith("/model.yaml"):
                assert KEY in text
                text = text.replace(KEY, BY_NAME)
            new.writestr(name, text)
    return made


def brought(page, path):
    page.locator("input[name=file]").set_input_files(path)
    page.get_by_role("button", name="检查", exact=True).click()
    return page.locator("#verdict")


def test_a_join_by_name_alone_is_refused_with_its_reason(desk, tmp_path):
    page = desk.sign_in("mo").open(f"/models/{MODEL}/")
    with page.expect_download() as file:
        page.get_by_role("link", name="模型文件").click()
    shipped = tmp_path / "shipped.zip"
    file.value.save_as(shipped)
    before = sorted(tmp_path.rglob("*"))
    desk.open("/models/").get_by_role("link", name="检查自己的模型").click()
    desk.allowed = ["422"]

    verdict = brought(page, changed(shipped, tmp_path))
    expect(verdict.get_by_text("模型未接收，没有保留任何内容")).to_be_visible()
    line = 1 + next(
        place
        for place, text in enumerate(
            zipfile.ZipFile(shipped).read(f"{MODEL}/model.yaml").decode().splitlines()
        )
        if KEY in text
    )
    told = verdict.locator(".problem", has_text="key-alone")
    expect(told).to_contain_text(f"{MODEL}/model.yaml:{line}:")
    expect(told).to_contain_text("只凭姓名或名称连接")
    expect(told).to_contain_text("同名的人和单位很多")
    expect(told).to_contain_text("与姓名一起作键")
    expect(told).to_contain_text("个人信息保护法第8条")
    expect(told).to_contain_text("决定 0016")
    assert desk.accessibility_faults() == []
    entry = Entry.objects.get(action="model.refused")
    assert (entry.person.username, "key-alone" in entry.details["problems"]) == ("mo", True)
    assert sorted(set(tmp_path.rglob("*")) - set(before)) == [
        tmp_path / "scratch",
        tmp_path / "改过的模型.zip",
    ]
    assert list((tmp_path / "scratch").iterdir()) == []

    expect(brought(page, shipped).get_by_text("检查通过")).to_be_visible()
    assert Entry.objects.filter(action="model.checked").count() == 1
