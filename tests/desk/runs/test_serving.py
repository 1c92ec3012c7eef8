"""The site as a process: its address, its limits, a database that is locked, the watched folder."""

import contextlib
import http.client
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[2] / "golden" / "bundle"
UNCHECKED = "--skip-checks"
"""Where a command is one of several: looking the whole desk over at its start takes a second."""
PEOPLE = "cast.province(); cast.person('an', password=cast.PASSWORD); cast.person('mo')"


def serve(machine, *words, **env) -> int:
    """The port of a site that answers."""
    process = machine.start("serve", "--port", "0", *words, **env)
    found = machine.until(lambda: re.search(r"http://127\.0\.0\.1:(\d+)/", process.log.read_text()))
    port = int(found[1])

    def answers():
        with contextlib.suppress(OSError):
            return ask(port, "GET", "/sign-in/")[0] == 200

    machine.until(answers)
    return port


def ask(port, method, path, body=b"", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=200)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    content = answer.read().decode("utf8", "replace")
    connection.close()
    return answer.status, content, answer.headers


@pytest.fixture(autouse=True)
def _sockets(socket_enabled):
    """The site is asked over the loopback."""


@pytest.mark.slow
def test_the_site_answers_works_jobs_and_stops_in_good_order(machine):
    port = serve(machine, SLEEPY_PACKED="1")
    status, page, _ = ask(port, "GET", "/sign-in/")
    assert (status, "獬豸" in page) == (200, True)
    sheet = re.search(r'href="(/static/dist/[^"]+\.css)"', page)
    if sheet:
        static = ask(port, "GET", sheet[1], **{"Accept-Encoding": "br"})
        assert (static[0], static[2]["Content-Encoding"]) == (200, "br")
        assert "immutable" in static[2]["Cache-Control"]
    number = machine.do(
        "answer = services.start('export', 'x', {'seconds': 60}, by=cast.person('mo'),"
        " office=cast.office('jianghai'), now=now).number"
    )
    machine.until_job(number, "running")
    site = machine.started[0]
    site.send_signal(signal.SIGTERM)
    assert site.wait(200) == 0
    assert machine.job(number)["state"] == "queued"


def test_a_taken_port_is_said_so_with_what_to_do(machine):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = machine.run("serve", "--port", port)
    assert done.returncode == 1
    assert f"127.0.0.1:{port}" in done.stderr
    assert f"--port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


def session(machine, who):
    """Cookie and token of somebody who has signed in."""
    cookie = machine.do(
        "from django.test import Client; c = Client(); cast.signed_in(c, values['who'])\n"
        "answer = c.cookies['sessionid'].value",
        who=who,
    )
    token = "a" * 32
    return {"Cookie": f"sessionid={cookie}; csrftoken={token}", "X-CSRFToken": token}


def peak_of(machine):
    """The most memory the site's processes have taken, in MiB."""
    site = machine.started[0].pid
    found = subprocess.run(["pgrep", "-g", str(site)], capture_output=True, text=True, check=True)
    peaks = [
        re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text("ascii"))
        for pid in found.stdout.split()
    ]
    return max(int(one[1]) for one in peaks if one) // 1024


def send_file(port, path, mebibytes, headers, *, announced=None):
    """A file of so many MiB as a browser sends it, never whole in our memory either."""
    head = (
        b'--x\r\nContent-Disposition: form-data; name="provider"\r\n\r\n\xe6\x9f\x90\xe5\xb1\x80\r\n'
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="big.csv"\r\n'
        b"Content-Type: text/csv\r\n\r\n"
    )
    tail, piece = b"\r\n--x--\r\n", (b"2031-03-01,x,3000\n" * 60_000)[: 1 << 20]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    connection.putrequest("POST", path)
    length = announced or len(head) + mebibytes * len(piece) + len(tail)
    given = {
        **headers,
        "Content-Type": "multipart/form-data; boundary=x",
        "Content-Length": str(length),
    }
    for name, value in given.items():
        connection.putheader(name, value)
    connection.endheaders()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.send(head)
        for _ in range(mebibytes):
            connection.send(piece)
        connection.send(tail)
    answer = connection.getresponse()
    page = answer.read().decode("utf8", "replace")
    connection.close()
    return answer.status, page


def kept_by(machine):
    """Bytes of what people handed in, or are handing in."""
    places = [machine.home / one for one in ("arriving", "handed", "uploads")]
    return sum(one.stat().st_size for place in places for one in place.rglob("*") if one.is_file())


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_table_of_200_mb_is_taken_with_flat_memory_and_one_beyond_the_limit_is_not(machine):
    machine.do(f"{PEOPLE}; cast.person('shu')")
    port = serve(machine, "--no-work")
    shu = session(machine, "shu")
    assert ask(port, "GET", "/shelf/upload/", **shu)[0] == 200
    before = peak_of(machine)
    assert send_file(port, "/shelf/upload/", 200, shu)[0] == 302
    grown = peak_of(machine) - before
    assert grown < 60, f"{grown} MiB"
    assert kept_by(machine) == 200 << 20
    assert not list((machine.home / "arriving").iterdir())
    beyond = send_file(port, "/shelf/upload/", 20, shu, announced=600 << 20)
    assert beyond[0] == 413
    assert "上限 512 MB" in beyond[1]
    assert kept_by(machine) == 200 << 20


def test_an_upload_beyond_the_limit_is_refused_and_fills_no_disk(machine):
    port = serve(machine, "--no-work", XIEZHI_DESK_UPLOAD_LIMIT="4")
    status, page = send_file(port, "/runs/bundles/import/", 2, {}, announced=8 << 20)
    assert (status, "上限 4 MB" in page) == (413, True)
    assert kept_by(machine) == 0
    big = ask(port, "POST", "/sign-in/", b"a=" + bytes(1 << 20), **{"Content-Length": "2"})
    assert big[0] in (400, 403)


