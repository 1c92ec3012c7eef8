"""One thing after another, periods that overlap, ledgers that disagree, tables read as of a day."""

import datetime
from decimal import Decimal

from plain_run import day, run, small

PAIR = """  first: {table: enforcement_case, columns: [exec_no, file_date]}
  second: {table: enforcement_case, columns: [basis_no, close_date, close_mode]}"""
GIVEN = """
first: [{exec_no: A, file_date: 2024-01-01}, {exec_no: B, file_date: 2024-01-01}]
second:
- {basis_no: A, close_date: 2023-12-31}
- {basis_no: A, close_date: 2024-01-01}
- {basis_no: A, close_date: 2024-03-01}
- {basis_no: B, close_date: 2024-02-15}
"""


def followed(more: str, columns: str = "close_date"):
    model = small(
        PAIR.replace(", close_mode", ""),
        "  last: {followed_by: {first: first, then: second, keys: [{exec_no: basis_no}], "
        f"after: file_date, dated: close_date{more}}}}}",
        f"  from: last\n  key: {{subject: [exec_no], episode: {columns}}}\n  occurred: close_date",
    )
    ran = run(model, GIVEN)
    ran.whole()
    return ran


def test_the_next_row_on_or_after_the_day_follows():
    ran = followed("", "elapsed_days")
    assert ran.values("elapsed_days", "_occurred") == [
        (0, day("2024-01-01")),
        (45, day("2024-02-15")),
    ]


def test_all_that_follow():
    assert len(followed(", pick: all").clues()) == 3


def test_late_early_and_the_same_day():
    assert [row[0] for row in followed(", within: 1 month", "timing").values("timing")] == [
        "same_day",
        "late",
    ]
    assert followed(", within: 2 months", "timing").values("timing")[1] == ("in_time",)


PERIODS = """  terms: {table: judgment_sentence, columns: [doc_id, ordinal, starts, ends]}
  custody: {table: judgment_custody, columns: [doc_id, ordinal, from, to]}"""


def overlapping(given: str, more: str = "", as_of: str | None = None, key: str = "overlap_days"):
    model = small(
        PERIODS,
        "  last: {overlap: {left: terms, right: custody, keys: [doc_id, ordinal], "
        f"left_period: [starts, ends], right_period: [from, to]{more}}}}}",
        f"  from: last\n  key: {{subject: [doc_id, ordinal], episode: {key}}}",
    )
    ran = run(model, given, as_of=as_of)
    ran.whole()
    return [row[0] for row in ran.values(key)]


TERM = "terms: [{starts: 2024-01-10, ends: 2024-01-20}]\n"


def test_closed_periods_share_their_ends():
    assert overlapping(TERM + "custody: [{from: 2024-01-20, to: 2024-02-01}]") == [1]
    assert overlapping(TERM + "custody: [{from: 2024-01-21, to: 2024-02-01}]") == []


def test_at_least_so_many_days():
    given = TERM + "custody: [{from: 2024-01-18, to: 2024-02-01}]"
    assert overlapping(given, ", at_least: 3") == [3]
    assert overlapping(given, ", at_least: 4") == []


def test_an_empty_end_is_open_and_an_empty_beginning_unknown():
    assert overlapping(TERM + "custody: [{from: 2024-01-15, to: null}]") == [6]
    assert overlapping(TERM + "custody: [{from: null, to: 2024-01-15}]") == []


def test_two_open_ends_reach_to_the_as_of_date():
    given = "terms: [{starts: 2024-01-10, ends: null}]\ncustody: [{from: 2024-01-15}]"
    assert overlapping(given, as_of="2024-01-31") == [17]


def test_months_touched():
    given = "terms: [{starts: 2024-01-31, ends: 2024-03-01}]\ncustody: [{from: 2024-01-01, to: 2024-12-31}]"
    assert overlapping(given, key="overlap_months") == [3]


def test_a_shared_day_counts_once():
    given = (
        TERM
        + """custody:
- {from: 2024-01-10, to: 2024-01-12}
- {from: 2024-01-11, to: 2024-01-13}
- {from: 2024-01-12, to: 2024-01-12}
- {from: 2024-01-18, to: 2024-01-25}
"""
    )
    assert overlapping(given, ", merge: true") == [4 + 3]


BOOKS = """  owed: {table: enforcement_case, columns: [exec_no, amount]}
  paid: {table: enforcement_case, columns: [basis_no, paid]}"""
LEDGERS = """
owed: [{exec_no: A, amount: 10}, {exec_no: A, amount: 5}, {exec_no: B, amount: 3}, {exec_no: C, amount: 1}]
paid: [{basis_no: A, paid: 12}, {basis_no: B, paid: 3.5}]
"""


