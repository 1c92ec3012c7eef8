"""Groups, windows, scores."""

import datetime
from decimal import Decimal

from plain_run import run, small

INPUTS = "  sentences: {table: judgment_sentence, columns: [doc_id, ordinal, name, fine, starts]}"
GIVEN = """
sentences:
- {doc_id: A, ordinal: 1, name: A, fine: 10, starts: 2024-01-01}
- {doc_id: A, ordinal: 2, name: B, fine: 30, starts: 2024-01-20}
- {doc_id: A, ordinal: 3, name: B, fine: null, starts: 2024-03-01}
- {doc_id: B, ordinal: 1, name: A, fine: 5, starts: null}
"""


def grouped(columns: str, having: str = ""):
    return small(
        INPUTS,
        f"  last: {{group: {{from: sentences, by: [doc_id], columns: {{{columns}}}{having}}}}}",
        "  from: last\n  key: {subject: [doc_id]}\n  title: {zh: '{x}', en: '{x}'}".replace(
            "  title: {zh: '{x}', en: '{x}'}", "  amount: x"
        )
        if columns.startswith("x")
        else "  from: last\n  key: {subject: [doc_id]}",
    )


def value(function: str):
    """What a function gives for document A and document B."""
    model = small(
        INPUTS,
        f'  last: {{group: {{from: sentences, by: [doc_id], columns: {{x: "{function}"}}}}}}',
        "  from: last\n  key: {subject: [doc_id], episode: x}",
    )
    ran = run(model, GIVEN)
    return [clue["x"] for clue in sorted(ran.whole(), key=lambda clue: clue["doc_id"])]


def test_counts():
    assert value("count()") == [3, 1]
    assert value("count(fine)") == [2, 1]
    assert value("count_distinct(name)") == [2, 1]
    assert value("count_if(fine > 20)") == [1, 0]


def test_sums_and_means():
    assert value("sum(fine)") == [Decimal(40), Decimal(5)]
    assert value("avg(fine)") == [20.0, 5.0]
    assert value("median(fine)") == [20.0, 5.0]
    assert value("min(fine)") == [Decimal(10), Decimal(5)]
    assert value("max(starts)") == [datetime.date(2024, 3, 1), None]


def test_shares_and_quantifiers():
    assert value("share(fine > 20)") == [0.5, 0.0]
    assert value("any(fine > 20)") == [True, False]
    assert value("all(fine > 5)") == [True, False]
    assert value("only(name)") == [None, "甲某"]


def test_first_and_last_by_order_skip_what_is_unknown():
    assert value("first(name order by starts)") == ["甲某", None]
    assert value("last(fine order by starts)") == [Decimal(30), None]


def test_a_list_is_sorted_bounded_and_without_repeats():
    assert value("list(name)") == ["乙某、甲某", "甲某"]
    assert value("list(name, 1)") == ["乙某", "甲某"]


def test_having_keeps_groups_and_the_extreme_row_is_flagged():
    model = small(
        INPUTS,
        '  last: {group: {from: sentences, by: [doc_id], columns: {most: "max(fine)", n: "count()"}, having: "n > 2"}}',
        "  from: last\n  key: {subject: [doc_id]}\n  amount: most",
    )
    ran = run(model, GIVEN)
    assert [clue["_amount"] for clue in ran.whole()] == [Decimal(30)]
    assert [(row, role) for _, _, row, _, role in ran.links] == [
        (1, "member"),
        (2, "extreme"),
        (3, "member"),
    ]


def windowed(columns: str, keep: str):
    model = small(
        INPUTS,
        f"  last: {{window: {{from: sentences, by: [doc_id], order: [starts], columns: {{{columns}}}"
        f', keep: "{keep}"}}}}',
        "  from: last\n  key: {subject: [doc_id, ordinal]}",
    )
    ran = run(model, GIVEN)
    return [(clue["doc_id"][-1], clue["ordinal"]) for clue in ran.whole()]


def test_the_latest_of_each():
    assert windowed('n: "from_last()"', "n = 1") == [("A", 3), ("B", 1)]


def test_the_second_of_each():
    assert windowed('n: "position()"', "n = 2") == [("A", 2)]


def test_two_within_thirty_days():
    assert windowed('n: "count_within(30)"', "n > 1") == [("A", 2)]


def test_a_running_sum():
    assert windowed('n: "running_sum(fine)"', "n >= 40") == [("A", 2), ("A", 3)]


def test_the_previous_and_the_next():
    assert windowed('n: "previous(fine)"', "n > fine") == []
    assert windowed('n: "next(fine)"', "n > fine") == [("A", 1)]
    assert windowed('n: "days_between(previous(starts), starts)"', "n < 30") == [("A", 2)]


def test_only_rows_of_the_frame_are_evidence_of_a_count_in_days():
    model = small(
        INPUTS,
        "  last: {window: {from: sentences, by: [doc_id], order: [starts], columns: "
        '{n: "count_within(30)"}, keep: "n > 1"}}',
        "  from: last\n  key: {subject: [doc_id, ordinal]}",
    )
    ran = run(model, GIVEN)
    ran.whole()
    assert [(row, role) for _, _, row, _, role in ran.links] == [
        (1, "frame"),
        (2, "frame"),
        (2, "subject"),
    ]


def test_a_score_adds_the_points_of_what_fired():
    model = small(
        INPUTS,
        """  last:
    score:
      from: sentences
      indicators:
      - {id: high, title: {zh: 高, en: high}, points: 2, when: "fine > 20", value: fine}
      - {id: early, title: {zh: 早, en: early}, points: 1, when: "starts < date '2024-02-01'"}
      threshold: 3""",
        "  from: last\n  key: {subject: [doc_id, ordinal]}\n  amount: score",
    )
    ran = run(model, GIVEN)
    (clue,) = ran.whole()
    assert (clue["_amount"], clue["fired_high"], clue["value_high"]) == (3, True, Decimal(30))
    reasons = ran.compiled.clue.reasons
    assert [(reason.id, reason.points, reason.fired) for reason in reasons] == [
        ("high", 2, "fired_high"),
        ("early", 1, "fired_early"),
    ]
