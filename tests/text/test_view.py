"""A view leads every place back to the document, whatever was left out."""

from hypothesis import given
from hypothesis import strategies as st

from xiezhi.text.view import View

TEXTS = st.text(alphabet=" \n　甲乙丙，。（）", max_size=40)


@given(TEXTS)
def test_every_character_is_found_again_in_the_document(text):
    view = View.of(text)
    assert [text[view.place(index)] for index in range(len(view.text))] == list(view.text)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4))
def test_a_part_without_ranges_still_leads_back(text, ranges):
    view = View.of(text, 0)
    ascending, last = [], 0
    for low, high in sorted((min(pair), max(pair)) for pair in ranges):
        if low >= last:
            ascending.append((low, high))
            last = high
    part = view.part(1, max(1, len(view.text) - 1), ascending)
    assert [text[part.place(index)] for index in range(len(part.text))] == list(part.text)


@given(TEXTS)
def test_the_index_of_a_place_leads_back_to_it(text):
    view = View.of(text)
    assert [view.index(view.place(index)) for index in range(len(view.text))] == list(
        range(len(view.text))
    )


def test_a_span_covers_the_blanks_between_its_characters():
    text = "判 处 有期徒刑"
    view = View.of(text)
    start = view.text.index("判处")
    assert view.span(start, start + 2).of(text) == "判 处"


def test_an_empty_span_has_a_place():
    view = View.of("甲 乙")
    assert view.span(1, 1) == (2, 2)
