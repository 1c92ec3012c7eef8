"""docs/cli.md says everything that the command line can do."""

import re
from pathlib import Path

import click
import pytest

from xiezhi.cli.command import VERBS, app
from xiezhi.cli.failure import Exit
from xiezhi.cli.shelf import SUBVERBS

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "cli.md").read_text("utf8")
SECTIONS = dict(re.findall(r"^## xiezhi (\w+)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))
NAMES = [name for names in VERBS.values() for name in names]


@pytest.mark.parametrize("name", NAMES)
def test_every_option_of_every_verb_is_documented(name):
    command = app.get_command(click.Context(app), name)
    for param in command.params:
        if isinstance(param, click.Option) and param.name != "lang":
            long = max(param.opts, key=len)
            assert re.search(rf"`{long}\b", SECTIONS[name]), f"{name} {long}"


@pytest.mark.parametrize("name", [name for names in SUBVERBS.values() for name in names])
def test_every_verb_of_the_shelf_is_documented(name):
    assert re.search(rf"^\| `{name}\b", SECTIONS["shelf"], re.MULTILINE)


def test_no_section_is_about_a_verb_that_is_not_there():
    assert set(SECTIONS) - {"explain"} <= set(NAMES)


def test_every_exit_code_and_variable_is_documented():
    for code in Exit:
        assert re.search(rf"^\| {code.value} \|", TEXT, re.MULTILINE), code
    sources = "\n".join(p.read_text("utf8") for p in (ROOT / "src/xiezhi/cli").rglob("*.py"))
    for name in set(re.findall(r'"(XIEZHI_[A-Z]+|DEMO_[A-Z]+)"', sources)):
        assert f"`{name}`" in TEXT, name
