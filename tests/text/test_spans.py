"""Every span cuts text from which the value can be read again, whatever blanks stand in it."""

import re
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from xiezhi.kernel.date import PartialDate
from xiezhi.kernel.money import Money
from xiezhi.kernel.numeral import chinese
from xiezhi.kernel.term import Term
from xiezhi.text.clean import clean
from xiezhi.text.reader import read_document

HEAD = (
    "某市某区人民法院 刑事判决书 （2031）某0101刑初7号 公诉机关某市某区人民检察院。 "
    "被告人张三，男，1990年1月2日出生，汉族。 被告人李四，女，1991年1月2日出生。 "
    "某市某区人民检察院以某检诉（2031）7号起诉书指控被告人张三、李四犯盗窃罪，于2031年3月1日向本院提起公诉。"
    "本院依法组成合议庭，公开开庭审理了本案。现已审理终结。 经审理查明，张三、李四盗窃。 "
    "本院认为，张三、李四已构成盗窃罪。依照《中华人民共和国刑法》第二百六十四条之规定，判决如下： "
)
TAIL = " 如不服本判决，可在接到判决书的第二日起十日内提出上诉。 审判长甲一 二〇三一年四月一日"

CHARGES = st.sampled_from(["盗窃罪", "贩卖、运输毒品罪", "掩饰、隐瞒犯罪所得罪", "诈骗罪罪"])


@st.composite
def numerals(draw, low, high):
    number = draw(st.integers(low, high))
    return draw(st.sampled_from([str(number), chinese(number)]))


@st.composite
def penalties(draw):
    years, months = draw(numerals(1, 15)), draw(numerals(1, 11))
    words = f"判处有期徒刑{years}年{months}个月"
    if draw(st.booleans()):
        words += f"，缓刑{draw(numerals(2, 5))}年"
    if draw(st.booleans()):
        words += f"，并处罚金人民币{draw(numerals(1, 9))}千元".replace(
            "千", draw(st.sampled_from(["000", "千", "万"]))
        )
    if draw(st.booleans()):
        words += f"，剥夺政治权利{draw(numerals(1, 5))}年"
    return words


@st.composite
def dispositions(draw):
    one = f"一、被告人张三犯{draw(CHARGES)}，{draw(penalties())}；犯故意伤害罪，{draw(penalties())}；决定执行有期徒刑十八年，并处罚金9万元"
    day = draw(st.dates(PartialDate(2031, 1, 1).to_date(), PartialDate(2033, 12, 31).to_date()))
    end = day.replace(year=day.year + 10, day=min(day.day, 28))
    one += f"（刑期即自{PartialDate.of(day).show()}起至{PartialDate.of(end).show('chinese')}止）。"
    two = f"二、被告人李四犯{draw(CHARGES)}，{draw(penalties())}。"
    text = one + " " + two
    for place in sorted(draw(st.sets(st.integers(1, len(text) - 1), max_size=12)), reverse=True):
        text = text[:place] + draw(st.sampled_from([" ", "\n", "　"])) + text[place:]
    return text


def closed(text):
    return re.sub(r"\s", "", clean(text))


def again(column, words):
    """The value that a passage means for a column."""
    if column in {"months", "probation_months", "political_rights_months"}:
        return Term.parse("有期徒刑" + words).months
    if column in {"days", "probation_days"}:
        return Term.parse("有期徒刑" + words).days
    if column == "fine":
        return Money.parse(words).amount
    if column in {"starts", "ends"}:
        return PartialDate.parse(words).to_date()
    if column in {"charge_text", "name"}:
        return words
    return None


@settings(max_examples=120, deadline=None)
@given(dispositions())
def test_values_are_read_again_from_their_spans(disposition):
    text = HEAD + disposition + TAIL
    rows = read_document("d", text).rows
    seen = set()
    for table in ("judgment_count", "judgment_sentence"):
        for row in rows[table]:
            for column, span in row.items():
                if not column.endswith("_span") or span is None:
                    continue
                name = column.removesuffix("_span")
                words = closed(text[span[0] : span[1]])
                assert words
                value = again(name, words)
                if value is not None:
                    seen.add(name)
                    stated = row[name]
                    assert value == (Decimal(stated) if name == "fine" else stated), (name, words)
    assert {"months", "days", "charge_text", "name", "starts", "ends", "fine"} <= seen


@settings(max_examples=40, deadline=None)
@given(dispositions())
def test_every_span_of_every_table_lies_in_the_text(disposition):
    text = HEAD + disposition + TAIL
    for table, rows in read_document("d", text).rows.items():
        for row in rows:
            for column, span in row.items():
                if column.endswith("_span") and span is not None:
                    assert 0 <= span[0] < span[1] <= len(text), (table, column)


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet="被告人张三犯盗窃罪判处有期徒刑一二三年个月，。；、（）“”即自起至止2031年月日罚金元 撤销维持与前罪并罚决定执行缓",
        max_size=220,
    )
)
def test_any_text_is_read_without_a_failure(words):
    reading = read_document("d", HEAD + words + TAIL)
    assert reading.reason is None or not reading.reason.startswith("the reader failed")
