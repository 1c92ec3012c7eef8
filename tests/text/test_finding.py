"""The court's own words, and whom they are about."""

import pytest

from xiezhi.kernel.span import Span
from xiezhi.text.facts import Party
from xiezhi.text.finding import Findings


def party(ordinal, name):
    return Party(ordinal, name, Span(0, len(name)), "defendant")


ALL = [party(1, "张三"), party(2, "李四"), party(3, "王五")]


def about(text, accused=ALL):
    found = Findings(text, accused)
    return [p.name for p in found.about(text.index("自首"))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("被告人张三、李四主动投案，均系自首。", ["张三", "李四"]),
        ("被告人张三系主犯；被告人李四系自首。", ["李四"]),
        ("被告人张三系主犯，有自首情节。", ["张三"]),
        ("被告人张三归案。其系自首。", ["张三"]),
        ("三被告人均系自首。", ["张三", "李四", "王五"]),
        ("各被告人均系自首。", ["张三", "李四", "王五"]),
        ("被告人张三检举李四，系自首。", ["张三"]),
        ("被告人张三归案，二人均系自首。", []),
        ("其他被告人系自首。", []),
        ("本案有自首。", []),
        ("张三、李四的辩护人所提上列各被告人系自首。", ["张三", "李四"]),
        ("张三、李四的辩护人所提上列二被告人系自首。", []),
        ("张三、李四、王五形成了以被告人张三、李四为自首。", ["张三", "李四"]),
    ],
)
def test_whom_a_clause_is_about(text, names):
    assert about(text) == names


def test_with_one_accused_it_is_he():
    assert about("系自首。", [party(1, "张三")]) == ["张三"]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("被告人张三系自首，依法从轻处罚。", True),
        ("辩护人提出张三系自首的意见，予以采纳。", True),
        ("辩护人提出张三系自首的意见，不予采纳。", False),
        ("辩护人提出张三系自首。", False),
        ("公诉机关认为张三系自首。经查，李四系累犯。", False),
        ("辩护人提出张三系从犯，经查，张三系自首。", True),
        ("张三系自首的辩护意见，与事实不符。", False),
    ],
)
def test_a_claim_counts_only_when_it_is_taken_over(text, stated):
    at = text.index("自首")
    assert Findings(text, ALL).stated(at, at + 2) is stated
