"""Every sentence of the command line stands in both languages."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from xiezhi.cli.command import VERBS
from xiezhi.cli.shelf import SUBVERBS

CLI = Path(import_module("xiezhi.cli").__file__).parent
ROOMS = sorted(
    path.stem
    for path in (CLI / "words").glob("*.py")
    if path.stem != "__init__" and not path.stem.startswith("problems")
)


@pytest.mark.parametrize("room", ROOMS)
def test_no_sentence_lacks_a_language_or_a_value(room):
    for key, (zh, en) in import_module(f"xiezhi.cli.words.{room}").WORDS.items():
        assert zh.strip(), key
        assert en.strip(), key
        assert set(re.findall(r"\{\w+\}", zh)) == set(re.findall(r"\{\w+\}", en)), key
        said = re.sub(r"\{\w+\}", "", zh)
        if re.search(r"[A-Za-z]{4}", said) and not key.endswith("examples"):
            assert re.search(r"[一-鿿]", said), f"{key} is not Chinese"
        assert not re.search(r"[，。；：]", en), f"{key} has Chinese punctuation in English"


def test_every_sentence_that_is_asked_for_exists():
    for path in [*CLI.glob("*.py"), *CLI.glob("shelf/*.py")]:
        for room, name in re.findall(r'(?:say\(|words=)\s*"(\w+)\.(\w+)"', path.read_text("utf8")):
            assert name in import_module(f"xiezhi.cli.words.{room}").WORDS, (
                f"{path.name}: {room}.{name}"
            )


def test_every_verb_has_help_and_examples_in_both_languages():
    for names in VERBS.values():
        for name in names:
            words = import_module(f"xiezhi.cli.words.{name}").WORDS
            assert name in import_module("xiezhi.cli.words.app").WORDS
            for text in words["examples"]:
                assert f"xiezhi {name}" in text
            assert "about" in words


def test_problems_in_chinese_are_whole():
    from xiezhi.cli.words.problems import IN_CHINESE

    for code, (what, cure) in IN_CHINESE.items():
        assert re.fullmatch(r"[a-z0-9-]+", code)
        assert re.search(r"[一-鿿]", what), code
        assert re.search(r"[一-鿿]", cure) or cure == "", code


def test_every_verb_of_the_shelf_has_help_and_examples_in_both_languages():
    for names in SUBVERBS.values():
        for name in names:
            words = import_module(f"xiezhi.cli.words.shelf_{name}").WORDS
            assert all(words["brief"])
            assert all(words["about"])
            for text in words["examples"]:
                assert f"xiezhi shelf {name}" in text


def test_what_the_library_says_to_a_user_is_said_in_chinese_too():
    """Codes of the rooms whose problems a user meets; the rulebook's own files are for makers."""
    from xiezhi.cli.words.problems import IN_CHINESE

    rooms = (
        "text",
        "shelf",
        "evidence",
        "engine",
        "run",
        "model",
        "link",
        "report",
        "workspace",
        "cli/shelf",
    )
    said = set()
    for room in rooms:
        for path in (CLI.parent / room).rglob("*.py"):
            said |= set(re.findall(r'code="([a-z0-9-]+)"', path.read_text("utf8")))
    assert len(said) > 80
    untold = sorted(said - set(IN_CHINESE))
    assert untold == [], "say them in src/xiezhi/cli/words/problems.py"
