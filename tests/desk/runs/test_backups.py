"""The desk in one file, and back: whole, on both databases, refused when touched."""

import gzip
import io
import json
import os
import tarfile
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[2] / "golden" / "bundle"
FILL = """
from pathlib import Path
from django.conf import settings
from decimal import Decimal
one = cast.clue(said={"v": 1, "words": "甲某", "amount": "3.10"})
cast.person("an", password=cast.PASSWORD)
services.receive_bundle(Path(values["golden"]), "command", cast.person("an"), cast.office(), now)
Path(settings.MEDIA_ROOT).mkdir(); (Path(settings.MEDIA_ROOT) / "photo.jpg").write_bytes(b"jpeg")
Path(settings.WORKSPACE).mkdir()
import sqlite3; sqlite3.connect(Path(settings.WORKSPACE) / "catalogue.db").execute("create table t (x)")
answer = one.number
"""
LOOK = """
from xiezhi_desk.clues.records import Clue
from xiezhi_desk.audit.records import Entry
from xiezhi_desk.audit.services import verify
from xiezhi_desk.accounts.records import Person
from pathlib import Path
from django.conf import settings
clue = Clue.objects.get(number=values["number"])
new = cast.clue(number="NEWONE0001")  # numbers go on behind the old ones
answer = {
    "said": clue.latest.said, "amount": str(clue.amount), "occurred": str(clue.occurred),
    "first_seen": clue.first_seen.isoformat(), "entries": Entry.objects.count(),
    "broken": verify(), "later": new.pk > clue.pk,
    "password": Person.objects.get(username="an").check_password(cast.PASSWORD),
    "photo": (Path(settings.MEDIA_ROOT) / "photo.jpg").read_text(),
    "key": (settings.HOME / "secret.key").read_text(),
    "bundles": [services.verify_bundle(one, None, now)
                for one in Bundle.objects.exclude(folder__startswith="x").filter(signature="unsigned")],
    "catalogue": (Path(settings.WORKSPACE) / "catalogue.db").is_file(),
}
"""
SAME = ("said", "amount", "occurred", "first_seen", "password", "photo", "key")


def filled(machine) -> str:
    return machine.do(FILL, golden=str(GOLDEN))


@pytest.mark.parametrize(
    "words", [("b.tar.zst",), pytest.param(("b.tar.gz", "--portable"), marks=pytest.mark.slow)]
)
def test_a_desk_comes_back_whole(machine, another, tmp_path, words):
    number = filled(machine)
    (machine.home / "bundles" / ".incoming").mkdir(exist_ok=True)
    done = machine.run("backup", tmp_path / words[0], *words[1:], "--skip-checks")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / words[0]).stat().st_mode & 0o77 == 0
    before = machine.do(LOOK, number=number)

    other = another()
    done = other.run("restore", tmp_path / words[0], "--skip-checks")
    assert done.returncode == 0, done.stderr
    assert "审计日志完整" in done.stdout
    after = other.do(LOOK, number=number)
    assert {name: after[name] for name in SAME} == {name: before[name] for name in SAME}
    assert after["entries"] == before["entries"] - 1  # that a backup was taken is told behind it
    assert after["bundles"] == [[]]
    assert after["said"] == {"v": 1, "words": "甲某", "amount": "3.10"}
    assert (after["broken"], after["later"], after["catalogue"]) == (None, True, True)


@pytest.mark.slow
def test_a_portable_backup_moves_from_sqlite_to_postgresql(another, tmp_path):
    if not os.environ.get("XIEZHI_DESK_DATABASE"):
        pytest.skip("needs a PostgreSQL: .ci/postgres")
    old, new = another(database=""), another()
    number = filled(old)
    assert old.run("backup", tmp_path / "plain.tar.gz").returncode == 0
    refused = new.run("restore", tmp_path / "plain.tar.gz")
    assert "--portable" in refused.stderr
    assert old.run("backup", tmp_path / "move.tar.zst", "--portable").returncode == 0
    done = new.run("restore", tmp_path / "move.tar.zst")
    assert done.returncode == 0, done.stderr
    before, after = old.do(LOOK, number=number), new.do(LOOK, number=number)
    assert {name: after[name] for name in SAME} == {name: before[name] for name in SAME}
    assert after["broken"] is None


@pytest.mark.slow
def test_nothing_is_restored_over_what_is_there(machine, another, tmp_path):
    filled(machine)
    assert machine.run("backup", tmp_path / "b.tar.gz").returncode == 0
    refused = machine.run("restore", tmp_path / "b.tar.gz")
    assert refused.returncode == 1
    assert "database, files, bundles, workspace" in refused.stderr
    assert machine.run("backup", tmp_path / "b.tar.gz").returncode == 1  # nor written over


