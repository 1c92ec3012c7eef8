"""Text of the desk can be read: at least 4.5 : 1 (WCAG 2.1 AA)."""

import re

import pytest

from xiezhi_desk.ui.frontend import SOURCES

TOKENS = (SOURCES / "src" / "style" / "_tokens.scss").read_text("utf8")
TONES = re.findall(r"^  (\w+): \((#\w{6}), (#\w{6}), #\w{6}\)", TOKENS, re.MULTILINE)
NAMED = dict(re.findall(r"^\$([\w-]+): (#\w{6});", TOKENS, re.MULTILINE))


def light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("name", "text", "ground"), TONES)
def test_a_chip_can_be_read_on_its_ground(name, text, ground):
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "paper"),
        ("ink-2", "paper"),
        ("ink-2", "card"),
        ("primary", "paper"),
        ("primary", "tint"),
        ("card", "primary"),
        ("card", "seal"),
        ("night-ink", "night"),
    ],
)
def test_text_can_be_read(text, ground):
    assert contrast(NAMED[text], NAMED[ground]) >= 4.5


def test_the_tones_were_found():
    assert len(TONES) == 7
