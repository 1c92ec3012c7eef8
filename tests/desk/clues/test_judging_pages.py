"""The pages of judging as people use them: take, plan, decide, confirm, batch, merge, read blind."""

import datetime as dt
import io

import cast
import openpyxl
import pytest
from cast import NOW
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from xiezhi_desk.audit.records import Entry
from xiezhi_desk.clues.records import Batch, BlindReading, Clue, Decision, Task
from xiezhi_desk.clues.services import blind
from xiezhi_desk.clues.states import State

pytestmark = pytest.mark.django_db
p = cast.person


@pytest.fixture(autouse=True)
def _nothing_is_drawn(monkeypatch):
    monkeypatch.setattr(blind, "_lot", lambda: 0.99)


def browser(username):
    return cast.signed_in(Client(), username)


def post(client, path, **data):
    return client.post(path, data, follow=True)


def text_of(answer):
    return answer.content.decode()


DECISION = {
    "outcome": "founded",
    "why": "file",
    "text": "裁判文书与法条不符",
    "attested": "on",
    "propose": "1",
}


def test_a_clue_is_taken_planned_decided_and_confirmed_on_its_pages():
    clue = cast.clue()
    lin, mei = browser("lin"), browser("mei")
    page = f"/clues/{clue.number}/"
    assert "由我办理" in text_of(lin.get(page))
    assert "作出结论" in text_of(post(lin, f"{page}move/take/", revision=0))
    planned = post(lin, f"{page}plan/", way="file", whom="某法院", what="调阅案卷")
    assert "调阅案卷" in text_of(planned)
    task = Task.objects.get()
    at = f"/clues/task/{task.number}/"
    today = timezone.localdate().isoformat()
    post(lin, f"{at}send/", on=today, rule="", due="")
    post(lin, f"{at}back/", on=today, answer="案卷已核", second=p("he").pk, clears="no")
    item = {
        "source": "某法院档案室",
        "made_on": today,
        "place": "该院",
        "maker": "档案员",
        "proves": "yes",
        "second": p("he").pk,
        "text": "",
    }
    assert "某法院档案室" in text_of(post(lin, f"{at}evidence/", **item))
    clue.refresh_from_db()
    answer = post(lin, f"{page}decide/", revision=clue.revision, **DECISION)
    assert "待复核的提请" in text_of(answer)
    clue.refresh_from_db()
    refused = post(lin, f"{page}move/confirm/", revision=clue.revision, reason="同意")
    assert "提请人不能复核自己的提请" in text_of(refused)
    confirmed = post(mei, f"{page}move/confirm/", revision=clue.revision, reason="同意")
    assert "已办理：复核同意：属实" in text_of(confirmed)
    clue.refresh_from_db()
    assert clue.state == "founded"


def test_a_stale_page_loses_nothing_that_was_written():
    clue = cast.clue(state=State.VERIFYING, assignee=p("lin"), revision=3)
    answer = browser("lin").post(f"/clues/{clue.number}/decide/", {**DECISION, "revision": 2})
    assert answer.status_code == 409
    assert "裁判文书与法条不符" in text_of(answer)
    assert 'name="revision" value="3"' in text_of(answer)
    assert Decision.objects.count() == 0


