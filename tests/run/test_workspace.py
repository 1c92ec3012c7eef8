"""A workspace puts data, models, engine and key together."""

from pathlib import Path

import invented_facts
import pytest

from xiezhi.evidence.bundle import open_bundle
from xiezhi.evidence.clue import OfficeKeyError
from xiezhi.shelf.catalogue import CatalogueError
from xiezhi.workspace import Workspace


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    return invented_facts.write(tmp_path / "facts")


def test_a_run_by_the_front_door(facts: Path, tmp_path: Path):
    result = Workspace.open(facts).run([str(invented_facts.FINE)], tmp_path / "run")
    assert result.clues == 2
    assert open_bundle(tmp_path / "run" / "fine-not-sent").manifest.counts.clues == 2


def test_clues_keep_their_numbers_as_long_as_the_key_is_kept(facts: Path, tmp_path: Path):
    def ids(out: str, key: Path | None = None) -> set[str]:
        Workspace.open(facts, key).run([str(invented_facts.FINE)], tmp_path / out)
        return {clue.id for clue in open_bundle(tmp_path / out / "fine-not-sent").clues}

    first = ids("one")
    key = facts / ".xiezhi" / "office.key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert ids("two") == first
    moved = tmp_path / "moved.key"
    moved.write_bytes(key.read_bytes())
    key.unlink()
    assert ids("three", moved) == first
    assert ids("four").isdisjoint(first)


def test_no_key_and_no_facts_are_clear_errors(facts: Path, tmp_path: Path):
    with pytest.raises(CatalogueError):
        Workspace.open(tmp_path / "nowhere")
    (tmp_path / "bad.key").write_text("no key")
    with pytest.raises(OfficeKeyError):
        Workspace.open(facts, tmp_path / "bad.key")
