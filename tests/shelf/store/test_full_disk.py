"""A disk that is full, really or by the system's answer: the table stays as it was."""

import errno
import os
import random
from pathlib import Path

import pytest

from xiezhi.shelf.store import DiskError
from xiezhi.shelf.store import commit as commit_room
from xiezhi.shelf.store import register as register_room
from xiezhi.shelf.store.cleaning import Cleaned
from xiezhi.shelf.store.disk import _Synced

JAN = "2031-01"


def many(number: int) -> list[tuple[str, str, str]]:
    chance = random.Random(7)
    return [(f"{chance.getrandbits(160):x}", JAN, "1.00") for _ in range(number)]


def test_a_load_larger_than_the_disk_leaves_the_table_as_it_was(tiny_disk: Path, open_office):
    office = open_office(tiny_disk / "workspace")
    office.load("append", ("甲", JAN, "1.00"))
    for mode in ("append", "upsert", "replace"):
        with pytest.raises(DiskError) as full:
            office.load(mode, *many(120_000))
        assert full.value.problems[0].code == "store-disk-full"
        assert full.value.exit_code == 5
        assert set(office.held()) == {("甲", JAN)}
    assert list((office.folder / "tables/pension/drafts").iterdir()) == []
    office.load("append", ("乙", JAN, "1.00"))
    assert set(office.held()) == {("甲", JAN), ("乙", JAN)}
    assert office.store.clean() == Cleaned(0, 0)
    office.store.close()


@pytest.mark.parametrize("left", [0, 4, 8, 12, 20, 32])
def test_a_disk_with_a_few_kilobytes_left_takes_a_load_whole_or_not_at_all(
    tiny_disk: Path, open_office, left: int
):
    office = open_office(tiny_disk / "workspace")
    office.load("append", ("甲", JAN, "1.00"))
    filler = tiny_disk / "filler"
    free = os.statvfs(tiny_disk)
    filler.write_bytes(bytes(free.f_bavail * free.f_bsize - (left << 10)))
    refused: list[DiskError] = []
    try:
        office.load("upsert", ("甲", JAN, "2.00"), ("乙", JAN, "2.00"))
    except DiskError as error:
        refused.append(error)
    assert all(error.problems[0].code == "store-disk-full" for error in refused)
    loaded = not refused
    filler.unlink()
    assert {key[0]: value[0] for key, value in office.held().items()} == (
        {"甲": "2.00", "乙": "2.00"} if loaded else {"甲": "1.00"}
    )
    office.load("append", ("丙", JAN, "1.00"))
    office.store.clean()
    assert office.store.version("pension").rows == (3 if loaded else 2)
    office.store.close()


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("nth", [1, 2, 3, 4])
def test_a_disk_that_fills_while_metadata_are_written(office, monkeypatch, nth: int):
    office.load("append", ("甲", JAN, "1.00"))
    real, calls = _Synced.write, []

    def write(self: _Synced, data: bytes) -> int:
        calls.append(len(data))
        return full() if len(calls) == nth else real(self, data)

    with monkeypatch.context() as patched:
        patched.setattr(_Synced, "write", write)
        with pytest.raises(DiskError, match="The disk is full"):
            office.load("upsert", ("甲", JAN, "2.00"))
    assert office.held()[("甲", JAN)][0] == "1.00"
    assert len(office.store.history("pension")) == 1
    assert [
        path.name[:6] for path in (office.folder / "tables/pension/data").glob("*.parquet")
    ] == ["000001"]
    assert office.load("upsert", ("甲", JAN, "2.00")).rows == 1


@pytest.mark.parametrize(
    ("room", "name"), [(commit_room, "sync_file"), (register_room.os, "fsync")]
)
def test_a_disk_that_fills_while_files_are_put_in_place(office, monkeypatch, room, name):
    office.load("append", ("甲", JAN, "1.00"))
    with monkeypatch.context() as patched:
        patched.setattr(room, name, full)
        with pytest.raises(DiskError, match="The disk is full"):
            office.load("replace", ("乙", JAN, "2.00"))
    assert set(office.held()) == {("甲", JAN)}
    assert office.load("replace", ("乙", JAN, "2.00")).rows == 1
    office.store.clean()
    assert office.store.clean() == Cleaned(0, 0)


def test_a_workspace_that_cannot_be_made_says_so(tmp_path: Path):
    from xiezhi.shelf.store import Store

    (tmp_path / "file").write_text("")
    with pytest.raises(DiskError, match="cannot be read or written"):
        Store.open(tmp_path / "file" / "workspace")
