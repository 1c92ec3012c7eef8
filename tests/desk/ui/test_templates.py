"""Promises every template of the desk keeps, whoever wrote it."""

import re
from pathlib import Path

import pytest

import xiezhi_desk

PACKAGE = Path(xiezhi_desk.__file__).parent
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
RULES = {
    "no inline style": re.compile(r"\sstyle\s*="),
    "no handler in markup": re.compile(r"\son[a-z]+\s*=\s*[\"']"),
    "no inline script": re.compile(
        r"<script(?![^>]*\ssrc=)(?![^>]*application/json)", re.IGNORECASE
    ),
    "nothing from another host": re.compile(r"(?:src|href)\s*=\s*[\"']https?://"),
    "no |safe": re.compile(r"\|\s*safe\b|autoescape\s+off"),
}
ALLOWED = {"accounts/templates/accounts/second_step.html: |safe"}
"""The drawing of the second step's code, made by the library from our own secret."""


@pytest.mark.parametrize("rule", RULES)
def test_every_template_keeps(rule):
    broken = [
        f"{path.relative_to(PACKAGE)}: {found[0]}"
        for path in TEMPLATES
        if (found := RULES[rule].search(path.read_text("utf8")))
    ]
    assert set(broken) - ALLOWED == set()


def test_every_page_extends_a_frame():
    frames = {"base.html", "bare.html", "head.html"}
    loose = [
        str(path.relative_to(PACKAGE))
        for path in TEMPLATES
        if "<html" in path.read_text("utf8") and path.name not in frames
    ]
    assert loose == []
