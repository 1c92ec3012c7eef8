"""Promises every template of the desk keeps, whoever wrote it."""

import re
from pathlib import Path

import pytest

import xiezhi_desk
from xiezhi_desk.ui.frontend import SOURCES
from xiezhi_desk.ui.looks import LOOKS, TONES
from xiezhi_desk.ui.menu import ENTRIES

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


SPRITE = set(
    re.findall(r'<symbol id="([\w-]+)"', (SOURCES / "src" / "icons.svg").read_text("utf8"))
)


def test_every_shape_is_in_the_sprite():
    named = {look.shape for look in LOOKS.values()} | {entry.icon for entry in ENTRIES}
    for path in TEMPLATES:
        text = path.read_text("utf8")
        named |= set(re.findall(r'\{% icon "([\w-]+)"', text))
        named |= set(re.findall(r'shape="([\w-]+)"', text))
        named |= set(re.findall(r'\{% chip [^%]*? "[\w-]+" "([\w-]+)" %\}', text))
    assert named - SPRITE - {""} == set()


def test_every_look_has_a_style():
    style = "".join(path.read_text("utf8") for path in (SOURCES / "src" / "style").glob("*.scss"))
    lines = {look.tone.removeprefix("line-") for look in LOOKS.values() if "line-" in look.tone}
    assert {look.tone for look in LOOKS.values()} - {f"line-{one}" for one in lines} <= set(TONES)
    assert all(f"  {name}: " in style for name in (*TONES, *lines))
