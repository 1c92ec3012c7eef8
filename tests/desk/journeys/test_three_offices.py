"""A clue goes from the province to the county, is urged and founded; what came of it is told back."""

import re

import browser
import cast as people
import pytest
from django.utils import timezone
from docx import Document
from playwright.sync_api import expect

from xiezhi_desk.cases.records import Action, Outcome
from xiezhi_desk.clues.services import blind, counting

pytestmark = browser.JOURNEY

MODEL = "pension-after-death"
ORGAN = "临江市社会保险事业中心"


@pytest.fixture(autouse=True)
def _nothing_is_drawn(monkeypatch):
    monkeypatch.setattr(blind, "_lot", lambda: 0.99)


def raised():
    people.province()
    for name in ("gao", "an", "lin", "wu"):
        people.person(name)
    made = people.clue(
        code="jianghai",
        bundle=people.bundle(MODEL),
        organ=ORGAN,
        act="向已死亡人员继续发放养老金",
        first_seen=timezone.now(),
        occurred=timezone.localdate(),
    )
    counting.recount()
    return made


def handed(one, clue, name, **fields):
    """One of the small forms of the page of handing on."""
    one.open(f"/clues/{clue.number}/").get_by_role("link", name="分派与流转").click()
    form = one.page.locator(f"#{name}-form")
    for field, value in fields.items():
        box = form.locator(f"[name={field}]")
        if field in {"office", "to"}:
            box.select_option(value)
        else:
            box.fill(value)
    form.get_by_role("button").click()
    expect(one.page.get_by_text("已办理：").first).to_be_visible()


def answered(one, clue, words, button):
    """The order's form on the clue's page."""
    form = one.open(f"/clues/{clue.number}/").locator("#history form").first
    form.locator("textarea").fill(words)
    with one.posting():
        form.get_by_role("button", name=button, exact=True).click()


def founded(desk, clue):
    """The prosecutor proposes, the chief confirms."""
    lin, wu = desk.another("lin"), desk.another("wu")
    page = lin.open(f"/clues/{clue.number}/decide/")
    page.locator("input[name=outcome][value=founded]").check()
    for box in page.locator("[name^=q_]").all():
        kind = box.get_attribute("type")
        if kind == "radio":
            box.check()
        else:
            box.fill(timezone.localdate().isoformat() if kind == "date" else "已核")
    page.locator("[name=why]").select_option("admitted")
    page.locator("[name=text]").fill("调取发放台账和死亡登记，机关承认")
    page.locator("[name=attested]").check()
    page.get_by_role("button", name="提请复核").click()
    page.wait_for_url(f"**/clues/{clue.number}/")
    wu.open(f"/clues/{clue.number}/")
    with wu.posting():
        wu.page.get_by_role("button", name="复核同意").click()
    clue.refresh_from_db()
    assert clue.state == "founded"


def action_opened(one):
    """The city opens a special action on the model and sets the county's target."""
    page, today = one.open("/cases/actions/new/"), timezone.localdate()
    page.locator("[name=title]").fill("养老金冒领专项监督")
    page.locator("[name=goal]").fill("核清死亡后继续发放的养老金")
    page.locator("[name=basis]").fill("人民检察院公益诉讼办案规则")
    page.locator("[name=begins]").fill(today.replace(month=1, day=1).isoformat())
    page.locator("[name=ends]").fill(today.replace(month=12, day=31).isoformat())
    page.locator("input[name=lines][value=criminal]").check()
    page.locator(f"[name=model_ids][value={MODEL}]").check()
    page.get_by_role("button", name="开展", exact=True).click()
    page.wait_for_url(lambda url: not url.endswith("/new/"))
    page.get_by_label("青浦区人民检察院的核查目标").fill("5")
    with one.posting():
        page.get_by_role("button", name="保存目标").click()
    return Action.objects.get()


def test_from_the_province_to_the_county_and_back(desk):
    clue = raised()
    guan, gao, an = desk.sign_in("guan"), desk.another("gao"), desk.another("an")
    handed(guan, clue, "hand_down", office=str(people.office("linjiang").pk), reason="请依法核查")
    answered(gao, clue, "收到", "签收")
    handed(gao, clue, "hand_down", office=str(people.office("qingpu").pk), reason="请青浦核查")
    handed(gao, clue, "urge", reason="请十日内报告进展", due=timezone.localdate().isoformat())
    expect(an.open(f"/clues/{clue.number}/").get_by_text("请十日内报告进展").first).to_be_visible()
    handed(an, clue, "assign", to=str(people.person("lin").pk))
    while an.open(f"/clues/{clue.number}/").locator("#history form").count():
        answered(an, clue, "已分派检察官核查", "反馈")
    expect(gao.open(f"/clues/{clue.number}/").get_by_text("已分派检察官核查").first).to_be_visible()
    founded(desk, clue)

    page = an.open(f"/cases/{clue.matter.number}/")
    page.locator("[name=kind]").select_option(index=1)
    page.locator("[name=system_number]").fill("青检建〔2031〕3号")
    page.locator("[name=document_on]").fill(timezone.localdate().isoformat())
    page.locator("[name=accepted]").select_option("yes")
    page.locator("[name=answered_on]").fill(timezone.localdate().isoformat())
    page.locator("[name=recovered]").fill("18500")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("青检建〔2031〕3号").first).to_be_visible()
    assert Outcome.objects.get().recovered == 18500

    action = action_opened(gao)
    row = gao.page.locator("tr", has_text="青浦区人民检察院")
    expect(row).to_contain_text(re.compile("18[,，]500"))
    assert gao.accessibility_faults() == []
    with gao.page.expect_download() as file:
        gao.page.get_by_role("link", name="一页通报（docx）").click()
    paper = Document(file.value.path().open("rb"))
    told = "\n".join(one.text for one in paper.paragraphs)
    assert action.title in told
    cells = [[cell.text for cell in line.cells] for line in paper.tables[-1].rows]
    assert next(line for line in cells if line[0] == "青浦区人民检察院")[1:3] == ["5", "1"]
