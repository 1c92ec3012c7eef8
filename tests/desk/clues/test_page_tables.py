"""How the page lays evidence out: what is alike, empty or repeated is said once; few queries."""

from types import SimpleNamespace

import cast as people
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from real_bundle import received

from xiezhi_desk.clues.views.tabling import grids
from xiezhi_desk.library.problems import Title


def said(text):
    return Title(text, text)


def table(columns, *rows, title="养老金发放", more=0):
    return SimpleNamespace(
        table="pension",
        title=said(title),
        version=Title("版本 1", "version 1"),
        columns=tuple(said(one) for one in columns),
        rows=tuple(
            (said(origin), "event", tuple(said(one) for one in cells)) for origin, *cells in rows
        ),
        source=said("某省社保，合同 C-1"),
        more=more,
    )


def laid(*tables):
    return grids(SimpleNamespace(clue=SimpleNamespace(evidence=tables)))


ROWS = [
    (f"批次 4 · 发放.xlsx · 第 {n} 行", "某县社保中心", "—", f"203{n}-01-01", "183 元")
    for n in range(3)
]


def test_what_all_rows_say_stands_above_and_empty_columns_are_named():
    (grid,), _ = laid(table(("经办机构", "停发原因", "发放月", "金额"), *ROWS))
    assert grid.origin == "批次 4 · 发放.xlsx"
    assert [line.origin for line in grid.lines] == ["第 0 行", "第 1 行", "第 2 行"]
    assert grid.alike == (("经办机构", "某县社保中心"), ("金额", "183 元"))
    assert grid.empty == ("停发原因",)
    assert grid.columns == ("发放月",)


def test_two_rows_are_shown_as_they_are():
    (grid,), _ = laid(table(("经办机构", "金额"), *[(row[0], row[1], row[4]) for row in ROWS[:2]]))
    assert grid.alike == ()
    assert grid.columns == ("经办机构", "金额")


def test_a_column_that_repeats_the_origin_is_put_away():
    (grid,), _ = laid(
        table(("文书标识", "罪名"), ("twin-2031-000078/1", "twin-2031-000078", "盗窃罪"))
    )
    assert grid.ids == ("文书标识",)
    assert grid.columns == ("罪名",)
    assert grid.origin == "twin-2031-000078/1"
    assert not grid.with_origin


@pytest.mark.parametrize(
    ("value", "css"),
    [("盗窃罪", "short"), ("1,250 元", "num"), ("2031-02-03", "short"), ("某" * 21, "long")],
)
def test_a_short_value_stands_on_one_line_and_figures_at_the_right(value, css):
    (grid,), _ = laid(table(("值",), ("第 1 行", value)))
    assert grid.lines[0].cells[0].css == css


def test_long_tables_are_folded_and_the_rulebook_s_stand_apart():
    rows = [(f"第 {n} 行", f"2031-01-{n:02}") for n in range(1, 21)]
    (grid,), (law,) = laid(
        table(("日",), *rows, more=5),
        table(("charge",), ("rule/1", "x"), title="_dated_charge_rule"),
    )
    assert (len(grid.lines), len(grid.further), grid.more) == (12, 8, 5)
    assert law.of_law
    assert "规则库" in law.title


@pytest.mark.django_db
def test_the_page_of_a_clue_asks_at_most_twelve_queries(client, tmp_path, settings):
    clue = received(tmp_path, settings)[0]
    people.signed_in(client, "lin").get(f"/clues/{clue.number}/")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/clues/{clue.number}/")
    every = [one["sql"] for one in asked.captured_queries]
    real = [one for one in every if not one.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]
    assert len(real) <= 12, real


@pytest.mark.django_db
def test_the_page_has_no_script_style_or_handler_of_its_own(client, tmp_path, settings):
    import re

    clue = received(tmp_path, settings)[0]
    page = people.signed_in(client, "lin").get(f"/clues/{clue.number}/").content.decode()
    scripts = re.findall(r"<script(?![^>]*(?:src=|application/json))[^>]*>", page)
    assert scripts == []
    assert not re.search(r"\s(?:style|on[a-z]+)=", page)
