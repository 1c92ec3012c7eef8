"""What is wrong is said in Chinese with the values the library names."""

import ast
import sys
from contextvars import copy_context
from pathlib import Path
from types import SimpleNamespace

import pytest

import xiezhi
from xiezhi.cli.failure import hush_destructors, in_words
from xiezhi.cli.language import speak
from xiezhi.cli.words.problems_whats import what_in
from xiezhi.kernel.errors import Problem

HOME = Path(xiezhi.__file__).parent
_REFUSING = ("refusal", "spoilt")
ROOMS = ("shelf", "workspace", "link", "run", "text", "cli/shelf")


def literals():
    """Texts with values given as ``what=`` in the rooms a user of the shelf meets."""
    for room in ROOMS:
        for path in sorted((HOME / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf8"))):
                if isinstance(node, ast.keyword) and node.arg == "what":
                    yield from texts(node.value)
                elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in _REFUSING:
                    yield from texts(node.args[0])


def texts(node):
    if isinstance(node, ast.JoinedStr):
        parts = (one.value if isinstance(one, ast.Constant) else "{}" for one in node.values)
        yield "".join(parts)
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)


@pytest.mark.parametrize("what", sorted(set(literals())))
def test_a_sentence_with_values_is_said_in_chinese(what):
    said = what_in(what.replace("{}", "甲"))
    assert said is not None
    assert said.count("甲") == what.count("{}") or "没有入库" in said


def test_no_english_stands_beside_the_chinese():
    copy_context().run(_english_only_where_it_is_needed)


def _english_only_where_it_is_needed():
    speak("zh")
    problem = Problem("The contract of pension_payment has expired.", code="run-expired")
    told = in_words(problem)
    assert told[0] == "pension_payment 的合同已过使用期限。"
    assert told[1] == ""
    unknown = Problem("The lock of cell B7 is of wax.", code="run-expired")
    assert in_words(unknown)[1] == "The lock of cell B7 is of wax."


def test_what_destructors_say_is_for_who_traces(monkeypatch, capsys):
    monkeypatch.setattr(sys, "unraisablehook", sys.__unraisablehook__)
    monkeypatch.setenv("XIEZHI_TRACE", "1")
    hush_destructors()
    assert sys.unraisablehook is sys.__unraisablehook__
    monkeypatch.delenv("XIEZHI_TRACE")
    hush_destructors()
    sys.unraisablehook(SimpleNamespace(exc_value=ValueError("a driver's own")))
    assert capsys.readouterr().err == ""
