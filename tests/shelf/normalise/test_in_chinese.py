"""Every reason that a parser gives is said in Chinese as well."""

import ast
import re
from pathlib import Path

import pytest

import xiezhi
from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.numeral import integer
from xiezhi.shelf.normalise.in_chinese import in_chinese

HOME = Path(xiezhi.__file__).parent
HAN = re.compile("[一-鿿]")


def literals():
    """Third arguments of ``RefusedValueError`` and first of ``_refuse`` that are plain texts."""
    for room in ("kernel", "shelf/normalise"):
        for path in sorted((HOME / room).glob("*.py")):
            for call in ast.walk(ast.parse(path.read_text("utf8"))):
                if not isinstance(call, ast.Call):
                    continue
                name = getattr(call.func, "id", getattr(call.func, "attr", ""))
                place = {"RefusedValueError": 2, "_refuse": 0}.get(name)
                if place is not None and len(call.args) > place:
                    said = call.args[place]
                    if isinstance(said, ast.Constant) and isinstance(said.value, str):
                        yield said.value


@pytest.mark.parametrize("why", sorted(set(literals())))
def test_a_parser_s_reason_is_said_in_chinese(why):
    assert in_chinese(why) != why
    assert HAN.search(in_chinese(why))


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("no year has a month 13", "没有13月"),
        ("2023-02 has no day 30", "2023年02月没有30日"),
        ("its precision is Y-M only", "只写到月"),
        ("a reason of tomorrow", "a reason of tomorrow"),
    ],
)
def test_reasons_with_values_keep_them(why, said):
    assert in_chinese(why) == said


@pytest.mark.parametrize(
    "text", ["半", "1,00,0", "三百五", "三十二十", "十百", "百三", "一百百", "十零"]
)
def test_a_number_that_is_none_is_refused_in_chinese(text):
    with pytest.raises(RefusedValueError) as refused:
        integer(text)
    said = in_chinese(refused.value.why)
    assert HAN.search(said)
    assert not re.search("[a-z]", said)
