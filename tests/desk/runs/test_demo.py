"""The demonstration fills an empty desk, and only an empty one."""

import re
import shutil
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[2] / "golden" / "bundle"


@pytest.mark.slow
def test_the_demonstration_fills_an_empty_desk_and_only_an_empty_one(machine, tmp_path):
    assert "xiezhi demo" in machine.run("demo", "--from", tmp_path).stderr
    shutil.copytree(GOLDEN, tmp_path / "run" / "golden")
    done = machine.run("demo", "--from", tmp_path)
    assert done.returncode == 0, done.stderr
    secret = re.search(r"Demo-[a-z0-9-]+", done.stdout)[0]
    assert "refused by the desk" not in done.stdout
    note = machine.home / "accounts.txt"
    assert secret in note.read_text("utf8")
    assert note.stat().st_mode & 0o77 == 0
    answer = machine.do(
        "from django.test import Client; from xiezhi_desk.accounts.records import Person\n"
        "from xiezhi_desk.clues.records import Clue\n"
        "c = Client(HTTP_HOST='localhost'); c.post('/sign-in/', {'username': 'county.manager', 'password': values['p']})\n"
        "answer = [c.get('/clues/').status_code, Clue.objects.count(), Person.objects.count()]",
        p=secret,
    )
    assert answer[0] == 200
    assert answer[1] > 0
    assert answer[2] == 24
    again = machine.run("demo", "--from", tmp_path)
    assert again.returncode == 1
    assert "XIEZHI_DESK_HOME" in again.stderr