@pytest.mark.slow
def test_a_touched_or_cut_backup_restores_nothing(machine, another, tmp_path):
    filled(machine)
    good = tmp_path / "good.tar.gz"
    assert machine.run("backup", good).returncode == 0
    forged, cut = tmp_path / "forged.tar.gz", tmp_path / "cut.tar.gz"
    forge(good, forged)
    cut.write_bytes(good.read_bytes()[: good.stat().st_size * 2 // 3])
    for bad, said in ((forged, "files/photo.jpg"), (cut, "读不出来")):
        other = another()
        refused = other.run("restore", bad)
        assert refused.returncode == 1
        assert said in refused.stderr
        assert other.rows("select count(*) from accounts_person") == [(0,)]
        assert not (other.home / "files").exists()


def forge(good: Path, forged: Path) -> None:
    """The same backup with another photo."""
    with tarfile.open(good) as read, tarfile.open(forged, "w:gz") as write:
        for member in read:
            content = read.extractfile(member).read()
            if member.name == "files/photo.jpg":
                content = b"gepj"
            write.addfile(member, io.BytesIO(content))


@pytest.mark.slow
def test_a_backup_of_a_newer_version_is_refused(machine, another, tmp_path):
    new = {"DJANGO_SETTINGS_MODULE": "sleepy.later"}
    assert machine.run("migrate", "-v", "0", env=new).returncode == 0
    assert machine.run("backup", tmp_path / "new.tar.gz", env=new).returncode == 0
    refused = another().run("restore", tmp_path / "new.tar.gz")
    assert "更新的版本" in refused.stderr


@pytest.mark.slow
def test_an_upgrade_goes_through_with_a_backup(machine, tmp_path):
    number = filled(machine)
    new = {"DJANGO_SETTINGS_MODULE": "sleepy.later"}
    assert "xiezhi-desk upgrade" in machine.run("serve", "--port", "0", env=new).stderr
    done = machine.run("upgrade", "--backup", tmp_path / "before.tar.gz", env=new)
    assert done.returncode == 0, done.stderr
    assert machine.rows("select distinct name_en from accounts_office") == [
        ("spoilt by the upgrade",)
    ]
    with tarfile.open(tmp_path / "before.tar.gz") as tar:
        about = json.load(tar.extractfile("backup.json"))
    assert not any(one.startswith("later.") for one in about["migrations"])
    assert "已是当前版本" in machine.run("upgrade", env=new).stdout
    assert machine.do(LOOK, number=number)["broken"] is None


@pytest.mark.slow
def test_a_failed_upgrade_leaves_the_database_as_it_was(machine, tmp_path):
    number = filled(machine)
    new = {"DJANGO_SETTINGS_MODULE": "sleepy.later", "LATER_FAILS": "1"}
    failed = machine.run("upgrade", "--backup", tmp_path / "before.tar.gz", env=new)
    assert failed.returncode == 1
    assert "数据库已恢复原状" in failed.stderr
    assert machine.rows("select distinct name_en from accounts_office") == [("",)]
    assert machine.rows("select count(*) from django_migrations where app = 'later'") == [(0,)]
    after = machine.do(LOOK, number=number)
    assert (after["broken"], after["later"]) == (None, True)


@pytest.mark.slow
def test_a_touched_trail_stops_the_upgrade_before_anything_is_changed(machine, tmp_path):
    filled(machine)
    machine.do(
        "from xiezhi_desk.audit import guards; from django.db import connection\n"
        "from xiezhi_desk.audit.records import Entry\n"
        "guards.lift(connection); Entry.objects.filter(number=2).update(reason='x')"
    )
    new = {"DJANGO_SETTINGS_MODULE": "sleepy.later"}
    failed = machine.run("upgrade", "--backup", tmp_path / "before.tar.gz", env=new)
    assert "未升级" in failed.stderr
    assert not (tmp_path / "before.tar.gz").exists()


@pytest.mark.slow
def test_a_backup_is_plain_tar_with_sums_anybody_can_check(machine, tmp_path):
    filled(machine)
    assert machine.run("backup", tmp_path / "b.tar.gz", "--portable").returncode == 0
    with gzip.open(tmp_path / "b.tar.gz") as file, tarfile.open(fileobj=file) as tar:
        names = tar.getnames()
        sums = tar.extractfile("SHA256SUMS").read().decode().splitlines()
    assert names[-1] == "SHA256SUMS"
    assert sorted(line.partition("  ")[2] for line in sums) == sorted(names[:-1])
    assert "database/rows/clues_clue.jsonl" in names
    assert not any(".incoming" in name or "django_session" in name for name in names)
