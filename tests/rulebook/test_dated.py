"""Dated tables: rows for lookup, half open, each with its source."""

import datetime
from decimal import Decimal

import pytest

from xiezhi.rulebook.dated import DatedTables, DatedTablesError
from xiezhi.rulebook.law import Law

D = datetime.date


@pytest.fixture(scope="module")
def tables():
    return DatedTables.load()


def rule(tables, charge, day):
    (row,) = tables["charge_rule"].on(D.fromisoformat(day), charge=charge)
    return row


def test_every_table_reads_and_every_row_has_its_columns(tables):
    assert {
        "charge_rule",
        "charge_bracket",
        "limit",
        "fine_range",
        "threshold",
        "lpr",
        "offset_rate",
    } <= set(tables.names)
    for name in tables.names:
        table = tables[name]
        wanted = {*table.columns, "valid_from", "valid_to", "entry"} | ({table.region} - {""})
        assert all(set(row) == wanted for row in table.rows), name
        assert set(table.key) <= set(table.columns)
        assert len({row["entry"] for row in table.rows}) == len(table.rows)


def test_values_are_of_the_type_the_column_stores(tables):
    kinds = {"DATE": D, "INTEGER": int, "BIGINT": int, "BOOLEAN": bool, "VARCHAR": str}
    for name in tables.names:
        for column in tables[name].columns.values():
            kind = Decimal if column.storage.startswith("DECIMAL") else kinds[column.storage]
            for row in tables[name].rows:
                assert row[column.name] is None or type(row[column.name]) is kind, (
                    name,
                    column.name,
                )
            if column.labels:
                assert {row[column.name] for row in tables[name].rows} - {None} <= set(
                    column.labels
                )


def test_every_source_resolves_and_confirmed_means_checked(tables):
    law = Law.load()
    for name in tables.names:
        for row in tables[name].rows:
            if row.get("cite"):
                found = law.cite(row["cite"], on=row["valid_from"])
                assert found.checked or not row["confirmed"], row["entry"]


def test_no_day_has_two_versions_of_one_charge(tables):
    for day in (D(2000, 1, 1), D(2011, 5, 1), D(2015, 11, 1), D(2021, 3, 1), D(2024, 3, 1)):
        charges = [
            r["charge"]
            for r in tables["charge_rule"].rows
            if r["valid_from"] <= day and (r["valid_to"] is None or day < r["valid_to"])
        ]
        assert len(charges) == len(set(charges))


def test_a_charge_without_fixed_term(tables):
    row = rule(tables, "危险驾驶罪", "2016-01-01")
    assert (row["fixed_term"], row["detention"], row["max_months"]) == (False, True, None)
    assert row["fine_obligatory"] is True


def test_the_highest_term_over_all_brackets(tables):
    found = {
        c: rule(tables, c, "2022-01-01")["max_months"]
        for c in (
            "帮助信息网络犯罪活动罪",
            "容留他人吸毒罪",
            "高空抛物罪",
            "盗窃罪",
            "过失致人重伤罪",
        )
    }
    assert found == {
        "帮助信息网络犯罪活动罪": 36,
        "容留他人吸毒罪": 36,
        "高空抛物罪": 12,
        "盗窃罪": 180,
        "过失致人重伤罪": 36,
    }


def test_a_fine_that_every_bracket_demands(tables):
    found = {
        c: rule(tables, c, "2022-01-01")["property_obligatory"]
        for c in (
            "盗窃罪",
            "抢劫罪",
            "走私、贩卖、运输、制造毒品罪",
            "寻衅滋事罪",
            "拒不执行判决、裁定罪",
            "故意伤害罪",
            "职务侵占罪",
        )
    }
    assert found == {
        "盗窃罪": True,
        "抢劫罪": True,
        "走私、贩卖、运输、制造毒品罪": True,
        "寻衅滋事罪": False,
        "拒不执行判决、裁定罪": False,
        "故意伤害罪": False,
        "职务侵占罪": True,
    }
    assert rule(tables, "职务侵占罪", "2021-02-28")["property_obligatory"] is False


