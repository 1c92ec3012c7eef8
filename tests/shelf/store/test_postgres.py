"""The catalogue on PostgreSQL: the same promises, on a server that lives as long as the tests."""

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from xiezhi.shelf.origin import pack
from xiezhi.shelf.store import DiskError, Store

JAN = "2031-01"
BINARIES = Path("/usr/lib/postgresql/15/bin")


def program(name: str) -> str | None:
    return shutil.which(name, path=f"{BINARIES}{os.pathsep}{os.environ.get('PATH', '')}")


def as_server(*words: str) -> list[str]:
    """PostgreSQL refuses to run as root: then as its own user."""
    if os.geteuid():
        return [*words]
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *words]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """URL of a server of its own, on a socket in its own folder, no network."""
    initdb, control = program("initdb"), program("pg_ctl")
    if not initdb or not control:
        pytest.skip("PostgreSQL is not installed: initdb and pg_ctl are not found")
    folder = Path(tempfile.mkdtemp(prefix="xz-pg-"))
    data = folder / "data"
    if not os.geteuid():
        shutil.chown(folder, "postgres", "postgres")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    made = subprocess.run(
        as_server(initdb, "-D", str(data), "-U", "xiezhi", "-A", "trust"),
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    if made.returncode:
        shutil.rmtree(folder)
        pytest.skip(f"no PostgreSQL server can be made: {made.stderr.strip()[-200:]}")
    log = str(folder / "log")
    start = as_server(control, "-D", str(data), "-o", options, "-l", log, "-w", "start")
    subprocess.run(start, check=True, stdout=subprocess.DEVNULL, cwd=folder)
    try:
        yield f"postgresql+psycopg://xiezhi@/postgres?host={folder}"
    finally:
        stop = as_server(control, "-D", str(data), "-m", "immediate", "stop")
        subprocess.run(stop, check=True, stdout=subprocess.DEVNULL, cwd=folder)
        shutil.rmtree(folder)


@pytest.fixture
def shared(open_office, tmp_path: Path, server: str):
    """An office whose catalogue is on the server; each test has a workspace of its own."""
    office = open_office(tmp_path / "workspace")
    office.store.close()
    office.store = Store.open(office.folder, server, patience=30)
    yield office
    office.store.close()


def test_loads_history_and_rollback_on_the_server(shared):
    first = shared.load("append", ("甲", JAN, "1.00"))
    shared.load("upsert", ("甲", JAN, "2.00"), ("乙", JAN, "2.00"))
    assert shared.held()[("甲", JAN)] == ("2.00", pack(2, 1, 2))
    shared.store.pin("pension", first.id, "run-1")
    shared.store.rollback("pension", first.id)
    assert shared.held() == {("甲", JAN): ("1.00", pack(1, 1, 2))}
    assert shared.store.clean().files == 0


def test_workspaces_on_one_server_do_not_see_each_other(shared, server: str, tmp_path: Path):
    shared.load("append", ("甲", JAN, "1.00"))
    other = Store.open(tmp_path / "other", server)
    assert (shared.store.tables, other.tables) == (("pension",), ())
    assert not (tmp_path / "other/shelf.db").exists()
    other.close()


def test_writers_at_once_lose_nothing(shared, server: str):
    failed: list[BaseException] = []

    def write(name: str) -> None:
        store = Store.open(shared.folder, server)
        try:
            for turn in range(3):
                batch = store.next_batch()
                rows = [shared.rows(batch, (f"{name}{turn}", JAN, "1.00"))]
                delivery = shared.delivery(batch)
                store.load(shared.table, rows, mode="append", delivery=delivery)
        except Exception as error:  # noqa: BLE001 - a thread hands it to the test
            failed.append(error)
        finally:
            store.close()

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(shared.held()) == 9
    assert shared.store.snapshot("pension").batches == tuple(range(1, 10))


def test_a_server_that_is_not_there_is_said(tmp_path: Path):
    url = f"postgresql+psycopg://xiezhi@/postgres?host={tmp_path}"
    with pytest.raises(DiskError, match="The catalogue of the shelf cannot be used"):
        Store.open(tmp_path / "workspace", url)
