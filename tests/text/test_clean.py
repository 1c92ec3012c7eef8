"""Cleaning moves no character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.text.clean import clean


@given(st.text(max_size=200))
def test_the_clean_text_is_as_long_as_the_text(text):
    assert len(clean(text)) == len(text)


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("（２０３１）某０１０１刑初７号", "（2031）某0101刑初7号"),
        ("(2031)某0101刑初7号", "（2031）某0101刑初7号"),
        ("［2031］", "〔2031〕"),
        ("二○三一年", "二〇三一年"),
        ("3,000元;５％", "3，000元；5%"),
        ("甲\x00乙\u3000丙", "甲 乙 丙"),
        ("行\n行", "行\n行"),
    ],
)
def test_one_spelling(text, cleaned):
    assert clean(text) == cleaned
