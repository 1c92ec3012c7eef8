"""Promises of the house, each a test with a name."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
TRACKED = [
    ROOT / name
    for name in subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    if name and (ROOT / name).is_file()
]
PYTHON = [path for path in TRACKED if path.suffix == ".py"]
PRODUCT = [path for path in PYTHON if path.is_relative_to(ROOT / "src")]
NAMELESS_ROOMS = {"utils", "util", "helpers", "helper", "common", "tools", "misc", "lib"}


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_python_file_is_longer_than_400_lines():
    too_long = {  # a migration is written by Django, whole
        relative(path): lines
        for path in PYTHON
        if path.parent.name != "migrations"
        and (lines := len(path.read_text("utf8").splitlines())) > 400
    }
    assert too_long == {}


def test_every_room_has_a_name_of_its_own():
    nameless = [
        relative(path)
        for path in TRACKED
        if {path.stem, *path.relative_to(ROOT).parts[:-1]} & NAMELESS_ROOMS
    ]
    assert nameless == []


def test_the_project_speaks_of_itself_only():
    machine = re.compile(
        r"/w[o]rk/(?:main|scratch|shared|steering|\.library)|/f[a]rm/|/tmp/bash_j[o]bs"
    )
    said = []
    for path in TRACKED:
        if path.stat().st_size > 2_000_000:
            continue
        try:
            text = path.read_text("utf8")
        except UnicodeDecodeError:
            continue
        said += [f"{relative(path)}: {found[0]}" for found in machine.finditer(text)]
    assert said == []


def test_pins_carry_hashes_and_no_host_names():
    for pins in (ROOT / "requirements").glob("*.txt"):
        text = pins.read_text("utf8")
        assert "://" not in text, relative(pins)
        requirements = [line for line in text.splitlines() if re.match(r"^[a-zA-Z0-9]", line)]
        assert requirements
        assert text.count("--hash=sha256:") >= len(requirements), relative(pins)


def test_no_exception_is_swallowed():
    silent = []
    for path in PRODUCT:
        for node in ast.walk(ast.parse(path.read_text("utf8"))):
            if isinstance(node, ast.ExceptHandler) and all(
                isinstance(line, ast.Pass) for line in node.body
            ):
                silent.append(f"{relative(path)}:{node.lineno}")
    assert silent == []


def test_every_pattern_file_carries_its_own_examples():
    for path in (ROOT / "src/xiezhi/text/patterns").glob("*.yaml"):
        patterns = yaml.safe_load(path.read_text("utf8"))["patterns"]
        without = [name for name, pattern in patterns.items() if not pattern.get("examples")]
        assert without == [], relative(path)


MODELS = sorted(path.parent for path in (ROOT / "rulebook/models").glob("*/*/model.yaml"))


@pytest.mark.parametrize("folder", MODELS, ids=lambda folder: folder.name)
def test_every_model_has_stories_and_notes(folder: Path):
    assert (folder / "cases.yaml").is_file()
    assert len((folder / "notes.md").read_text("utf8")) > 200


def test_every_decision_is_half_a_page_with_context_choice_and_price():
    decisions = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert decisions
    for path in decisions:
        text = path.read_text("utf8")
        assert re.match(r"\d{4}-", path.name), path.name
        for heading in ("Context", "Choice", "Price"):
            assert heading in text, f"{path.name} lacks {heading}"
        assert len(text.splitlines()) <= 60, path.name
