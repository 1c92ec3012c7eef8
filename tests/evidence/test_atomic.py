"""Results are there whole or not at all: full disks, Ctrl-C, one changed byte."""

import errno
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from invented_bundle import content

from xiezhi.evidence.atomic import OutputError, whole_file, whole_folder
from xiezhi.evidence.bundle import open_bundle
from xiezhi.evidence.sums import sums_problems
from xiezhi.evidence.writing import write_bundle


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_full_disk_says_so_and_leaves_the_older_bundle(tmp_path: Path, monkeypatch):
    write_bundle(tmp_path / "run", content(notes=("older",)))
    write = pq.write_table

    def full(table, where, **options):
        if Path(where).name == "links.parquet":
            raise OSError(errno.ENOSPC, "No space left on device")
        write(table, where, **options)

    monkeypatch.setattr(pq, "write_table", full)
    with pytest.raises(OutputError) as refused:
        write_bundle(tmp_path / "run", content(notes=("newer",)))
    assert refused.value.problems[0].code == "output-disk-full"
    assert refused.value.exit_code == 5
    assert names(tmp_path) == ["run"]
    assert open_bundle(tmp_path / "run").manifest.notes == ("older",)


def test_ctrl_c_in_the_middle_leaves_nothing_half_written(tmp_path: Path, monkeypatch):
    def interrupted(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(pq, "write_table", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_bundle(tmp_path / "run", content())
    assert names(tmp_path) == []


def test_a_place_that_is_a_file_is_refused(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError) as refused:
        write_bundle(tmp_path / "file" / "run", content())
    assert refused.value.problems[0].code == "output-unwritable"


def test_a_file_is_replaced_whole(tmp_path: Path):
    target = tmp_path / "index.json"
    target.write_text("old")

    def fail_half_way() -> None:
        with whole_file(target) as draft:
            draft.write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert target.read_text() == "old"
    with whole_file(target) as draft:
        draft.write_text("new")
    assert (target.read_text(), names(tmp_path)) == ("new", ["index.json"])


def test_a_folder_appears_only_when_the_block_ends_well(tmp_path: Path):
    with whole_folder(tmp_path / "deep" / "run") as draft:
        (draft / "a").write_text("a")
        assert not (tmp_path / "deep" / "run").exists()
    assert names(tmp_path / "deep") == ["run"]


@pytest.mark.parametrize(
    "name", ["manifest.json", "clues.parquet", "rows/sentences.parquet", "model/model.yaml"]
)
def test_one_changed_byte_names_the_file(tmp_path: Path, name: str):
    write_bundle(tmp_path / "run", content())
    path = tmp_path / "run" / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    assert [problem.where for problem in sums_problems(tmp_path / "run")] == [name]


def test_missing_and_added_files_are_named(tmp_path: Path):
    write_bundle(tmp_path / "run", content())
    (tmp_path / "run" / "links.parquet").unlink()
    (tmp_path / "run" / "extra.txt").write_text("x")
    assert [(p.where, p.what) for p in sums_problems(tmp_path / "run")] == [
        ("links.parquet", "A file is missing."),
        ("extra.txt", "A file was added."),
    ]
    (tmp_path / "run" / "SHA256SUMS").write_text("not a sum\n")
    assert sums_problems(tmp_path / "run")[0].where == "SHA256SUMS:1"


def test_a_disk_that_is_really_full_leaves_the_older_bundle(tiny_disk: Path):
    write_bundle(tiny_disk / "run", content(notes=("older",)))
    filler = tiny_disk / "filler"
    with pytest.raises(OSError, match="No space"):
        filler.write_bytes(bytes(4 << 20))
    with pytest.raises(OutputError) as refused:
        write_bundle(tiny_disk / "run", content(notes=("newer",)))
    assert refused.value.problems[0].code == "output-disk-full"
    filler.unlink()
    assert names(tiny_disk) == ["run"]
    assert open_bundle(tiny_disk / "run").manifest.notes == ("older",)
