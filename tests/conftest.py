"""What several rooms' tests need, and in which order and by how many the suite is run."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

LONG = ("desk", "report", "stories", "examples", "twin", "shelf")
"""Rooms with stories of seconds: every worker begins with its share of their files."""


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than cores: stories of browsers and processes mostly wait."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long stories first in the part that each worker is given; short ones are left to share out.

    The workers are given equal stretches of the list and take from each other's ends.
    """
    hands = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    tests = Path(__file__).parent
    files: dict[Path, list[pytest.Item]] = {}
    short: list[pytest.Item] = []
    for item in items:
        if item.path.relative_to(tests).parts[0] in LONG:
            files.setdefault(item.path, []).append(item)
        else:
            short.append(item)
    dealt: list[list[pytest.Item]] = [[] for _ in range(hands)]
    for held in sorted(files.values(), key=len, reverse=True):
        min(dealt, key=len).extend(held)
    for held in dealt[:-1]:
        lacking = max(0, len(items) // hands - len(held))
        held.extend(short[:lacking])
        short = short[lacking:]
    dealt[-1] += short
    items[:] = [item for held in dealt for item in held]


@pytest.fixture
def tiny_disk() -> Iterator[Path]:
    """A file system of 2 MB; the test is skipped where mounting is not allowed."""
    disk = Path(tempfile.mkdtemp())
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        disk.rmdir()
        pytest.skip("mounting a small disk needs root")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)
        disk.rmdir()
