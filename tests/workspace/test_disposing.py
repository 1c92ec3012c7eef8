"""At the end of its term every trace of a table goes; records and hashes stay."""

from datetime import date
from pathlib import Path

import agencies
import pytest

from xiezhi.evidence.bundle import open_bundle
from xiezhi.run.verify import verify_bundle
from xiezhi.shelf.register import Register
from xiezhi.workspace import disposing
from xiezhi.workspace.begun import begun
from xiezhi.workspace.disposing import DisposalError, dispose, expired

LATER = date(2032, 1, 9)


def bytes_of(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def parquet_text(folder: Path) -> str:
    import pyarrow.parquet as pq

    return "\n".join(str(pq.read_table(p).to_pylist()) for p in sorted(folder.rglob("*.parquet")))


def test_what_has_expired_is_listed(office):
    office.fill()
    assert expired(office.shelf, date(2031, 12, 31)) == ()
    found = expired(office.shelf, LATER)
    assert [(one.contract.table, one.batches, one.rows, one.days) for one in found] == [
        ("pension_payment", (1,), 6, 9),
        ("death_record", (2,), 2, 9),
    ]


def test_every_version_row_and_bundle_goes_and_the_record_stays(office):
    office.fill()
    office.run()
    bundle = office.folder / "run" / "pension-after-death"
    before = open_bundle(bundle).manifest.content_hash
    assert agencies.NAMES[0] in parquet_text(office.folder)
    disposal = dispose(office.shelf, "pension_payment", agencies.AT, "使用期限届满")
    dispose(office.shelf, "death_record", agencies.AT, "使用期限届满")
    assert disposal.done["rows"] == 6
    assert (disposal.done["bundles"], disposal.done["bundle_rows"]) == (1, 2)
    assert office.shelf.store.tables == ()
    left = parquet_text(office.folder)
    for gone in (*agencies.NAMES, *agencies.IDS, "3000"):
        assert gone not in left, gone
    answer = verify_bundle(bundle)
    assert answer.sound
    assert answer.replay.state == "not_replayable"
    assert ["D-0001" in answer.replay.since[0], "D-0002" in answer.replay.since[1]] == [True, True]
    assert open_bundle(bundle).manifest.content_hash == before
    again = Register(office.shelf.folder)
    assert set(again.ended) == {"C-0001", "C-0002"}
    assert again.disposals["D-0001"].reason == "使用期限届满"
    assert office.shelf.log.entries()[0]["state"] == "done"
    assert expired(office.shelf, LATER) == ()


def test_only_the_deliveries_of_one_contract_may_go(office):
    first = office.add("pension_payment", agencies.pensions(office.files))
    other = agencies.contract("pension_payment", provider="某县社会保险中心")
    path = agencies.pensions(office.files, months=("2031-06",))
    office.add("pension_payment", path.rename(path.with_name("县.csv")), contract=other)
    assert office.shelf.store.snapshot("pension_payment").rows == 9
    done = dispose(office.shelf, "pension_payment", agencies.AT, "目的已实现", (first.contract.id,))
    assert done.contracts == ("C-0001",)
    assert office.shelf.store.snapshot("pension_payment").rows == 3
    assert len(office.shelf.store.history("pension_payment")) == 1
    with pytest.raises(DisposalError):
        dispose(office.shelf, "pension_payment", agencies.AT, "目的已实现", (first.contract.id,))


def test_what_was_quarantined_goes_too(office):
    bad = "某市某区社会保险中心,110105,赵六,110105194912310021,企业职工基本养老保险,基本养老金,2031-04,1"
    added = office.add("pension_payment", agencies.pensions(office.files, extra=bad))
    assert office.shelf.quarantine_file(added.batch).is_file()
    done = dispose(office.shelf, "pension_payment", agencies.AT, "提供单位要求")
    assert done.done["quarantine"] == 1
    assert not office.shelf.quarantine_file(added.batch).exists()


def test_a_bundle_that_was_carried_away_is_told(office):
    office.fill()
    office.run()
    (office.folder / "run").rename(office.folder / "elsewhere")
    done = dispose(office.shelf, "death_record", agencies.AT, "使用期限届满")
    (left,) = done.left
    assert "no longer there" in left
    reached = dispose(
        office.shelf, "pension_payment", agencies.AT, "使用期限届满",
        bundles=[office.folder / "elsewhere"],
    )  # fmt: skip
    assert reached.done["bundles"] == 1


def test_a_disposal_says_why(office):
    office.fill()
    with pytest.raises(DisposalError) as raised:
        dispose(office.shelf, "death_record", agencies.AT, " ")
    assert raised.value.problems[0].code == "disposal-reason"
    assert "death_record" in office.shelf.store.tables


CUTS = ("dispose_rows", "_from_versions", "_remove", "Disposal")


@pytest.mark.parametrize("place", CUTS)
@pytest.mark.parametrize("whole", [True, False])
def test_cut_off_anywhere_it_is_gone_on_with_under_its_number_and_ends_complete(
    office, monkeypatch, place, whole
):
    office.fill()
    office.run()
    named = () if whole else ("C-0001",)
    asked = (office.shelf, "pension_payment", agencies.AT, "使用期限届满", named)
    true = getattr(disposing, place)

    def done_then_cut(*args, **more):
        true(*args, **more)
        raise KeyboardInterrupt

    monkeypatch.setattr(disposing, place, done_then_cut)
    with pytest.raises(KeyboardInterrupt):
        dispose(*asked)
    assert office.shelf.register.disposals == {}
    (one,) = begun(office.shelf.folder)
    assert (one.number, one.table) == ("D-0001", "pension_payment")
    monkeypatch.setattr(disposing, place, true)
    other = dispose(office.shelf, "death_record", agencies.AT, "使用期限届满")
    assert other.id == "D-0002"
    done = dispose(*asked)
    assert (done.id, done.done["rows"]) == ("D-0001", 6)
    assert (done.done["bundles"], done.done["bundle_rows"]) == (1, 2)
    assert begun(office.shelf.folder) == []
    assert set(Register(office.shelf.folder).disposals) == {"D-0001", "D-0002"}
    left = parquet_text(office.folder)
    for gone in (*agencies.NAMES, *agencies.IDS):
        assert gone not in left, gone


def test_how_far_it_is_is_told(office):
    office.fill()
    office.run()
    told = []
    dispose(
        office.shelf, "death_record", agencies.AT, "使用期限届满",
        tell=lambda done, of: told.append((done, of)),
    )  # fmt: skip
    assert told == [(0, 2), (1, 2)]
