"""Printed charges and the names they mean."""

import pytest

from xiezhi.text.disposition.name_charge import name_charge


@pytest.mark.parametrize(
    ("printed", "name", "selected"),
    [
        ("盗窃罪", "盗窃罪", "盗窃罪"),
        ("制造、贩卖毒品罪", "走私、贩卖、运输、制造毒品罪", "制造、贩卖毒品罪"),
        ("掩饰隐瞒犯罪所得罪", "掩饰、隐瞒犯罪所得、犯罪所得收益罪", "掩饰、隐瞒犯罪所得罪"),
        ("非法占用农用罪", "非法占用农用地罪", "非法占用农用地罪"),
        ("故意毁坏财物易罪", "故意毁坏财物罪", "故意毁坏财物罪"),
        ("挪用公款犯罪", "挪用公款罪", "挪用公款罪"),
        ("犯诈骗罪", "诈骗罪", "诈骗罪"),
    ],
)
def test_names(printed, name, selected):
    assert name_charge(printed) == (name, selected)


@pytest.mark.parametrize("printed", ["不存在的罪", "前罪", "抢罪"])
def test_what_is_no_charge_gets_no_name(printed):
    assert name_charge(printed).name is None
