"""Near-duplicates: found by MinHash, confirmed by counting."""

import random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiezhi.link.near import NearPlan, near_pairs
from xiezhi.link.plan import LinkError

SIGNS = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜"


def text(seed: int, length: int = 400) -> str:
    return "".join(random.Random(seed).choices(SIGNS, k=length))


def edited(original: str, edits: int, seed: int = 1) -> str:
    chance, signs = random.Random(seed), list(original)
    for _ in range(edits):
        signs[chance.randrange(len(signs))] = chance.choice("甲乙丙丁")
    return "".join(signs)


def found(*texts: str | None, least: float = 0.5, pairs: int = 100) -> list[dict]:
    rows = pa.table({"t": pa.array(texts, pa.string())})
    return near_pairs(rows, NearPlan("t", (), least, pairs)).to_pylist()


def jaccard(one: str, other: str) -> float:
    a, b = ({t[i : i + 5] for i in range(len(t) - 4)} for t in (one, other))
    return len(a & b) / len(a | b)


def test_an_edited_copy_is_found_and_measured_exactly():
    one = text(1)
    other = edited(one, 6)
    (pair,) = found(one, text(2), other)
    assert (pair["left"], pair["right"]) == (0, 2)
    assert pair["similarity"] == pytest.approx(jaccard(one, other), abs=1e-6)


def test_blanks_do_not_count_and_places_are_those_of_the_text():
    one = text(3, 60)
    other = "\n".join([one[:20], one[20:40] + "\u3000", one[40:]])
    (pair,) = found(one, other, least=0.9)
    assert pair["similarity"] == 1
    assert pair["shared_passages"] == "0-60"
    assert pair["other_shared_passages"] == f"0-{len(other)}"


def test_all_pairs_just_above_the_threshold_are_found():
    texts = []
    for seed in range(100):
        original = text(seed + 10)
        texts += [original, edited(original, 15, seed)]
    expected = {
        (n, n + 1) for n in range(0, 200, 2) if jaccard(texts[n], texts[n + 1]) >= 0.65
    }  # fmt: skip
    got = {(pair["left"], pair["right"]) for pair in found(*texts, least=0.65, pairs=10_000)}
    assert len(expected) > 50
    assert got == expected


def test_too_short_or_empty_is_like_nothing():
    assert found("甲乙丙", "甲乙丙", None, None, "", least=0.1) == []


def test_too_many_pairs_are_refused():
    with pytest.raises(LinkError, match="More than 3 pairs"):
        found(*[text(1)] * 5, pairs=3)


def test_an_empty_group_agrees_with_nothing():
    rows = pa.table({"t": [text(1)] * 4, "g": ["a", "a", None, None]})
    pairs = near_pairs(rows, NearPlan("t", ("g",), 0.9, 10)).to_pylist()
    assert [(pair["left"], pair["right"]) for pair in pairs] == [(0, 1)]


@settings(max_examples=30, deadline=None)
@given(st.text(SIGNS[:6], min_size=5, max_size=40), st.text(SIGNS[:6], min_size=5, max_size=40))
def test_what_is_confirmed_is_true(one, other):
    for pair in found(one, other, least=0.3):
        assert pair["similarity"] == pytest.approx(jaccard(one, other), abs=1e-6)
        for place in pair["shared_passages"].split():
            start, end = map(int, place.split("-"))
            assert all(one[i : i + 5] in other for i in range(start, end - 4))