def test_twenty_clues_one_letter_one_answer():
    clues = [cast.clue(organ="某市某局") for _ in range(20)]
    lin, wu = browser("lin"), browser("wu")
    post(lin, "/clues/batches/make/", pick=[clue.number for clue in clues])
    batch = Batch.objects.get()
    at = f"/clues/batch/{batch.number}/"
    assert lin.get(f"{at}letter.docx").content[:2] == b"PK"
    book = openpyxl.load_workbook(io.BytesIO(lin.get(f"{at}annex.xlsx").content))
    assert Entry.objects.filter(action__in=("letter.taken", "annex.taken")).count() == 2
    mei, city = browser("mei"), browser("cheng")
    assert f"{at}letter.docx" in mei.get(at).content.decode()  # who confirms reads it first
    assert mei.get(f"{at}letter.docx").content[:2] == b"PK"
    assert city.get(f"{at}letter.docx").status_code == 404
    post(lin, f"{at}send/", on=timezone.localdate().isoformat(), rule="", due="")
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "核查编号" for cell in row))
    place = {cell.value: cell.column for cell in head}
    lines = {
        sheet.cell(row, place["核查编号"]).value: row
        for row in range(head[0].row + 1, sheet.max_row + 1)
    }
    for number, clue in enumerate(clues[:15]):
        row = lines[clue.number]
        sheet.cell(row, place["核查结论"]).value = "属实" if number < 12 else "不属实"
        sheet.cell(row, place["依据材料"]).value = "内部台账"
    out = io.BytesIO()
    book.save(out)
    file = SimpleUploadedFile("附表.xlsx", out.getvalue())
    today = timezone.localdate().isoformat()
    preview = lin.post(f"{at}answer/", {"file": file, "on": today})
    assert preview.status_code == 200
    assert "可用 15 行" in text_of(preview)
    assert batch.answers.count() == 0
    kept = text_of(post(lin, f"{at}keep/"))
    assert "按复函提出结论" in kept
    chosen = {"text": "逐条核对复函", "attested": "on"}
    for number, clue in enumerate(clues[:15]):
        clue.refresh_from_db()
        chosen[f"o_{clue.number}"] = "founded" if number < 12 else "unfounded"
        chosen[f"w_{clue.number}"] = "admitted" if number < 12 else "lawful"
        chosen[f"r_{clue.number}"] = clue.revision
    assert "已提请复核 15 条" in text_of(post(lin, f"{at}propose/", **chosen))
    seen = [f"{clue.number}:{clue.revision}" for clue in Clue.objects.filter(state=State.PROPOSED)]
    assert "待您复核：15 条" in text_of(wu.get(at))
    assert "已复核同意整批结论" in text_of(post(wu, f"{at}confirm/", seen=seen, reason="同意"))
    assert Clue.objects.filter(state="founded").count() == 12


def test_a_list_is_proposed_confirmed_and_what_changed_is_told():
    clues = [cast.clue(state=State.VERIFYING, assignee=p("lin")) for _ in range(3)]
    lin, wu = browser("lin"), browser("wu")
    ask = lin.post("/clues/bulk/decide/", {"pick": [clue.number for clue in clues]})
    assert "整体提请" in text_of(ask)
    form = {
        "go": "1",
        "revision": "0",
        "seen": [f"{clue.number}:{clue.revision}" for clue in clues],
        "outcome": "unfounded",
        "why": "lawful",
        "text": "逐条核对",
        "attested": "on",
    }
    assert "已提请复核 3 条" in text_of(lin.post("/clues/bulk/decide/", form, follow=True))
    assert "复核同意整个清单" in text_of(wu.get("/clues/confirming/"))
    seen = [f"{clue.number}:1" for clue in clues]
    assert "已复核同意 3 条" in text_of(post(wu, "/clues/confirming/list/", seen=seen, reason=""))


def test_assigned_in_bulk_and_handed_on():
    clues = [cast.clue() for _ in range(2)]
    an = browser("an")
    ask = an.post("/clues/bulk/assign/", {"pick": [clue.number for clue in clues]})
    assert "整体分派" in text_of(ask)
    seen = [f"{clue.number}:{clue.revision}" for clue in clues]
    done = post(
        an, "/clues/bulk/assign/", go="1", revision=0, seen=seen, to=p("lin").pk, due="", reason=""
    )
    assert "已分派 2 条" in text_of(done)
    page = f"/clues/{clues[0].number}/hand/"
    shown = text_of(an.get(page))
    assert "提请提办" in shown
    assert "督办" in shown
    post(an, f"{page}raise/", revision=1, reason="涉及多地")
    clues[0].refresh_from_db()
    assert clues[0].office == cast.office("linjiang")


