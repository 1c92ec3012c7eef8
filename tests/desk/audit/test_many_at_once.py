"""Many processes append at the same moment: no number twice, none left out, the chain whole."""

import os
import sqlite3
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.db import connection

PROCESSES, EACH = 4, 25
APPEND = f"""
import datetime as dt, django, sys
django.setup()
from xiezhi_desk.audit.services import record
now = dt.datetime(2031, 3, 10, tzinfo=dt.timezone.utc)
for number in range({EACH}):
    record(by=None, action="test.appended", thing=f"{{sys.argv[1]}}:{{number}}", now=now)
"""
VERIFY = """
import django
django.setup()
from xiezhi_desk.audit.records import Entry
from xiezhi_desk.audit.services import verify
numbers = list(Entry.objects.values_list("number", flat=True))
assert numbers == list(range(1, len(numbers) + 1)), numbers
print(len(numbers), verify())
"""


def surroundings(home):
    """A desk of its own on SQLite; on PostgreSQL the suite's database."""
    said = connection.settings_dict
    more = {"XIEZHI_DESK_HOME": str(home), "DJANGO_SETTINGS_MODULE": "xiezhi_desk.settings.testing"}
    if connection.vendor == "postgresql":
        who = quote(said["USER"], safe="")
        word = f":{quote(said['PASSWORD'], safe='')}" if said["PASSWORD"] else ""
        host = quote(said["HOST"], safe="")
        more["XIEZHI_DESK_DATABASE"] = (
            f"postgresql://{who}{word}@{host}:{said['PORT']}/{said['NAME']}"
        )
    return {**os.environ, **more}


@pytest.mark.django_db(transaction=True)
def test_the_chain_stays_whole(tmp_path):
    env = surroundings(tmp_path)
    if connection.vendor == "sqlite":
        with sqlite3.connect(tmp_path / "desk.sqlite3") as kept:
            connection.connection.backup(kept)
    at_once = [
        subprocess.Popen([sys.executable, "-c", APPEND, str(number)], env=env)
        for number in range(PROCESSES)
    ]
    assert [process.wait(120) for process in at_once] == [0] * PROCESSES
    done = subprocess.run(
        [sys.executable, "-c", VERIFY], env=env, check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == [str(PROCESSES * EACH), "None"]
