"""A PostgreSQL server as an office's database: streamed, from a mark on, and cut off half-way."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy

from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.ingest.database import Watermark
from xiezhi.shelf.ingest.problem import IngestError
from xiezhi.shelf.ingest.source import Source
from xiezhi.shelf.mapping.mapping import Mapped, Mapping
from xiezhi.shelf.normalise.normalised import normalise

CASES = Tables.load()["enforcement_case"]
COLUMNS = {
    "案号": "exec_no",
    "法院": "court",
    "证件号": "debtor_id",
    "标的": "amount",
    "立案": "file_date",
}
MAPPING = Mapping(
    "enforcement_case", "某院", tuple(Mapped(s, c) for s, c in COLUMNS.items()), watermark="id"
)
ROWS = 30_000


def program(name: str) -> str | None:
    path = f"/usr/lib/postgresql/15/bin{os.pathsep}{os.environ.get('PATH', '')}"
    return shutil.which(name, path=path)


def as_server(*words: str) -> list[str]:
    """PostgreSQL refuses to run as root: then as its own user."""
    if os.geteuid():
        return [*words]
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *words]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    initdb, control = program("initdb"), program("pg_ctl")
    if not initdb or not control:
        pytest.skip("PostgreSQL is not installed: initdb and pg_ctl are not found")
    folder = Path(tempfile.mkdtemp(prefix="xz-pg-"))
    data = folder / "data"
    if not os.geteuid():
        shutil.chown(folder, "postgres", "postgres")
    make = as_server(initdb, "-D", str(data), "-U", "office", "-A", "trust")
    made = subprocess.run(make, capture_output=True, text=True, check=False, cwd=folder)
    if made.returncode:
        shutil.rmtree(folder)
        pytest.skip(f"no PostgreSQL server can be made: {made.stderr.strip()[-200:]}")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    start = as_server(
        control, "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start"
    )
    subprocess.run(start, check=True, stdout=subprocess.DEVNULL, cwd=folder)
    place = f"postgresql+psycopg://office@/postgres?host={folder}"
    engine = sqlalchemy.create_engine(place)
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text(
            'create table cases as select i as id, \'（2031）某0101执\' || i || \'号\' as "案号", '
            "'某市某区人民法院' as \"法院\", case when i % 2 = 0 then '11010519491231002X' end as \"证件号\", "
            f'(i * 1.01)::numeric(18,2) as "标的", date \'2031-01-01\' + i % 300 as "立案" from generate_series(1, {ROWS}) i'
        ))  # fmt: skip
    engine.dispose()
    try:
        yield place
    finally:
        stop = as_server(control, "-D", str(data), "-m", "immediate", "stop")
        subprocess.run(stop, check=True, stdout=subprocess.DEVNULL, cwd=folder)
        shutil.rmtree(folder)


def test_every_row_comes_with_exact_values(url):
    with Source.open(url, query="cases") as source:
        done = normalise(source, MAPPING, CASES, batch=1, quarantine=None)
        rows = [row for batch in done for row in batch.to_pylist()]
    assert (done.rows_in, len(rows)) == (ROWS, ROWS)
    row = next(row for row in rows if row["exec_no"] == "（2031）某0101执2号")
    assert (row["amount"], row["file_date"], row["debtor_id"]) == (
        Decimal("2.02"), date(2031, 1, 3), "11010519491231002X",
    )  # fmt: skip


def test_the_next_delivery_begins_where_the_last_one_ended(url):
    mark = Watermark("id", after=ROWS - 10)
    with Source.open(url, query="cases", watermark=mark) as source:
        done = normalise(source, MAPPING, CASES, batch=2, quarantine=None)
        assert sum(batch.num_rows for batch in done) == 10
    assert mark.reached == ROWS


def test_a_connection_cut_half_way_leaves_nothing(url, tmp_path):
    quarantine = tmp_path / "q" / "1.parquet"
    with Source.open(url, query="cases") as source:
        sheet = source.sheets[0]
        batches = sheet.read(1000)
        assert next(batches).num_rows == 1000
        engine = sqlalchemy.create_engine(url)
        with engine.connect() as connection:
            connection.execute(sqlalchemy.text(
                "select pg_terminate_backend(pid) from pg_stat_activity "
                "where pid <> pg_backend_pid() and backend_type = 'client backend'"
            ))  # fmt: skip
        engine.dispose()
        with pytest.raises(IngestError, match="dropped the connection"):
            list(batches)
    assert not quarantine.exists()


def test_a_query_that_gives_no_answer_is_given_up(url):
    with pytest.raises(IngestError, match="does not answer") as told:
        Source.open(f"{url}&read_timeout=1", query="select 1 as a from pg_sleep(60)")
    assert told.value.problems[0].why == "it was silent for 1 seconds"


def test_a_server_halted_between_two_rows_is_given_up(url):
    with Source.open(f"{url}&read_timeout=1", query="cases") as source:
        batches = source.sheets[0].read(1000)
        assert next(batches).num_rows == 1000
        engine = sqlalchemy.create_engine(url)
        with engine.connect() as connection:
            (server,) = connection.scalars(sqlalchemy.text(
                "select pid from pg_stat_activity where state = 'idle in transaction'"
            ))  # fmt: skip
        engine.dispose()
        os.kill(server, signal.SIGSTOP)
        try:
            with pytest.raises(IngestError, match="does not answer"):
                list(batches)
        finally:
            os.kill(server, signal.SIGCONT)