def test_a_matter_s_page_merges_and_parts():
    one, two = cast.clue(organ="甲局"), cast.clue(organ="甲局")
    lin = browser("lin")
    page = f"/clues/matter/{one.matter.number}/"
    assert two.matter.number in text_of(lin.get(page))
    merged = post(lin, f"{page}merge/", matter=two.matter.number, reason="同类")
    assert "2 条，来自 1 个模型" in text_of(merged)
    parted = post(lin, f"{page}part/", matter=two.matter.number, reason="不同")
    assert "已分案" in text_of(parted)


def test_who_reads_blind_sees_neither_decision_nor_history(monkeypatch):
    monkeypatch.setattr(blind, "_lot", lambda: 0.0)
    clue = cast.clue(state=State.VERIFYING, assignee=p("lin"))
    lin, wu, mei = browser("lin"), browser("wu"), browser("mei")
    post(lin, f"/clues/{clue.number}/decide/", revision=0, **DECISION)
    post(wu, f"/clues/{clue.number}/move/confirm/", revision=1, reason="同意")
    assert "有 1 条等待您盲读" in text_of(mei.get("/clues/reading/"))
    shown = text_of(post(mei, "/clues/reading/take/"))
    page = text_of(mei.get(f"/clues/{clue.number}/"))
    for hidden in ("裁判文书与法条不符", "林检", "复核同意"):
        assert hidden not in shown
    assert "裁判文书与法条不符" not in page
    assert "您正在盲读本条线索" in page
    post(mei, "/clues/reading/read/", outcome="unfounded", why="lawful", text="另有裁定")
    assert BlindReading.objects.get().agrees is False
    assert "集体讨论" in text_of(lin.get("/clues/tasks/"))


def test_the_week_page_says_why_and_takes_what_is_ticked():
    from xiezhi_desk.clues.services.worth import refresh

    clue = cast.clue()
    refresh(dt.date(2031, 3, 10))
    lin = browser("lin")
    page = text_of(lin.get("/clues/work/"))
    assert "18,500 元" in page
    assert "已领取 1 条" in text_of(post(lin, "/clues/work/take/", pick=clue.number))


def test_own_terms_and_conflicts():
    an, lin = browser("an"), browser("lin")
    post(an, "/clues/terms/", event="hand_down", days=20, basis="本省办法第九条")
    assert "本省办法第九条" in text_of(an.get("/clues/terms/"))
    clue = cast.clue(state=State.VERIFYING, assignee=p("lin"), organ="甲局")
    post(lin, "/clues/conflicts/", organ="甲局", reason="配偶任职")
    clue.refresh_from_db()
    assert clue.assignee is None
    assert "您已声明回避" in text_of(lin.get(f"/clues/{clue.number}/"))


@pytest.mark.parametrize("page", ["tasks/?scope=%00&page=x", "batches/?page=-9", "work/?x=1"])
def test_nonsense_in_the_address_is_no_fault(page):
    assert browser("lin").get(f"/clues/{page}").status_code == 200


@pytest.mark.parametrize("what", ["task", "batch", "matter"])
def test_another_office_s_things_are_not_there(what):
    clue = cast.clue(code="baita", state=State.VERIFYING, assignee=p("bai"))
    task = Task.objects.create(
        number="T000000001", clue=clue, way="file", whom="x", what="x", by=p("bai"), made_at=NOW
    )
    batch = Batch.objects.create(
        number="B000000001",
        model=clue.model,
        organ=clue.organ,
        office=clue.office,
        made_by=p("bai"),
        made_at=NOW,
    )
    number = {"task": task.number, "batch": batch.number, "matter": clue.matter.number}[what]
    lin = browser("lin")
    assert lin.get(f"/clues/{what}/{number}/").status_code == 404
    assert Entry.objects.filter(action="reach.refused", thing=f"{what}:{number}").exists()
