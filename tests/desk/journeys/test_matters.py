"""Two clues on one organ's act become one matter, share what came of it, and are parted again."""

import browser
import cast as people
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from xiezhi_desk.clues.records import Clue, Credit, Step
from xiezhi_desk.clues.selectors.reasons import questions
from xiezhi_desk.clues.services import blind, counting, deciding
from xiezhi_desk.clues.services.deciding import Finding
from xiezhi_desk.clues.states import State
from xiezhi_desk.library.models import catalogue

pytestmark = browser.JOURNEY

MODELS = ("pension-after-death", "pension-paid-in-custody")
ORGAN = "青浦区社会保险事业中心"
WHY = "同一机关同一类违法行为，一并办理"


@pytest.fixture(autouse=True)
def _nothing_is_drawn(monkeypatch):
    monkeypatch.setattr(blind, "_lot", lambda: 0.99)
    catalogue()  # read once a process, not while a page waits for it


def raised():
    """A clue of each of two models on the same organ, with the same prosecutor."""
    lin = people.person("lin")
    made = [
        people.clue(
            bundle=people.bundle(model),
            organ=ORGAN,
            act="向不应领取的人发放养老金",
            case_number=f"（2031）社保{place}号",
            state=State.VERIFYING,
            assignee=lin,
        )
        for place, model in enumerate(MODELS, 1)
    ]
    counting.recount()
    return made


def kept(clue):
    """Everything the desk has of a clue apart from the two steps of merging and parting."""
    steps = Step.objects.filter(clue=clue).exclude(name__in=("merge", "part"))
    return (
        Clue.objects.filter(pk=clue.pk).values().get(),
        list(steps.values()),
        list(clue.decisions.values()),
        list(clue.sightings.values()),
    )


def found_to_be_so(clue):
    """Proposed by one, confirmed by another."""
    lin, mei, now = people.person("lin"), people.person("mei"), timezone.now()
    answers = {one.key: "no" if one.excludes_when == "yes" else "yes" for one in questions(clue)}
    said = Finding(State.FOUNDED, "file", "属实", answers, attested=True)
    deciding.propose(clue, said, lin, now)
    deciding.confirm(Clue.objects.get(pk=clue.pk), mei, now)


def with_reason(page, form, name):
    """The button, and the reason its dialog asks for."""
    form.get_by_role("button", name=name).click()
    page.locator("#confirm-reason").fill("两起情形不同，分别办理")
    page.locator("dialog[open]").get_by_role("button").last.click()


def test_merged_they_share_the_outcome_parted_each_is_as_it_was(desk):
    one, two = raised()
    before = kept(two)
    page = desk.sign_in("lin").open("/clues/")
    page.locator("tr", has_text=one.case_number).locator("a[data-open]").click()
    page.get_by_role("link", name="查看事项、并案与分案").click()
    page.get_by_label("向不应领取的人发放养老金").check()
    page.get_by_label("并案理由").fill(WHY)
    page.get_by_role("button", name="并入本事项").click()
    expect(page.get_by_text("已并案").first).to_be_visible()
    expect(page.get_by_text("2 条，来自 2 个模型")).to_be_visible()
    for number in (one.number, two.number):
        expect(page.get_by_role("link", name=number)).to_be_visible()

    found_to_be_so(Clue.objects.get(pk=one.pk))
    desk.open(f"/clues/matter/{one.matter.number}/")
    page.get_by_role("link", name="登记、修改").click()
    page.locator("[name=kind]").select_option("suggestion")
    page.locator("[name=system_number]").fill("青检建〔2031〕3号")
    page.locator("[name=document_on]").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("青检建〔2031〕3号").first).to_be_visible()
    assert set(Credit.objects.values_list("model", "outcome", "own")) == {
        (MODELS[0], "founded", True),
        (MODELS[1], "founded", False),
    }
    desk.open(f"/models/{MODELS[1]}/")
    expect(page.locator(".stat", has_text="成案率").locator("b")).to_contain_text("100")

    desk.open(f"/clues/matter/{one.matter.number}/")
    expect(page.locator("#documents")).to_contain_text("青检建〔2031〕3号")
    assert desk.accessibility_faults() == []
    founded = kept(one)
    with_reason(page, page.locator("#merged"), "分案")
    expect(page.get_by_text("已分案").first).to_be_visible()
    assert kept(two) == before
    assert kept(one) == founded
    assert set(Credit.objects.values_list("model", flat=True)) == {MODELS[0]}

    shen = desk.another("shen")
    shen.open(f"/audit/?thing=matter:{two.matter.number}")
    told = shen.page.locator("table.list")
    for word in ("林检", WHY, "两起情形不同"):
        expect(told).to_contain_text(word)
