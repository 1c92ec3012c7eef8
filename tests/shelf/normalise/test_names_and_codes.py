"""Names, numbers of papers and things, text: one spelling for what a person reads as one."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.kernel.case_number import CaseNumber
from xiezhi.kernel.errors import RefusedValueError
from xiezhi.kernel.uscc import Uscc
from xiezhi.shelf.ingest.raw import RawColumn
from xiezhi.shelf.normalise.case_number import case_number_keys, case_numbers
from xiezhi.shelf.normalise.charge import charge_parts, charges
from xiezhi.shelf.normalise.code import codes, doc_numbers, phones, plates, vins
from xiezhi.shelf.normalise.name import org_names, person_names
from xiezhi.shelf.normalise.normal import Reading
from xiezhi.shelf.normalise.text import documents, texts
from xiezhi.shelf.normalise.uscc import usccs


def of(normalise, *cells):
    normal = normalise(RawColumn(pa.array(cells)), Reading())
    reasons = [normal.reason(row) for row in range(len(cells))]
    return normal.values.to_pylist(), [reason.code if reason else "" for reason in reasons]


@pytest.mark.parametrize(
    ("cell", "name"),
    [("张 三", "张三"), ("张　　三", "张三"), ("\ufeff张三\t", "张三"), ("甲买提•乙力", "甲买提·乙力"),
     ("甲买提.乙力", "甲买提·乙力"), ("甲买提 ・ 乙力", "甲买提·乙力"), ("甲买提‧乙力", "甲买提·乙力"),
     ("ＪＯＨＮ　 Ｓ", "JOHN S"), ("J. Smith", "J. Smith"), ("   ", None), ("", None), (None, None)],
)  # fmt: skip
def test_persons_names(cell, name):
    assert of(person_names, "王小明", cell)[0] == ["王小明", name]


def test_units_names_have_one_kind_of_brackets():
    assert of(org_names, "甲(集团) 有限公司", "甲（集团）有限公司", "ACME (UK) Ltd")[0] == [
        "甲（集团）有限公司", "甲（集团）有限公司", "ACME (UK) Ltd",
    ]  # fmt: skip


def test_text_keeps_what_stands_inside_and_documents_all():
    assert of(texts, " a  b ", "　甲\n乙 ", "", "x\u00a0")[0] == ["a  b", "甲\n乙", None, "x"]
    assert of(documents, " a\n ", "")[0] == [" a\n ", None]


def test_codes_lose_blanks_and_guards_and_are_refused_when_spoilt():
    values, why = of(codes, "00012 ", "'0123", '="0012"', "ＡＢ－１", "1.2E+17", "/", "甲〔2031〕1")
    assert values == ["00012", "0123", "0012", "AB-1", None, None, "甲〔2031〕1"]
    assert why == ["", "", "", "", "scientific-notation", "", ""]
    assert of(codes, 12345.0, 6.2e18) == (["12345", None], ["", "digits-lost"])


def test_numbers_of_documents_have_one_kind_of_brackets_around_the_year():
    cells = ["某环罚[2031]5号", "某环罚（2031）5号", "某环罚〔2031〕5号", "某环罚【2031年】5号"]
    assert of(doc_numbers, *cells)[0] == ["某环罚〔2031〕5号"] * 4


def test_plates_vins_and_phones_have_a_shape():
    assert of(plates, "京a·12345", "京AD12345", "ABC")[0] == ["京A12345", "京AD12345", None]
    assert of(vins, "lsvaa49j132047371 ", "LSVAA49J13204737I")[0] == ["LSVAA49J132047371", None]
    assert of(phones, "138 0000 0000", "010-12345678", "无此人")[0] == [
        "13800000000", "010-12345678", None,
    ]  # fmt: skip
    assert of(phones, 13800000000.0)[0] == ["13800000000"]


def test_case_numbers_are_written_in_one_way():
    cells = [
        "（2031）某0101刑初7号",
        "(2031)某0101刑初7号",
        "〔2012〕某刑初字第7号",
        "（2031） 某0101执 7号",
        "2031某0101民初7号",
    ]
    assert of(case_numbers, *cells)[0] == [
        "（2031）某0101刑初7号", "（2031）某0101刑初7号", "（2012）某刑初字第7号", "（2031）某0101执7号",
        "（2031）某0101民初7号",
    ]  # fmt: skip
    assert of(case_numbers, "（2031）某**刑初7号", "7号", "") == (
        [None] * 3,
        ["not-case-number"] * 2 + [""],
    )
    assert (
        of(case_number_keys, "(2031)某0101刑初7号", "2031|某0101|刑初|7")[0]
        == ["2031|某0101|刑初|7"] * 2
    )


def test_charges_are_parted_only_between_names():
    assert of(charges, "盗窃罪", "盗窃", "盗窃案", "无此罪名")[0] == [
        "盗窃罪",
        "盗窃罪",
        "盗窃罪",
        None,
    ]
    assert charge_parts("盗窃罪、诈骗罪") == ("盗窃罪", "诈骗罪")
    assert charge_parts("盗窃、诈骗") == ("盗窃", "诈骗")
    assert charge_parts("掩饰、隐瞒犯罪所得、犯罪所得收益罪") == (
        "掩饰、隐瞒犯罪所得、犯罪所得收益罪",
    )
    with pytest.raises(RefusedValueError):
        charge_parts("盗窃罪、不存在的罪")


def test_credit_codes_and_their_predecessors():
    values, why = of(usccs, "91350100M000100Y43", "91350100m000100y43 ", "D2143569X", "9135", "")
    assert values == ["91350100M000100Y43", "91350100M000100Y43", None, None, None]
    assert why == ["", "", "uscc-old-code", "not-uscc", ""]


@given(
    st.lists(
        st.text("0123456789ABCDEFGHJKLMNPQRTUWXYIOSVZ", min_size=18, max_size=18),
        min_size=1,
        max_size=5,
    )
)
def test_a_column_of_credit_codes_says_what_the_kernel_says(cells):
    for cell, value in zip(cells, of(usccs, *cells)[0], strict=True):
        try:
            assert value == Uscc.parse(cell).text
        except RefusedValueError:
            assert value is None


kinds = st.sampled_from(
    ["刑初", "民初", "执", "执恢", "执异", "行初", "刑更", "破申", "某某", "书"]
)
courts = st.sampled_from(["甲0101", "最高法", "甲12", "甲乙0102", "某", "甲01"])
brackets = st.sampled_from(["（{}）", "({})", "〔{}〕", "[{}]", "{}"])
written = st.builds(
    lambda bracket, year, court, kind, serial: f"{bracket.format(year)}{court}{kind}{serial}号",
    brackets, st.integers(1940, 2210), courts, kinds, st.sampled_from(["7", "07", "0", "12345", "123456789"]),
)  # fmt: skip


@given(st.lists(written, min_size=1, max_size=6))
def test_a_column_of_case_numbers_says_what_the_kernel_says(cells):
    for cell, value in zip(cells, of(case_numbers, *cells)[0], strict=True):
        try:
            wanted = CaseNumber.parse(cell).show()
        except RefusedValueError:
            wanted = None
        assert value == wanted
