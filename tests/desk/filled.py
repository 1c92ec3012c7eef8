"""A desk with something on every page, filled through its own pages.

``fill`` says for each page, by its name, who opens it and where.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import cast as people
from dirty_land import LAND, TERMS
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from real_bundle import received

from xiezhi_desk.cases.records import Action, Outcome
from xiezhi_desk.clues.records import Batch, Clue, Export, Task
from xiezhi_desk.clues.services import blind, counting
from xiezhi_desk.clues.states import State
from xiezhi_desk.runs.records import Bundle, Job, Schedule
from xiezhi_desk.runs.services import start
from xiezhi_desk.runs.slots import handlers
from xiezhi_desk.runs.states import JobKind, JobState

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Way", "fill"]

Way = tuple[str, str]
"""Who opens a page, and its address."""
MODEL = "sentence-end-early"
TABLE = "land_violation"


def fill(folder: Path, settings: Any) -> dict[str, Way]:
    """Put something on every page; needs a database, keeps all files under ``folder``."""
    settings.HOME = folder
    settings.WORKSPACE = folder / "workspace"
    settings.MEDIA_ROOT = folder / "files"
    clues = received(folder, settings)
    for username in people.PEOPLE:
        people.person(username)
    ways = {**_judged(clues), **_shelved(), **_run(), **_kept()}
    counting.recount()
    return ways


def _as(username: str) -> Client:
    return people.signed_in(Client(), username)


def _post(username: str, path: str, **said: Any) -> Any:
    answer = _as(username).post(path, said)
    assert answer.status_code in (200, 302), (path, answer.status_code)
    return answer


def _judged(clues: list[Clue]) -> dict[str, Way]:
    """One clue verified, one decided and come to a case, four in a letter, one for a blind reader."""
    first = clues[0]
    today = timezone.localdate().isoformat()
    at = f"/clues/{first.number}/"
    _post("lin", f"{at}move/take/", revision=first.revision)
    _post("lin", f"{at}plan/", way="file", whom="某法院", what="调阅案卷")
    task = Task.objects.get()
    _post("lin", f"/clues/task/{task.number}/send/", on=today, rule="", due="")
    _post("lin", f"{at}note/", text="已电话联系法院")
    slip = SimpleUploadedFile("回执.pdf", b"%PDF-1.4 slip", "application/pdf")
    where = {"obtained_where": "某区法院档案室", "obtained_on": "2026-03-09"}
    _post("lin", f"{at}attach/", file=slip, **where)
    _post("lin", f"{at}export/", **{"export-reason": "向刑事执行部门移送核查"})
    people.person("zong")
    matter = _founded()
    batch = _batch()
    cited = re.search(r'/document/[^"#]+/', _as("lin").get(at).content.decode())
    assert cited, "the clue cites no document"
    ways = {
        "clues:clue": at,
        "clues:decide": f"{at}decide/",
        "clues:plan": f"{at}plan/",
        "clues:document": f"{at[:-1]}{cited[0]}",
        "clues:task": f"/clues/task/{task.number}/",
        "clues:batch": f"/clues/batch/{batch.number}/",
        "clues:matter": f"/clues/matter/{first.matter.number}/",
        "clues:export": f"/clues/exports/{Export.objects.get().number}/",
        "clues:attachment": f"{at}attachment/{first.attachments.get().pk}/",
        "cases:matter": f"/cases/{matter}/",
        "cases:change": f"/cases/{matter}/{Outcome.objects.get().pk}/",
    }
    action = _action()
    mine = {name: ("lin", url) for name, url in ways.items()}
    return {**mine, "clues:hand": ("an", f"{at}hand/"), "cases:action": ("wu", action)}


def _founded() -> str:
    clue = people.clue(state=State.ASSIGNED, assignee=people.person("lin"), organ="青浦区看守所")
    said = {"outcome": "founded", "why": "file", "text": "与法条不符", "attested": "on"}
    drawn, blind._lot = blind._lot, lambda: 0.0
    try:
        at = f"/clues/{clue.number}/"
        _post("lin", f"{at}decide/", revision=clue.revision, propose="1", **said)
        clue.refresh_from_db()
        _post("wu", f"{at}move/confirm/", revision=clue.revision)
    finally:
        blind._lot = drawn
    clue.refresh_from_db()
    assert clue.state == State.FOUNDED
    document = {"kind": "suggestion", "system_number": "青检建〔2031〕5号"}
    _post("lin", f"/cases/{clue.matter.number}/", document_on="2020-03-01", **document)
    return str(clue.matter.number)


def _batch() -> Batch:
    came = people.bundle("pension-after-death")
    made = [
        people.clue(bundle=came, organ="青浦区社会保险事业中心", act="继续发放养老金")
        for _ in range(4)
    ]
    _post("lin", "/clues/batches/make/", pick=[one.number for one in made])
    return Batch.objects.get()


def _action() -> str:
    said = {"title": "刑期计算专项监督", "goal": "核查刑期止日", "basis": "某规则第一条"}
    days = {"begins": "2031-03-01", "ends": "2031-06-30"}
    _post("wu", "/cases/actions/new/", lines=["criminal"], model_ids=[MODEL], **said, **days)
    return f"/cases/actions/{Action.objects.get().number}/"


def _shelved() -> dict[str, Way]:
    """A table with a cell refused, another waiting for its columns, a request for data."""
    shu = _as("shu")
    for name in ("违法占地.csv", "又一份.csv"):
        file = SimpleUploadedFile(name, LAND)
        handed = shu.post("/shelf/upload/", {"file": file, "provider": "青浦区自然资源局"})
        if name == "违法占地.csv":
            shu.post(f"{handed.url}{TABLE}/", TERMS)
            job = Job.objects.get()
            result = handlers[JobKind(job.kind)](job, lambda *_: None, lambda: False)
            Job.objects.update(state=JobState.DONE, result=result)
    wish = {"table": TABLE, "basis": "检察院组织法#21", "scene": "耕地占用税征收监督"}
    rows = {"columns": "doc_no,parcel_no", "rows": "全省", "valid_until": "2098-12-31"}
    lin = people.person("lin")
    lin.duties.create(kind="data_steward", line="", since="2020-01-01")
    asked = _post("lin", "/shelf/requests/new/", purposes=["国有财产保护"], **wish, **rows)
    lin.duties.filter(kind="data_steward").delete()
    return {
        "shelf:table": ("shu", f"/shelf/{TABLE}/"),
        "shelf:choose": ("shu", handed.url),
        "shelf:confirm": ("shu", f"{handed.url}{TABLE}/"),
        "shelf:quarantine": ("shu", f"/shelf/quarantine/{result['batch']}/"),
        "shelf:request": ("zong", asked.url),
    }


def _run() -> dict[str, Way]:
    """Jobs waiting and failed, a schedule."""
    mo = people.person("mo")
    said = {"title": "每日运行", "models": [MODEL], "every": "day", "on_day": "1", "at_hour": "6"}
    _post("mo", "/runs/schedules/new/", **said)
    job = start(JobKind.RUN, "全部刑事模型", {}, by=mo, office=mo.office, now=timezone.now())
    return {
        "runs:job": ("mo", f"/runs/jobs/{job.number}/"),
        "runs:schedule": ("mo", f"/runs/schedules/{Schedule.objects.get().number}/"),
        "runs:ready": ("mo", f"/runs/ready/{MODEL}/"),
        "runs:bundle": ("lin", f"/runs/bundles/{Bundle.objects.order_by('pk')[0].number}/"),
        "models:model": ("lin", f"/models/{MODEL}/"),
    }


def _kept() -> dict[str, Way]:
    """People and offices, a token, a saved view, a rule, a conflict, tries at a password."""
    lin = people.person("lin")
    _post("lin", "/api/tokens/", name="报表", days="30")
    _post("lin", "/clues/views/", name="本周到期", query="due=week")
    _post("lin", "/clues/conflicts/", organ="白塔县公安局", reason="近亲属在该机关任职")
    _post("an", "/clues/routes/", line="criminal", level="city", reason="市院统办", do="keep")
    Client().post("/sign-in/", {"username": "lin", "password": "wrong"})
    department = people.department()
    return {
        "accounts:person": ("xi", f"/people/{lin.number}/"),
        "accounts:hand_over": ("xi", f"/people/{lin.number}/hand-over/"),
        "accounts:office": ("xi", "/offices/qingpu/"),
        "accounts:department": ("xi", f"/offices/qingpu/departments/{department.pk}/"),
        "accounts:holder": ("fang", f"/security/duties/{lin.number}/"),
    }
