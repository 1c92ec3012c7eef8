"""Data past their term: asked by one, confirmed by another, gone from shelf, bundles and desk."""

import sys
from datetime import date
from html import unescape
from pathlib import Path

import cast as people
import pytest
from django.test import Client

sys.path.insert(0, str(Path(__file__).parents[1] / "library"))
from two_tables import ran

from xiezhi_desk.audit.records import Entry
from xiezhi_desk.audit.services import verify
from xiezhi_desk.clues.records import Clue, EvidenceRow
from xiezhi_desk.library import disposal
from xiezhi_desk.library import shelf as door
from xiezhi_desk.runs.problems import Refused
from xiezhi_desk.runs.records import Bundle, Job
from xiezhi_desk.runs.services import cancel, receive_bundle
from xiezhi_desk.runs.slots import Stopped, handlers
from xiezhi_desk.runs.states import JobKind, JobState
from xiezhi_desk.runs.store import folder_of
from xiezhi_desk.shelf.records import Disposal
from xiezhi_desk.shelf.services import disposing
from xiezhi_desk.shelf.services.disposing import catch_up, holding

pytestmark = pytest.mark.django_db
TABLE = "land_violation"
WHO = "砂石厂"
AFTER = date(2028, 1, 31)


@pytest.fixture
def clue(tmp_path, settings, monkeypatch):
    """A shelf, a run of one model taken in by the desk; its contracts ended a month ago."""
    settings.WORKSPACE, bundle = ran()
    settings.BUNDLES = tmp_path / "store"
    people.province()
    shu, office = people.person("shu"), people.office("qingpu")
    receive_bundle(bundle, "command", shu, office, people.NOW)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: AFTER)
    return Clue.objects.get()


def page(who, address):
    answer = people.signed_in(Client(), who).get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def asked(who="shu", reason="使用期限届满"):
    contract = next(
        one.contract.id
        for one in disposal.expired(settings_workspace(), AFTER)
        if one.contract.table == TABLE
    )
    said = {"table": TABLE, "contract": contract, "reason": reason}
    return people.signed_in(Client(), who).post("/shelf/disposals/ask/", said)


def settings_workspace():
    from django.conf import settings

    return settings.WORKSPACE


def decided(who, name="confirm"):
    number = Disposal.objects.get().number
    return people.signed_in(Client(), who).post(f"/shelf/disposals/{number}/{name}/")


def work(job=None, cancelled=lambda: False, told=None):
    """What a worker does with the job, in this process."""
    job = job or Job.objects.latest("pk")
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempt=job.attempt + 1)
    tell = (lambda part, zh="", en="": told.append((part, zh))) if told is not None else quiet
    try:
        result = handlers[JobKind.DISPOSE](job, tell, cancelled)
    except BaseException:
        Job.objects.filter(pk=job.pk).update(state=JobState.LOST)
        raise
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, result=result)
    return result


def quiet(*_):
    """Tells nobody."""


def kept():
    """Whether anything the desk keeps still names the unit."""
    rows = "".join(str(one) for one in EvidenceRow.objects.values_list("said", flat=True))
    said = "".join(str(one) for one in Clue.objects.get().sightings.values_list("said", flat=True))
    return WHO in rows + said


def test_two_people_dispose_and_nothing_is_left_but_the_record(clue):
    assert kept()
    assert WHO in page("guan", f"/clues/{clue.number}/") or clue.sensitivity
    assert "违法占地" in page("shu", "/shelf/disposals/") or TABLE in page("shu", "/shelf/")
    asked()
    assert Disposal.objects.get().state == "asked"
    assert kept()
    decided("zong")
    assert (Disposal.objects.get().state, kept()) == ("doing", True)
    said = page("shu", "/shelf/disposals/")
    assert "live-progress" in said
    assert "处置中" in said
    told = []
    assert work(told=told)["record"] == "D-0001"
    assert [part for part, _ in told] == sorted(part for part, _ in told)
    assert {words for _, words in told} >= {"正在清除线索页上的证据行"}
    done = Disposal.objects.get()
    assert (done.state, done.decided_by) == ("done", people.person("zong"))
    assert done.done["desk_rows"] == 1
    assert done.done["desk_clues"] == 1
    assert not kept()
    rows = {one.table: one.rows for one in door.catalogue(settings_workspace(), AFTER)}
    assert not rows.get(TABLE)
    assert rows["tax_payment"]
    said = page("guan", f"/clues/{clue.number}/")
    assert clue.organ in said
    assert WHO not in said
    assert "已到期处置" in said
    assert Bundle.objects.get().disposed[0]["id"] == done.record
    entry = Entry.objects.get(action="shelf.disposed")
    assert entry.details["record"] == done.record
    assert verify() is None
    assert done.record in page("shu", "/shelf/disposals/")


def test_who_decides_sees_first_what_would_go(clue):
    asked()
    (ended,) = (
        one for one in disposal.expired(settings_workspace(), AFTER) if one.contract.table == TABLE
    )
    said = page("zong", "/shelf/disposals/")
    assert f"将清除数据架 {ended.rows} 行；涉及卷宗包 1 个，至多 1 条线索" in said
    decided("zong", "refuse")
    assert "将清除数据架" not in page("zong", "/shelf/disposals/")


