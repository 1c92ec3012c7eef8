"""The islands' own stories (vitest) and their types run with the rest of the suite."""

import subprocess

import pytest

from xiezhi_desk.ui.frontend import SOURCES, Node

MODULES = SOURCES / "node_modules"
pytestmark = [
    pytest.mark.skipif(
        not (MODULES / "vitest").is_dir(),
        reason="frontend/node_modules is missing: python -m xiezhi_desk.ui.frontend --force",
    ),
    pytest.mark.timeout(180),
]


def run(*command: str) -> None:
    node = Node.find()
    ended = subprocess.run(
        [str(node.node), *command],
        cwd=SOURCES,
        env={**node.environment(), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout[-4000:] + ended.stderr[-2000:]


def test_every_island_does_what_it_promises():
    # One page for all files: an engine and a page for each take five times as long.
    run("node_modules/vitest/vitest.mjs", "run", "--no-isolate")


def test_the_islands_are_typed():
    run("node_modules/typescript/bin/tsc", "--noEmit")


def test_every_island_has_a_story():
    told = "".join(path.read_text("utf8") for path in (SOURCES / "tests").glob("*.test.ts"))
    silent = [
        path.stem
        for path in (SOURCES / "src" / "islands").glob("*.ts")
        if f"/islands/{path.stem}'" not in told
    ]
    assert silent == []