def reconciled(more: str = ""):
    model = small(
        BOOKS,
        "  last: {reconcile: {left: owed, right: paid, keys: [{exec_no: basis_no}], "
        f"left_value: amount, right_value: paid{more}}}}}",
        "  from: last\n  key: {subject: [exec_no]}\n  amount: difference",
    )
    ran = run(model, LEDGERS)
    ran.whole()
    return [row[0] for row in ran.values("_amount")]


def test_ledgers_that_disagree():
    assert reconciled() == [Decimal(3), Decimal("-0.5")]


def test_within_a_tolerance_they_agree():
    assert reconciled(', tolerance: "1"') == [Decimal(3)]


def test_a_side_that_is_missing_counts_nothing():
    assert reconciled(", only: any") == [Decimal(3), Decimal("-0.5"), Decimal(1)]


COUNTS = "  counts: {table: judgment_count, columns: [doc_id, ordinal, count_ordinal, charge, offence_to, fine]}"


def test_a_dated_table_is_read_as_of_the_day():
    model = small(
        COUNTS,
        "  rules: {lookup: {from: counts, table: charge_rule, keys: [charge], as_of: offence_to, take: [fine_obligatory]}}\n"
        '  last: {keep: {from: rules, where: "fine_obligatory and fine is null"}}',
        "  from: last\n  key: {subject: [doc_id, ordinal, count_ordinal]}",
    )
    ran = run(
        model,
        """
counts:
- {ordinal: 1, count_ordinal: 1, charge: 职务侵占罪, offence_to: 2021-02-28}
- {ordinal: 2, count_ordinal: 1, charge: 职务侵占罪, offence_to: 2021-03-01}
- {ordinal: 3, count_ordinal: 1, charge: 没有的罪, offence_to: 2021-03-01}
- {ordinal: 4, count_ordinal: 1, charge: 职务侵占罪, offence_to: null}
""",
    )
    assert [clue["ordinal"] for clue in ran.whole()] == [2]
    assert ran.aside("not_checkable") == 2
    rules = [name for _, name, _, _, role in ran.links if role == "rule"]
    assert rules == ["_dated_charge_rule"]


def test_a_check_fires_only_when_every_version_agrees():
    model = small(
        COUNTS + "\n  judgments: {table: judgment, columns: [doc_id, judged_date]}",
        """  dated: {join: {left: counts, right: judgments, keys: [doc_id], kind: inner, cardinality: many_to_one}}
  rules: {lookup: {from: dated, table: charge_rule, keys: [charge], between: ["offence_to", "coalesce(offence_to, judged_date)"], take: [fine_obligatory]}}
  last:
    settle:
      from: rules
      by: [doc_id, ordinal, count_ordinal, charge]
      where: "fine_obligatory and fine is null"
      reason: {zh: 犯罪日期未读出, en: the date of the offence was not read}""",
        "  from: last\n  key: {subject: [doc_id, ordinal, count_ordinal]}",
    )
    ran = run(
        model,
        """
judgments: [{judged_date: 2023-01-01}]
counts:
- {ordinal: 1, count_ordinal: 1, charge: 职务侵占罪, offence_to: 2022-01-01}
- {ordinal: 2, count_ordinal: 1, charge: 职务侵占罪, offence_to: null}
- {ordinal: 3, count_ordinal: 1, charge: 危险驾驶罪, offence_to: null}
- {ordinal: 4, count_ordinal: 1, charge: 故意伤害罪, offence_to: null}
""",
    )
    fired = [clue["ordinal"] for clue in ran.whole()]
    assert 1 in fired
    assert 2 not in fired
    assert 4 not in fired
    assert ran.funnel_again()[("last", "pending", "")] == 1
    assert ran.funnel_again()[("last", "refuted", "")] == 1


def test_a_day_before_the_table_begins_is_not_checkable():
    model = small(
        "  judgments: {table: judgment, columns: [doc_id, judged_date]}",
        "  last: {lookup: {from: judgments, table: lpr, as_of: judged_date, take: [one_year]}}",
        "  from: last\n  key: {subject: [doc_id]}\n  amount: one_year",
    )
    ran = run(model, "judgments: [{judged_date: 2019-08-19}, {doc_id: B, judged_date: 2019-08-20}]")
    assert [clue["_amount"] for clue in ran.whole()] == [Decimal("4.25")]
    assert ran.aside("not_checkable") == 1


def test_the_dates_of_a_story_are_days():
    assert day("2024-02-29") == datetime.date(2024, 2, 29)