def test_a_fine_that_no_bracket_allows_beside_the_main_penalty(tables):
    found = {
        c: (
            rule(tables, c, "2022-01-01")["fine_possible"],
            rule(tables, c, "2022-01-01")["fine_with_main_possible"],
        )
        for c in ("故意伤害罪", "妨害公务罪", "故意毁坏财物罪", "盗窃罪")
    }
    assert found == {
        "故意伤害罪": (False, False),
        "妨害公务罪": (True, False),
        "故意毁坏财物罪": (True, False),
        "盗窃罪": (True, True),
    }


def test_responsible_staff_of_a_unit_may_go_without_a_fine(tables):
    charge = "虚开增值税专用发票、用于骗取出口退税、抵扣税款发票罪"
    assert rule(tables, charge, "2022-01-01")["property_obligatory"] is False
    staff = [r["unit_staff"] for r in tables["charge_bracket"].on(D(2022, 1, 1), charge=charge)]
    assert staff == [False, False, False, True, True, True]


def test_a_renamed_charge_has_the_brackets_of_its_offence(tables):
    assert rule(tables, "投毒罪", "1999-01-01")["max_months"] == 180
    assert rule(tables, "重大环境污染事故罪", "2010-01-01")["max_months"] == 84


LIMITS = {  # read from the articles, in months unless said
    ("surveillance_single", "2015-01-01"): (3, 24),
    ("detention_single", "2015-01-01"): (1, 6),
    ("fixed_term_single", "2015-01-01"): (6, 180),
    ("surveillance_merged", "2015-01-01"): (None, 36),
    ("detention_merged", "2015-01-01"): (None, 12),
    ("fixed_term_merged", "2015-01-01"): (None, 240),
    ("fixed_term_merged_35_years", "2015-01-01"): (None, 300),
    ("fixed_term_merged_35_years", "2011-04-30"): (None, 240),
    ("probation_sentence", "2015-01-01"): (None, 36),
    ("probation_fixed_term", "2015-01-01"): (12, 60),
    ("probation_detention", "2015-01-01"): (2, 12),
    ("political_rights", "2015-01-01"): (12, 60),
    ("political_rights_commuted", "2015-01-01"): (36, 120),
    ("occupation_ban", "2016-01-01"): (36, 60),
    ("recidivism_window", "2015-01-01"): (None, 60),
    ("single_judge_summary", "2019-01-01"): (None, 36),
    ("fast_track", "2019-01-01"): (None, 36),
    ("fast_track", "2015-01-01"): (None, 12),
}
WORDING = {  # the passage of the article that holds the figure
    "surveillance_single": "三个月以上二年以下",
    "detention_single": "一个月以上六个月以下",
    "fixed_term_single": "六个月以上十五年以下",
    "surveillance_merged": "管制最高不能超过三年",
    "detention_merged": "拘役最高不能超过一年",
    "fixed_term_merged": "总和刑期不满三十五年的，最高不能超过二十年",
    "fixed_term_merged_35_years": "总和刑期在三十五年以上的，最高不能超过二十五年",
    "probation_sentence": "拘役、三年以下有期徒刑",
    "probation_fixed_term": "原判刑期以上五年以下，但是不能少于一年",
    "probation_detention": "原判刑期以上一年以下，但是不能少于二个月",
    "political_rights": "一年以上五年以下",
    "political_rights_commuted": "三年以上十年以下",
    "occupation_ban": "三年至五年",
    "recidivism_window": "五年以内",
    "fine_adult": "不能少于一千元",
    "fine_juvenile": "不能少于五百元",
    "fine_term": "最长不超过三个月",
    "single_judge_summary": "三年有期徒刑以下",
    "fast_track": "三年有期徒刑以下",
    "appeal_judgment": "期限为十日",
    "appeal_ruling": "期限为五日",
}


@pytest.mark.parametrize(("which", "months"), LIMITS.items())
def test_limits(tables, which, months):
    name, day = which
    (row,) = tables["limit"].on(D.fromisoformat(day), limit=name)
    assert (row["min_months"], row["max_months"]) == months


@pytest.mark.parametrize(("name", "wording"), WORDING.items())
def test_the_article_of_a_limit_says_the_figure(tables, name, wording):
    (row,) = tables["limit"].on(D(2022, 1, 1), limit=name)
    assert wording in Law.load().cite(row["cite"], on=D(2022, 1, 1)).text


