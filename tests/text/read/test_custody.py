"""Custody and bail before the judgment."""

import datetime

import pytest

from xiezhi.text.read import custody

OFFICE = "公诉机关某市某区人民检察院。 "


def day(text):
    return datetime.date.fromisoformat(text)


def rows(told, words):
    document, parties = told(parties=f"{OFFICE}被告人张三，男，1990年1月2日出生。{words}")
    return [
        (row["kind"], row.get("from"), row.get("to")) for row in custody.read(document, parties)
    ]


def test_one_interval_after_the_other(told):
    assert rows(
        told,
        "因涉嫌犯盗窃罪，于2031年1月5日被某市公安局刑事拘留，同年2月3日被逮捕，"
        "次月10日被取保候审。现取保候审在家。",
    ) == [
        ("detention", day("2031-01-05"), day("2031-02-03")),
        ("arrest", day("2031-02-03"), day("2031-03-10")),
        ("bail", day("2031-03-10"), None),
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "因本案于2031年1月5日被羁押，次日被刑事拘留。",
            [("detention", "2031-01-05", "2031-01-06"), ("detention", "2031-01-06", None)],
        ),
        (
            "2031年1月5日经某市人民检察院批准逮捕，同日由某市公安局执行逮捕。",
            [("arrest", "2031-01-05", None)],
        ),
        (
            "2031年1月5日经某市人民检察院批准逮捕，次日由某市公安局执行。",
            [("arrest", "2031-01-06", None)],
        ),
        (
            "2031年1月5日被某市监察委员会留置，同年3月5日被刑事拘留。",
            [("retention", "2031-01-05", "2031-03-05"), ("detention", "2031-03-05", None)],
        ),
        (
            "2031年1月5日被指定居所监视居住，2031年2月5日被监视居住。",
            [
                ("designated_residence", "2031-01-05", "2031-02-05"),
                ("residential_surveillance", "2031-02-05", None),
            ],
        ),
        (
            "因涉嫌犯诈骗罪，于2031年1月5日被行政拘留十五日，同年1月20日被转为刑事拘留。",
            [("administrative", "2031-01-05", "2031-01-20"), ("detention", "2031-01-20", None)],
        ),
        (
            "2031年1月5日被刑事拘留，同月20日被释放。",
            [("detention", "2031-01-05", "2031-01-20")],
        ),
        (
            "2031年1月5日被刑事拘留（2031年1月4日被羁押），同年2月3日被逮捕。",
            [
                ("detention", "2031-01-04", "2031-01-05"),
                ("detention", "2031-01-05", "2031-02-03"),
                ("arrest", "2031-02-03", None),
            ],
        ),
    ],
)
def test_measures(told, words, expected):
    assert rows(told, words) == [
        (kind, start and day(start), end and day(end)) for kind, start, end in expected
    ]


def test_an_earlier_case_is_no_custody(told):
    assert rows(told, "曾因犯盗窃罪于2020年1月5日被刑事拘留，同年判处有期徒刑一年。") == []
    assert rows(told, "因吸毒于2030年1月5日被某市公安局行政拘留十日。") == []


def test_an_arrest_of_which_only_the_approval_is_dated_has_no_first_day(told):
    document, parties = told(
        parties=f"{OFFICE}被告人张三，男，1990年1月2日出生。2031年1月5日经某市人民检察院批准逮捕。"
    )
    (row,) = custody.read(document, parties)
    assert row["kind"] == "arrest"
    assert "from" not in row
    assert row["from_abstained"] == "only the approval is dated"


def test_a_measure_without_a_date_keeps_none(told):
    ((kind, start, end),) = rows(told, "因涉嫌犯盗窃罪被刑事拘留。")
    assert (kind, start, end) == ("detention", None, None)


def test_a_sentence_about_all_of_them(told):
    document, parties = told(
        parties=f"{OFFICE}被告人张三，男，1990年1月2日出生。 被告人李四，男，1991年1月2日出生。 "
        "上述二被告人因涉嫌犯盗窃罪于2031年1月5日被刑事拘留。"
    )
    assert [(r["ordinal"], r["kind"]) for r in custody.read(document, parties)] == [
        (1, "detention"),
        (2, "detention"),
    ]


def test_a_sentence_that_opens_with_names(told):
    document, parties = told(
        parties=f"{OFFICE}被告人张三，男，1990年1月2日出生。 被告人李四，男，1991年1月2日出生。"
        "张三、李四因涉嫌犯盗窃罪于2031年1月5日被刑事拘留。 "
        "被告人王五，女，1992年1月2日出生。2031年1月6日被取保候审。"
    )
    assert [(r["ordinal"], r["kind"]) for r in custody.read(document, parties)] == [
        (1, "detention"),
        (2, "detention"),
        (3, "bail"),
    ]


def test_places_lead_back_to_the_text(told):
    document, parties = told()
    row = custody.read(document, parties)[0]
    start, end = row["from_span"]
    assert document.text[start:end] == "2031年1月5日"
