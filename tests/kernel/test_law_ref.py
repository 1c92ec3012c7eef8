"""References to law, alone and in lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.law_list import find_law_refs, parse_law_refs
from xiezhi.kernel.law_ref import LawRef, law_name

CRIMINAL = "刑法"


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("《中华人民共和国刑法》第二百六十四条", LawRef(CRIMINAL, 264)),
        ("《刑法》第二百六十四条", LawRef(CRIMINAL, 264)),
        ("刑法第264条", LawRef(CRIMINAL, 264)),
        ("《刑法》第一百三十三条之一第一款第（二）项", LawRef(CRIMINAL, 133, 1, 1, 2)),
        ("《刑法》第一百三十三条之一第一款第二项", LawRef(CRIMINAL, 133, 1, 1, 2)),
        ("《刑法》第六十七条第三款", LawRef(CRIMINAL, 67, None, 3)),
        ("法释〔2014〕13号第七条", LawRef("法释（2014）13号", 7)),
    ],
)
def test_reads(text: str, ref: LawRef) -> None:
    assert LawRef.parse(text) == ref


@pytest.mark.parametrize(
    "text",
    [
        "", "第六十七条", "《刑法》", "《刑法》第六十七条、第七十二条", "《刑法》第零条", "《刑法》第九千条",
        "《刑法》第六七条", "《刑法》第条", "《刑法》第六十七条第三款第", "依照《刑法》", "《刑法》第六十七条第三项第二款",
    ],
)  # fmt: skip
def test_refuses(text: str) -> None:
    with pytest.raises(RefusedValueError):
        LawRef.parse(text)


def test_the_law_may_be_given() -> None:
    assert LawRef.parse("第六十七条", law="《中华人民共和国刑法》") == LawRef(CRIMINAL, 67)


def test_names_in_one_spelling() -> None:
    assert law_name("《中华人民共和国刑法》") == "刑法"
    assert law_name("最高人民法院关于适用<中华人民共和国刑事诉讼法>的解释") == (
        "最高人民法院关于适用〈刑事诉讼法〉的解释"
    )
    assert law_name("中华人民共和国刑法修正案(八)") == "刑法修正案（八）"


def numbers(text: str, law: str | None = CRIMINAL) -> list[str]:
    return [
        "/".join(
            str(part) for part in (ref.article_no, ref.paragraph, ref.item) if part is not None
        )
        for ref in parse_law_refs(text, law)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第二百三十四条第一款，第六十七条第一、三款、第七十二条", ["234/1", "67/1", "67/3", "72"]),
        ("第二十五、二十六条第一款", ["25", "26/1"]),
        ("第二十五条、第二十六条第一款、第四款", ["25", "26/1", "26/4"]),
        ("第六十七条第一款和第三款", ["67/1", "67/3"]),
        ("第五十条至第五十二条", ["50", "51", "52"]),
        ("第十条第（一）项至第（三）项", ["10/1", "10/2", "10/3"]),
        ("第六十九条第一至三款", ["69/1", "69/2", "69/3"]),
        ("第一百三十三条之一第一款第（二）项", ["133-1/1/2"]),
        ("第一百三十三条之一第一款第（一）、（三）项", ["133-1/1/1", "133-1/1/3"]),
        ("第二百八十条之一、第六十四条之规定", ["280-1", "64"]),
        ("第二百二十五条第（一）项、第（四）项", ["225/1", "225/4"]),
        ("第67条第1款、第72条", ["67/1", "72"]),
        ("第六十七条第一款及第七十三条第二、三款的规定", ["67/1", "73/2", "73/3"]),
    ],
)
def test_lists(text: str, expected: list[str]) -> None:
    assert numbers(text) == expected


def test_each_law_carries_to_its_articles() -> None:
    text = (
        "《中华人民共和国刑法》第二百六十四条、第五十二条，"
        "《最高人民法院关于适用〈中华人民共和国刑事诉讼法〉的解释》第一百五十五条第一、二款"
    )
    laws = [(ref.law, ref.article, ref.paragraph) for ref in parse_law_refs(text)]
    other = "最高人民法院关于适用〈刑事诉讼法〉的解释"
    assert laws == [("刑法", 264, None), ("刑法", 52, None), (other, 155, 1), (other, 155, 2)]


@pytest.mark.parametrize("text", ["", "第六十七条和其他", "判处第六十七条", "第六七条", "第三款"])
def test_refuses_lists(text: str) -> None:
    with pytest.raises(RefusedValueError):
        parse_law_refs(text, CRIMINAL)


def test_a_list_without_a_law_is_refused() -> None:
    with pytest.raises(RefusedValueError, match="no law"):
        parse_law_refs("第六十七条")


def test_finds_them_in_running_text_with_places() -> None:
    text = (
        "依照《中华人民共和国刑法》第二百六十四条、第六十七条第一款之规定，判决如下：公司章程第三条"
    )
    found = list(find_law_refs(text))
    shown = [
        (text[item.start : item.end], item.ref and item.ref.article, item.why) for item in found
    ]
    assert shown == [
        ("第二百六十四条", 264, ""),
        ("第六十七条第一款", 67, ""),
        ("第三条", None, "no law is named"),
    ]


def test_this_law_is_the_last_named() -> None:
    text = "《中华人民共和国刑法》第六十七条规定的情形，适用本法第七十二条"
    assert [item.ref for item in find_law_refs(text)] == [
        LawRef(CRIMINAL, 67),
        LawRef(CRIMINAL, 72),
    ]


def test_a_paragraph_far_from_its_article_is_not_its_own() -> None:
    found = list(find_law_refs("《刑法》第六十七条，被告人自首。第一款另行处理"))
    assert [item.ref for item in found] == [LawRef(CRIMINAL, 67)]


def test_things_counted_in_tiao_are_no_articles() -> None:
    text = "《刑法》第六十七条，扣押香烟2条、项链1条，依照第六十四条"
    assert [item.ref for item in find_law_refs(text)] == [LawRef(CRIMINAL, 67), None]


def test_a_gloss_in_brackets_does_not_part() -> None:
    assert numbers("第二百六十六条（诈骗罪）、第五十二条（罚金）") == ["266", "52"]


def test_covers() -> None:
    assert LawRef(CRIMINAL, 67).covers(LawRef(CRIMINAL, 67, None, 1))
    assert not LawRef(CRIMINAL, 67, None, 1).covers(LawRef(CRIMINAL, 67))
    assert not LawRef(CRIMINAL, 133).covers(LawRef(CRIMINAL, 133, 1))


_REFS = st.builds(
    LawRef,
    st.sampled_from(
        ["刑法", "刑事诉讼法", "刑法修正案（八）", "最高人民法院关于适用〈刑事诉讼法〉的解释"]
    ),
    st.integers(1, 1300),
    st.one_of(st.none(), st.integers(1, 9)),
    st.one_of(st.none(), st.integers(1, 20)),
    st.one_of(st.none(), st.integers(1, 40)),
)


@given(_REFS)
def test_round_trip(ref: LawRef) -> None:
    assert LawRef.parse(ref.show()) == ref
    assert parse_law_refs(ref.show()) == (ref,)


@given(st.lists(_REFS, min_size=1, max_size=5))
def test_lists_round_trip(refs: list[LawRef]) -> None:
    assert parse_law_refs("、".join(ref.show() for ref in refs)) == tuple(refs)


@given(st.text(alphabet="《》刑法第一二十百条款项之（）、，至判67", max_size=16))
def test_what_is_found_reads_back(text: str) -> None:
    for found in find_law_refs(text, CRIMINAL):
        assert text[found.start : found.end]
        if found.ref is None:
            assert found.why
        else:
            assert LawRef.parse(found.ref.show()) == found.ref


def test_an_article_straight_behind_its_law_needs_no_ordinal_word():
    refs = [item.ref for item in find_law_refs("《刑法》二百二十五条、第六十七条；香烟2条")]
    assert refs == [LawRef(CRIMINAL, 225), LawRef(CRIMINAL, 67)]
