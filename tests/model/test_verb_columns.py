"""Columns derived, chosen; rows made distinct, taken out of lists, combined."""

from decimal import Decimal

from plain_run import run, small

SENTENCES = "  sentences: {table: judgment_sentence, columns: [doc_id, ordinal, months, days, fine, charges]}"
KEY = "  key: {subject: [doc_id, ordinal]}"


def test_a_derived_column_may_use_the_one_before_it():
    model = small(
        SENTENCES,
        '  last: {derive: {from: sentences, columns: {all_days: "number(months) * 30 + number(days)", '
        'twice: "all_days * 2"}}}',
        f"  from: last\n{KEY}\n  amount: twice",
    )
    ran = run(model, "sentences: [{months: 2, days: 5}, {ordinal: 2, months: 2}]")
    ran.whole()
    assert ran.values("_amount") == [(Decimal(130),), (None,)]


def test_a_division_by_nothing_is_unknown():
    model = small(
        SENTENCES,
        '  last: {derive: {from: sentences, columns: {per_month: "fine / number(months)"}}}',
        f"  from: last\n{KEY}\n  amount: per_month",
    )
    ran = run(model, "sentences: [{fine: 10, months: 4}, {ordinal: 2, fine: 10, months: 0}]")
    assert ran.values("_amount") == [(2.5,), (None,)]


def test_columns_are_chosen_and_renamed():
    model = small(
        SENTENCES,
        "  last: {choose: {from: sentences, columns: [{paper: doc_id}, {who: ordinal}]}}",
        "  from: last\n  key: {subject: [paper, who]}",
    )
    ran = run(model, "sentences: [{doc_id: B, ordinal: 3}]")
    assert [clue["who"] for clue in ran.whole()] == [3]


def test_rows_are_made_distinct_and_all_of_them_are_evidence():
    model = small(
        SENTENCES,
        "  last: {distinct: {from: sentences, columns: [doc_id, months]}}",
        "  from: last\n  key: {subject: [doc_id], episode: months}",
    )
    ran = run(model, "sentences: [{months: 3}, {ordinal: 2, months: 3}, {ordinal: 3, months: 4}]")
    assert [clue["months"] for clue in ran.whole()] == [3, 4]
    assert [(clue, row) for clue, _, row, _, _ in ran.links] == [(1, 1), (1, 2), (2, 3)]


def test_a_list_becomes_one_row_per_element():
    model = small(
        SENTENCES,
        "  one: {explode: {from: sentences, list: charges, as: charge}}\n"
        "  last: {keep: {from: one, where: \"charge = '盗窃罪'\"}}",
        "  from: last\n  key: {subject: [doc_id, ordinal, charge]}",
    )
    ran = run(
        model,
        "sentences: [{charges: [盗窃罪, 诈骗罪]}, {ordinal: 2, charges: []}, {ordinal: 3, charges: null}]",
    )
    assert [(clue["ordinal"], clue["charge"]) for clue in ran.whole()] == [(1, "盗窃罪")]


def test_an_empty_list_keeps_its_row_when_asked():
    model = small(
        SENTENCES,
        "  last: {explode: {from: sentences, list: charges, as: charge, keep_empty: true}}",
        "  from: last\n  key: {subject: [doc_id, ordinal, charge]}",
    )
    ran = run(
        model, "sentences: [{charges: [盗窃罪, 诈骗罪]}, {ordinal: 2, charges: []}, {ordinal: 3}]"
    )
    assert [(c["ordinal"], c["charge"]) for c in ran.whole()] == [
        (1, "盗窃罪"),
        (1, "诈骗罪"),
        (2, None),
        (3, None),
    ]


def test_tables_of_one_meaning_are_combined():
    model = small(
        "  now: {table: judgment_sentence, columns: [doc_id, ordinal, fine]}\n"
        "  before: {table: judgment_prior, columns: [doc_id, ordinal, fine]}",
        "  both: {combine: {from: [now, before]}}\n"
        '  last: {group: {from: both, by: [doc_id, ordinal], columns: {total: "sum(fine)"}, having: "total > 10"}}',
        f"  from: last\n{KEY}\n  amount: total",
    )
    ran = run(
        model,
        """
now: [{fine: 6}, {ordinal: 2, fine: 6}]
before: [{fine: 7}, {ordinal: 2, fine: 1}, {fine: 1}]
""",
    )
    assert [clue["_amount"] for clue in ran.whole()] == [14]
    assert [(name, row) for _, name, row, _, _ in ran.links] == [
        ("before", 1),
        ("before", 3),
        ("now", 1),
    ]
