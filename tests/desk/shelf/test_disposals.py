"""Data past their term: asked by one, confirmed by another, gone from shelf, bundles and desk."""

import sys
from datetime import date
from html import unescape
from pathlib import Path

import cast as people
import pytest
from django.test import Client

sys.path.insert(0, str(Path(__file__).parents[1] / "library"))
from two_tables import DAY, OFFICE, filled

from xiezhi_desk.audit.records import Entry
from xiezhi_desk.audit.services import verify
from xiezhi_desk.clues.records import Clue, EvidenceRow
from xiezhi_desk.library import disposal, runs
from xiezhi_desk.library import shelf as door
from xiezhi_desk.runs.records import Bundle
from xiezhi_desk.runs.services import receive_bundle
from xiezhi_desk.runs.store import folder_of
from xiezhi_desk.shelf.records import Disposal
from xiezhi_desk.shelf.services.disposing import catch_up

pytestmark = pytest.mark.django_db
MODEL, TABLE = "farmland-tax-not-levied", "land_violation"
WHO = "砂石厂"
AFTER = date(2028, 1, 31)


@pytest.fixture
def clue(tmp_path, settings, monkeypatch):
    """A shelf, a run of one model taken in by the desk; its contracts ended a month ago."""
    settings.WORKSPACE = filled(tmp_path)
    settings.BUNDLES = tmp_path / "store"
    people.province()
    done = runs.run(settings.WORKSPACE, [MODEL], tmp_path / "run", "张三", OFFICE, DAY)
    shu, office = people.person("shu"), people.office("qingpu")
    receive_bundle(Path(done.bundles[0]), "command", shu, office, people.NOW)
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
