"""Columns on a terminal where a Chinese character is two wide."""

from hypothesis import given
from hypothesis import strategies as st

from xiezhi.cli.layout import cut, pad, table, width, wrap


def test_chinese_is_twice_as_wide():
    assert width("线索 12") == 7
    assert pad("线索", 6) == "线索  "
    assert pad("12", 4, right=True) == "  12"
    assert cut("某市某区人民法院", 9) == "某市某区…"


def test_a_table_lines_up():
    assert table([["模型", "n"], ["缓刑", "12"]], right=(1,)) == "模型   n\n缓刑  12"


def test_a_line_does_not_begin_with_a_full_stop():
    assert wrap("甲乙丙丁。戊", 8) == "甲乙丙丁。\n戊"


@given(st.text("甲乙 ab，。", max_size=60), st.integers(8, 30))
def test_wrapping_loses_nothing_but_blanks(text, size):
    wrapped = wrap(text, size, "- ", "  ")
    kept = "".join(line[2:] for line in wrapped.split("\n"))
    assert kept.replace(" ", "") == text.replace(" ", "")


@given(st.text("甲乙ab…", max_size=40), st.integers(1, 20))
def test_a_cut_text_fits(text, size):
    assert width(cut(text, size)) <= size
