"""Passages are cut by code point, whatever the browser counts in."""

from xiezhi.evidence.records import EvidenceDocument, Passage
from xiezhi.kernel.span import Span
from xiezhi.report.cutting import cut as cut_telling
from xiezhi.report.masking import Masker
from xiezhi.rulebook.form import Title

FINE = Title("罚金", "fine")
NAME = Title("姓名", "name")


def document(text, mode="full", passages=()):
    return EvidenceDocument(
        "d", mode, None, len(text), text if mode == "full" else None, passages, ()
    )


def cut(document, marks, *more):
    return cut_telling(document, dict.fromkeys(marks, True), *more)


def place(text, piece, title):
    start = text.index(piece)
    return (Span(start, start + len(piece)), title)


def test_the_evidence_is_marked_and_the_rest_is_not():
    text = "判决如下：被告人张三犯盗窃罪，并处罚金三千元。"
    (passage,) = cut(document(text), [place(text, "三千元", FINE)], Masker(open_=True))
    assert [(piece.text, piece.mark) for piece in passage.pieces] == [
        ("判决如下：被告人张三犯盗窃罪，并处罚金", None),
        ("三千元", FINE),
        ("。", None),
    ]
    assert (passage.start, passage.end, passage.length) == (0, len(text), len(text))


def test_a_character_beyond_the_first_plane_counts_as_one():
    text = "被告人𠮷野𨭎犯盗窃罪，并处罚金三千元。"
    (passage,) = cut(document(text), [place(text, "三千元", FINE)], Masker(open_=True))
    assert [piece.text for piece in passage.pieces if piece.mark] == ["三千元"]


def test_far_places_make_two_passages_and_near_ones_one():
    text = "头。罚金三千元。" + "中" * 400 + "。罚金五千元，另罚金六千元。" + "尾" * 300
    marks = [place(text, sum_, FINE) for sum_ in ("三千元", "五千元", "六千元")]
    first, second = cut(document(text), marks, Masker())
    assert [piece.text for piece in first.pieces if piece.mark] == ["三千元"]
    assert [piece.text for piece in second.pieces if piece.mark] == ["五千元", "六千元"]
    for passage in (first, second):
        shown = "".join(piece.text for piece in passage.pieces)
        assert shown == text[passage.start : passage.end]


def test_a_marked_name_is_marked_and_covered():
    text = "被告人王小明犯盗窃罪。"
    (passage,) = cut(document(text), [place(text, "王小明", NAME)], Masker(), ["王小明"])
    assert [(piece.text, bool(piece.mark), piece.masked) for piece in passage.pieces] == [
        ("被告人", False, False),
        ("王", True, False),
        ("某某", True, True),
        ("犯盗窃罪。", False, False),
    ]


def test_two_columns_at_one_place_are_both_named():
    text = "罚金三千元。"
    months = Title("另列", "other")
    (passage,) = cut(
        document(text), [place(text, "三千元", FINE), place(text, "三千元", months)], Masker()
    )
    assert [piece.mark for piece in passage.pieces if piece.mark] == [
        Title("罚金、另列", "fine, other")
    ]


def test_only_what_was_taken_along_is_shown():
    whole = "甲" * 50 + "罚金三千元。" + "乙" * 50
    kept = Passage(45, whole[45:60])
    inside, outside = place(whole, "三千元", FINE), (Span(0, 2), NAME)
    (passage,) = cut(document(whole, "passages", (kept,)), [inside, outside], Masker())
    assert "".join(piece.text for piece in passage.pieces) == whole[passage.start : passage.end]
    assert cut(document(whole, "none"), [inside], Masker()) == ()


def test_a_passage_knows_whether_the_clue_turns_on_it():
    text = "某市某区人民法院。" + "中" * 400 + "。罚金三千元。"
    marks = {place(text, "某市某区人民法院", NAME): False, place(text, "三千元", FINE): True}
    assert [passage.telling for passage in cut_telling(document(text), marks, Masker())] == [
        False,
        True,
    ]