@contextlib.contextmanager
def locked(machine):
    """Somebody writes and writes."""
    if machine.database:
        import psycopg

        with psycopg.connect(machine.database) as holder:
            holder.execute("LOCK TABLE runs_job, audit_head, accounts_person IN EXCLUSIVE MODE")
            yield
            holder.rollback()
        return
    holder = sqlite3.connect(machine.home / "desk.sqlite3", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    yield
    holder.execute("ROLLBACK")
    holder.close()


@pytest.mark.slow
def test_a_locked_database_answers_503_keeps_what_was_typed_and_then_takes_it(machine):
    machine.do(PEOPLE)
    port = serve(machine, "--no-work")
    headers = {
        **session(machine, "mo"),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    model = machine.do(
        "from xiezhi_desk.library.models import catalogue; answer = catalogue()[0].id"
    )
    body = f"models={model}&as_of=2031-03-01".encode()
    with locked(machine):
        status, page, told = ask(port, "POST", "/runs/start/", body, **headers)
        read = ask(port, "GET", "/runs/", **headers)[0]
    assert status == 503, page[:500]
    assert int(told["Retry-After"]) > 0
    assert f'name="models" value="{model}"' in page
    assert 'name="as_of" value="2031-03-01"' in page
    assert read in (200, 503)  # 503: the session's sign of life could not be written either
    assert machine.rows("select count(*) from runs_job") == [(0,)]
    assert ask(port, "POST", "/runs/start/", body, **headers)[0] == 302
    assert machine.rows("select count(*) from runs_job") == [(1,)]


@pytest.mark.slow
def test_a_worker_outlives_a_locked_database(machine):
    number = machine.do(
        "answer = services.start('export', 'x', {'seconds': 3}, by=cast.person('mo'),"
        " office=cast.office('jianghai'), now=now).number"
    )
    machine.start("work")
    machine.until_job(number, "running")
    with locked(machine):
        time.sleep(6)  # it ends while nobody may write
    assert machine.until_job(number, "done")["attempt"] == 1


@pytest.mark.slow
def test_two_imports_of_the_same_at_once_give_one_bundle(machine):
    machine.do(PEOPLE)
    command = [sys.executable, "-m", "xiezhi_desk", "import", str(GOLDEN)]
    both = [
        subprocess.Popen(command, env=machine.env, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [one.communicate(timeout=200)[0] for one in both]
    assert [one.returncode for one in both] == [0, 0]
    assert sorted("已有" in one for one in said) == [False, True]
    assert machine.rows("select count(*) from runs_bundle") == [(1,)]
    folders = [one for one in (machine.home / "bundles").glob("*/*") if ".incoming" not in str(one)]
    assert len(folders) == 1


@pytest.mark.slow
def test_what_lies_in_the_watched_folder_is_imported_and_laid_aside(machine, tmp_path):
    machine.do(PEOPLE)
    watched = tmp_path / "watched"
    shutil.copytree(GOLDEN, watched / "qingpu" / "good")
    shutil.copytree(GOLDEN, watched / "bad")
    (watched / "bad" / "clues.parquet").write_bytes(b"forged")
    (watched / ".hidden").mkdir()
    machine.start("work", XIEZHI_DESK_WATCH=str(watched))
    machine.until(lambda: list((watched / "qingpu" / ".received").glob("*-good")))
    (reason,) = machine.until(lambda: list((watched / ".refused").glob("*.problem.json")))
    assert "clues.parquet" in reason.read_text("utf8")
    bundles = machine.rows(
        "select received, code from runs_bundle join accounts_office on office_id = accounts_office.id"
    )
    assert bundles == [("folder", "qingpu")]
    time.sleep(12)
    assert machine.rows("select count(*) from runs_job") == [(2,)]


def test_the_import_command_says_what_it_took_and_what_it_refused(machine, tmp_path):
    machine.do(PEOPLE)
    (tmp_path / "empty").mkdir()
    these = (GOLDEN, tmp_path / "empty", tmp_path / "nix")
    done = machine.run("import", *these, "--office", "qingpu")
    assert done.returncode == 1
    assert "no-bundle" not in done.stderr
    assert "里面没有卷宗包" in done.stderr
    assert "找不到文件或文件夹" in done.stderr
    assert "怎么办" in done.stderr
    assert machine.rows("select count(*) from runs_bundle") == [(1,)]
    assert "there is no office" in machine.run("import", GOLDEN, "--office", "x", UNCHECKED).stderr


def test_setup_makes_three_administrators_once_and_says_their_links(machine):
    assert "--office" in machine.run("setup", UNCHECKED).stderr
    done = machine.run(
        "setup", "--office", "某市人民检察院", "--code", "mou", "--site", "https://x"
    )
    assert done.returncode == 0, done.stderr
    assert len(re.findall(r"https://x/\S+", done.stdout)) == 3
    again = machine.run("setup", "--office", "某市人民检察院", UNCHECKED)
    assert "未作改动" in again.stdout
    assert machine.rows("select count(*) from accounts_person") == [(3,)]


@pytest.mark.parametrize(
    "name", ["setup", "serve", "work", "job", "import", "backup", "restore", "upgrade"]
)
def test_every_command_explains_itself_in_both_languages(name):
    from django.core.management import get_commands, load_command_class

    command = load_command_class(get_commands()[name], name)
    assert re.search(r"[一-鿿]", command.help)
    assert re.search(r"[A-Za-z]{3}", command.help)
    own = [one for one in command.create_parser("x", name)._actions if one.help]
    said = [one.help for one in own if re.search(r"[一-鿿]", one.help)]
    assert said
