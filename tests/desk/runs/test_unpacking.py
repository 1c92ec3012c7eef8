"""What people hand in is unpacked with care: bombs, links, paths outside, broken zips."""

import os
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from xiezhi_desk.runs.problems import Refused
from xiezhi_desk.runs.unpacking import bundles_in, handed_in, unzip

GOLDEN = Path(__file__).parents[2] / "golden" / "bundle"


@pytest.fixture(autouse=True)
def _own_place(settings, tmp_path):
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()


def refused(path, target, limit=None):
    with pytest.raises(Refused) as error:
        unzip(path, target, limit)
    assert not target.exists()
    return error.value.first["code"]


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return path


def test_a_bomb_is_refused_by_what_it_says_of_itself(tmp_path):
    bomb = zipped(tmp_path / "b.zip", a=bytes(50_000_000))
    assert refused(bomb, tmp_path / "out") == "zip-bomb"


def test_a_bomb_that_lies_about_its_size_is_stopped_while_it_unpacks(tmp_path):
    bomb = zipped(tmp_path / "b.zip", a=os.urandom(3_000_000))
    content = bytearray(bomb.read_bytes())
    place = content.rindex(b"PK\x01\x02") + 24  # the size as the directory says it
    content[place : place + 4] = struct.pack("<I", 10)
    bomb.write_bytes(content)
    assert refused(bomb, tmp_path / "out", limit=1_000_000) in ("zip-bomb", "zip-broken")
    assert sum(one.stat().st_size for one in tmp_path.rglob("*") if one != bomb) < 2_000_000


def test_too_many_files_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(10_001):
            archive.writestr(str(number), b"")
    assert refused(tmp_path / "many.zip", tmp_path / "out") == "zip-bomb"


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "a/../../evil", "C:/evil", "..\\evil"])
def test_paths_that_lead_outside_are_refused(tmp_path, name):
    with zipfile.ZipFile(tmp_path / "sly.zip", "w") as archive:
        archive.writestr("manifest.json", b"{}")
        archive.writestr(name, b"evil")
    assert refused(tmp_path / "sly.zip", tmp_path / "out") == "zip-outside"
    assert not list(tmp_path.rglob("evil"))


def test_a_link_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        info = zipfile.ZipInfo("manifest.json")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    assert refused(tmp_path / "link.zip", tmp_path / "out") == "zip-outside"


@pytest.mark.parametrize("part", [0.3, 0.9])
def test_a_zip_cut_off_is_refused(tmp_path, part):
    whole = zipped(tmp_path / "w.zip", a=os.urandom(5000), b=os.urandom(5000))
    content = whole.read_bytes()
    whole.write_bytes(content[: int(len(content) * part)])
    assert refused(whole, tmp_path / "out") == "zip-broken"


def test_a_changed_byte_in_a_zip_is_refused(tmp_path):
    whole = zipped(tmp_path / "w.zip", a=zlib.compress(os.urandom(5000)))
    content = bytearray(whole.read_bytes())
    content[2000] ^= 1
    whole.write_bytes(content)
    assert refused(whole, tmp_path / "out") == "zip-broken"


def test_no_zip_at_all_is_said_so(tmp_path):
    (tmp_path / "x").write_bytes(b"no zip")
    assert refused(tmp_path / "x", tmp_path / "out") == "zip-broken"


def test_a_run_folder_holds_several_bundles(tmp_path):
    for name in ("one", "two"):
        (tmp_path / "run" / name).mkdir(parents=True)
        (tmp_path / "run" / name / "manifest.json").write_text("{}")
    assert [one.name for one in bundles_in(tmp_path / "run")] == ["one", "two"]
    with pytest.raises(Refused):
        bundles_in(tmp_path / "home")


def test_what_was_unpacked_is_gone_afterwards(tmp_path, settings):
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        for path in GOLDEN.rglob("*"):
            if path.is_file():
                archive.write(path, f"run/golden/{path.relative_to(GOLDEN)}")
    with handed_in(tmp_path / "b.zip") as folders:
        assert [one.name for one in folders] == ["golden"]
    assert list((settings.HOME / "scratch").iterdir()) == []


def test_a_path_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(Refused) as error, handed_in(tmp_path / "nix"):
        pass
    assert error.value.first["code"] == "import-missing"
