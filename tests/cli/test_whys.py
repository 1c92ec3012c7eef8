"""Every reason that the shelf gives is said in Chinese as well."""

import ast
from pathlib import Path

import pytest

import xiezhi
from xiezhi.cli.words.problems_whys import remark_in, why_in

HOME = Path(xiezhi.__file__).parent
LAW_ONLY = "政务数据共享条例#27, #29"
OF_OTHERS = (
    "{}: {}",
    "{} and {}",
    "{}; secret data may not be put on this shelf (保守国家秘密法#31)",
)
"""Built of what somebody else says."""


def literals():
    """Texts given as ``why=`` in the rooms of the shelf; what stands for values is ``{}``."""
    for room in ("shelf", "workspace", "link", "run", "text"):
        for path in sorted((HOME / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf8"))):
                if isinstance(node, ast.keyword) and node.arg == "why":
                    yield from texts(node.value)


def texts(node):
    if isinstance(node, ast.Constant):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        parts = (one.value if isinstance(one, ast.Constant) else "{}" for one in node.values)
        yield "".join(parts)
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)


def own(text):
    return text and text not in (LAW_ONLY, *OF_OTHERS) and text.isascii() | ("{" in text)


@pytest.mark.parametrize("why", sorted({one for one in literals() if own(one)}))
def test_a_reason_is_said_in_chinese(why):
    shown = why.replace("{}", "甲")
    assert why_in(shown, "zh") != shown
    assert why_in(shown, "en") == shown


def test_clauses_are_said_one_by_one_and_values_stay():
    said = why_in("columns that came last time and are gone: amount; new: 实付数, 开户行", "zh")
    assert said == "上次有而这次没有的列：amount；新出现的表头：实付数, 开户行"
    assert why_in("S-0001 is revoked", "zh") == "S-0001 已收回"
    assert why_in("something nobody foresaw", "zh") == "something nobody foresaw"


def test_a_remark_keeps_its_file():
    remark = "九月.ods · 一季度: the title 死者/姓名 is read as 姓名"
    assert remark_in(remark, "zh") == "九月.ods · 一季度：表头“死者/姓名”按“姓名”读取"
    assert remark_in("not read: 九月/说明.docx: a document among tables", "zh") == (
        "没有读取：九月/说明.docx：表格之中的文书"
    )
    assert remark_in(remark, "en") == remark
