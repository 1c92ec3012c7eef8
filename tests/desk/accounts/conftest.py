"""Stories in a real browser, and an identity provider that runs as a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest
from browser import chromium, desk

__all__ = ["chromium", "desk", "provider"]


@pytest.fixture(scope="session")
def provider():
    """The address of a running identity provider."""
    with subprocess.Popen(
        [sys.executable, Path(__file__).with_name("openid_provider.py")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        process.terminate()