def test_floors_of_fines(tables):
    found = {r["limit"]: r["min_yuan"] for r in tables["limit"].on(D(2015, 1, 1)) if r["min_yuan"]}
    assert found == {"fine_adult": 1000, "fine_juvenile": 500}


def test_fine_ranges_of_interpretations(tables):
    rows = tables["fine_range"].on(D(2013, 4, 3), charge="盗窃罪")
    assert rows == []
    known, unknown = tables["fine_range"].on(D(2013, 4, 4), charge="盗窃罪")
    assert (known["min_yuan"], known["times_max"], known["max_yuan"]) == (1000, 2, None)
    assert (unknown["min_yuan"], unknown["max_yuan"]) == (1000, 100_000)
    bribes = tables["fine_range"].on(D(2016, 4, 18), charge="受贿罪")
    assert [(r["from_months"], r["to_months"], r["min_yuan"]) for r in bribes] == [
        (None, 36, 100_000),
        (36, 120, 200_000),
        (120, None, 500_000),
    ]
    (goods,) = tables["fine_range"].on(D(2011, 1, 1), charge="生产、销售伪劣产品罪")
    assert (goods["times_max"], goods["of"], goods["cite"]) == (2, "销售金额", "刑法#140")


def test_thresholds_by_region(tables):
    rows = tables["threshold"].on(D(2015, 1, 1), charge="盗窃罪", scheme="ordinary")
    found = {
        r["region"]: (r["large_low"], r["huge_low"], r["most_low"], r["confirmed"]) for r in rows
    }
    assert found == {None: (1000, 30_000, 300_000, True), "34": (2000, 50_000, 400_000, False)}
    fraud = tables["threshold"].on(D(2017, 1, 1), charge="诈骗罪", scheme="telecom")
    assert [(r["large_low"], r["huge_low"], r["most_low"]) for r in fraud] == [
        (3000, 30_000, 500_000)
    ]


def test_lpr_changes_on_the_day_of_its_quotation_and_ends_where_it_is_known(tables):
    lpr = tables["lpr"]
    assert [r["one_year"] for r in lpr.on(D(2020, 4, 19))] == [Decimal("4.05")]
    assert [r["one_year"] for r in lpr.on(D(2020, 4, 20))] == [Decimal("3.85")]
    assert lpr.on(D(2019, 8, 19)) == []
    assert lpr.on(D(2025, 8, 20)) == []


def test_credit_for_custody(tables):
    rates = tables["offset_rate"]
    found = {
        (c, p): [
            (r["custody_days"], r["term_days"])
            for r in rates.on(D(2019, 1, 1), custody_kind=c, penalty_kind=p)
        ]
        for c, p in (
            ("arrest", "fixed_term"),
            ("arrest", "public_surveillance"),
            ("designated_residence", "criminal_detention"),
            ("designated_residence", "public_surveillance"),
            ("residential_surveillance", "fixed_term"),
            ("bail", "fixed_term"),
        )
    }
    assert list(found.values()) == [[(1, 1)], [(1, 2)], [(2, 1)], [(1, 1)], [], []]


def test_overlaps_and_wrong_values_are_refused(tmp_path):
    (tmp_path / "t.yaml").write_text(
        "table: t\ntitle: {zh: 甲, en: a}\nabout: {zh: 甲, en: a}\nkey: [k]\ncolumns:\n"
        "  k: {type: text, title: {zh: 键, en: k}}\n  n: {type: int, title: {zh: 数, en: n}}\nrows:\n"
        "- {k: a, n: 1, valid_from: 2000-01-01}\n- {k: a, n: 2, valid_from: 2001-01-01}\n"
        "- {k: b, n: x, valid_from: 2001-13-01, m: 1}\n",
        encoding="utf-8",
    )
    with pytest.raises(DatedTablesError) as caught:
        DatedTables.load(tmp_path)["t"]
    text = str(caught.value)
    assert "begins while an earlier row still holds" in text
    assert "'x' is no INTEGER" in text
    assert "'2001-13-01' is no DATE" in text
    assert "There is no column 'm'" in text