def test_nobody_confirms_their_own_and_it_happens_once(clue):
    zong, shu = people.person("zong"), people.person("shu")
    asked()
    Disposal.objects.update(asked_by=zong)
    decided("zong")
    assert Disposal.objects.get().state == "asked"
    assert kept()
    Disposal.objects.update(asked_by=shu)
    decided("zong", "refuse")
    decided("zong")
    assert Disposal.objects.get().state == "refused"
    assert kept()
    assert decided("shu").status_code == 403


def test_a_disposal_needs_a_reason(clue):
    asked(reason="旧")
    asked(reason="")
    assert not Disposal.objects.exists()
    assert not Entry.objects.filter(action="shelf.disposal_asked").exists()


def test_what_the_command_line_disposed_of_goes_from_the_desk_the_next_night(clue):
    folder = folder_of(Bundle.objects.get().folder)
    at = "2028-01-31T09:00:00+08:00"
    disposal.dispose(settings_workspace(), TABLE, "张三", at, "使用期限届满", bundles=[folder])
    assert kept()
    assert catch_up(people.NOW)["rows"] == 1
    assert not kept()
    assert not any(catch_up(people.NOW).values())
    assert Entry.objects.filter(action="shelf.blanked").count() == 1


@pytest.mark.parametrize("place", ["disposal.dispose", "_blanked", "_counts"])
def test_cut_off_it_is_said_gone_on_with_and_ends_complete(clue, monkeypatch, place):
    asked()
    decided("zong")
    room, name = (disposal, "dispose") if "." in place else (disposing, place)
    true = getattr(room, name)

    def done_then_killed(*args, **more):
        true(*args, **more)
        raise KeyboardInterrupt

    monkeypatch.setattr(room, name, done_then_killed)
    with pytest.raises(KeyboardInterrupt):
        work()
    monkeypatch.setattr(room, name, true)
    said = page("zong", "/shelf/disposals/")
    assert "中断，须继续" in said
    assert "继续处置" in said
    assert "继续处置" not in page("shu", "/shelf/disposals/")
    decided("zong", "refuse")  # what has begun is not refused any more
    assert Disposal.objects.get().stopped
    decided("zong", "resume")
    assert Job.objects.count() == 1
    work()
    done = Disposal.objects.get()
    assert (done.state, done.record, kept()) == ("done", "D-0001", False)
    assert Entry.objects.filter(action="shelf.disposed").count() == 1
    left = disposal.expired(settings_workspace(), AFTER)
    assert TABLE not in {one.contract.table for one in left}
    assert verify() is None


@pytest.mark.django_db
def test_a_chief_below_neither_sees_the_buttons_nor_decides_for_the_province():
    Disposal.objects.create(
        number="0123456789",
        table=TABLE,
        reason="使用期限届满",
        asked_by=people.person("shu"),
        asked_at=people.NOW,
    )
    at = "/shelf/disposals/0123456789/confirm/"
    pages = {
        who: people.signed_in(Client(), who).get("/shelf/disposals/").content.decode()
        for who in ("wu", "zong")
    }
    assert [who for who, page in pages.items() if at in page] == ["zong"]
    assert decided("wu").status_code == 404
    assert Disposal.objects.get().state == "asked"
    assert Entry.objects.filter(thing="disposal:0123456789").exists()


def test_before_it_begins_it_may_be_cancelled_and_decided_anew_afterwards_never(clue):
    asked()
    decided("zong")
    zong, job = people.person("zong"), Job.objects.get()
    cancel(job, by=zong, now=people.NOW)
    assert Disposal.objects.get().waits
    decided("zong")
    old, new = Job.objects.order_by("pk")
    with pytest.raises(Refused, match="decided already"):
        work(old)
    assert kept()
    with pytest.raises(Stopped):
        work(new, cancelled=lambda: True)
    Job.objects.filter(pk=new.pk).update(state=JobState.RUNNING)
    with pytest.raises(Refused, match="not stopped half-way"):
        cancel(new, by=zong, now=people.NOW)
    assert "停止这个任务" not in page("zong", f"/runs/jobs/{new.number}/")
    Job.objects.filter(pk=new.pk).update(state=JobState.LOST)
    decided("zong", "resume")
    work(new)
    assert not kept()


def test_refused_by_the_shelf_it_may_be_decided_again(clue):
    asked()
    Disposal.objects.update(contracts=["C-9999"])
    decided("zong")
    with pytest.raises(Refused, match="Nothing of these contracts"):
        work()
    assert Disposal.objects.get().waits
    assert "上次未处置的原因" in page("shu", "/shelf/disposals/")


def test_a_bundle_of_facts_is_found_by_the_contract_of_the_documents_they_were_read_from(clue):
    assert disposal.contracts_of(settings_workspace(), TABLE) == {"C-0001"}
    bundle = Bundle.objects.get()
    bundle.tables = {"judgments": {"table": "judgment", "contracts": [{"id": "C-0009"}]}}
    bundle.save()
    assert holding("document") == holding("document", {"C-0001"}) == []
    assert holding("document", {"C-0009"}) == [bundle]
