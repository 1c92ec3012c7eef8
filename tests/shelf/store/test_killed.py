"""A load killed with ``kill -9`` at any point, and loads at once: nothing is lost, nothing doubled."""

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from xiezhi.shelf.store import DeliveredFile, Delivery, StoreError
from xiezhi.shelf.store.cleaning import Cleaned

SCRIPT = Path(__file__).with_name("load_once.py")
BEFORE = ["registered", "reading", "sorted", "summed", "moved"]
WITHIN = ["manifest", "manifest list", "metadata", "committing"]
AFTER = ["committed", "remembering"]
NUMBERS = itertools.count()
OLD = {("old0", "2031-01"), ("乙", "2031-01")}


class Child:
    """A load in a process of its own."""

    def __init__(self, parent: subprocess.Popen, office, file: str, point: str, rows: int) -> None:
        self._parent = parent
        self._said = office.folder.parent / f"said-{next(NUMBERS)}"
        self.pid = self._ask("start", str(office.folder), file, point, rows, str(self._said))

    def _ask(self, *words: object) -> int:
        self._parent.stdin.write(json.dumps(words) + "\n")
        self._parent.stdin.flush()
        return int(self._parent.stdout.readline())

    def ended(self) -> tuple[int, str]:
        """How it ended, and its complaints."""
        code = self._ask("wait", self.pid)
        return code, self._said.read_text("utf8")


@pytest.fixture(scope="module")
def start():
    words = [sys.executable, str(SCRIPT)]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True) as parent:

        def started(office, file: str, point: str, rows: int = 3) -> Child:
            return Child(parent, office, file, point, rows)

        yield started
        parent.stdin.close()


@pytest.mark.parametrize("point", [*BEFORE, *WITHIN, *AFTER])
def test_a_load_killed_at_a_point_is_whole_or_not_there(office, start, point: str):
    office.load("append", ("old0", "2031-01", "1.00"), ("乙", "2031-01", "2.00"))
    code, said = start(office, "old", point, rows=2).ended()
    assert code == -signal.SIGKILL, said
    whole = OLD | {("old1", "2031-01")}
    assert set(office.held()) == (whole if point in AFTER else OLD)
    batch = office.store.next_batch()
    again = Delivery(batch, "某局", (DeliveredFile("old", "", "old", 2),))
    rows = [office.rows(batch, ("old0", "2031-01", "1.00"), ("old1", "2031-01", "1.00"))]
    if point in AFTER:
        with pytest.raises(StoreError, match="already in the table"):
            office.store.load(office.table, rows, mode="upsert", delivery=again)
    else:
        office.store.load(office.table, rows, mode="upsert", delivery=again)
    assert set(office.held()) == whole
    assert len(office.store.history("pension")) == 2
    office.store.clean()
    assert_no_remains(office)
    assert set(office.held()) == whole


def assert_no_remains(office) -> None:
    """Nothing lies in the table's folders that no version names."""
    assert office.store.clean() == Cleaned(0, 0)
    folder = office.folder / "tables" / "pension"
    assert list((folder / "drafts").iterdir()) == []
    named = {path for one in office.store.history("pension") for path in files(office, one.id)}
    assert set((folder / "data").glob("*.parquet")) == named


def files(office, snapshot: int) -> tuple[Path, ...]:
    return office.store.version("pension", snapshot).files


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.05, 0.2, 0.4, 0.7, 1.1, 1.6])
def test_a_load_killed_at_any_time_is_whole_or_not_there(office, start, seconds: float):
    office.load("append", ("old0", "2031-01", "1.00"), ("乙", "2031-01", "2.00"))
    child = start(office, "big", "none", rows=200_000)
    time.sleep(seconds)
    os.kill(child.pid, signal.SIGKILL)
    child.ended()
    rows = office.store.version("pension").rows
    assert rows in (2, 200_002)
    assert len(office.store.history("pension")) == (1 if rows == 2 else 2)
    office.store.clean()
    assert_no_remains(office)


def test_the_draft_of_a_running_load_is_left_alone_and_a_dead_ones_goes(office, start):
    office.load("append", ("甲", "2031-01", "1.00"))
    start(office, "dead", "sorted").ended()
    drafts = office.folder / "tables/pension/drafts"
    assert len(list(drafts.glob("*/delivered.parquet"))) == 1
    with office.store._stock.place.draft("pension") as running:
        (running / "mine").write_text("rows")
        assert office.store.clean("pension").files == 1
        assert (running / "mine").is_file()
    assert list(drafts.iterdir()) == []


def test_loads_of_several_processes_at_once_all_arrive_once(office, start):
    children = [start(office, f"file{n}-", "none", rows=50) for n in range(4)]
    for child in children:
        assert child.ended() == (0, "")
    history = office.store.history("pension")
    assert [one.rows for one in history] == [50, 100, 150, 200]
    assert history[-1].batches == (1, 2, 3, 4)
    assert len(office.held()) == 200
    assert_no_remains(office)


def test_the_same_delivery_at_once_arrives_once(office, start):
    children = [start(office, "same", "none") for _ in range(3)]
    ended = [child.ended() for child in children]
    assert sorted(code for code, _ in ended) == [0, 1, 1], ended
    assert sum("already in the table" in said for _, said in ended) == 2
    assert office.store.version("pension").rows == 3


def test_a_load_that_waits_too_long_for_another_says_so(office):
    office.load("append", ("甲", "2031-01", "1.00"))
    from xiezhi.shelf.store import Store

    with office.store._stock.place.locked("pension"):
        office.store = Store.open(office.folder, patience=0.1)
        with pytest.raises(StoreError, match="Another load of pension is still running"):
            office.load("append", ("乙", "2031-01", "1.00"))
