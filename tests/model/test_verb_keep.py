"""Rows kept, dropped, waiting."""

from plain_run import run, small

INPUTS = "  sentences: {table: judgment_sentence, columns: [doc_id, ordinal, months, fine]}"
CLUE = "  from: last\n  key: {subject: [doc_id, ordinal]}"
GIVEN = """
sentences:
- {ordinal: 1, months: 40, fine: 10}
- {ordinal: 2, months: 30, fine: 10}
- {ordinal: 3, months: null, fine: 10}
- {ordinal: 4, months: 40, fine: null}
- {ordinal: 5, months: null, months_abstained: 看不清}
"""


def kept(verb: str) -> list[int]:
    model = small(INPUTS, f"  last: {verb}", CLUE)
    clues = run(model, GIVEN).whole()
    return sorted(clue["ordinal"] for clue in clues)


def test_keep_takes_rows_for_which_the_condition_is_true():
    assert kept('{keep: {from: sentences, where: "months > 36"}}') == [1, 4]


def test_null_is_never_true():
    assert kept('{keep: {from: sentences, where: "not (months > 36)"}}') == [2]


def test_drop_leaves_rows_whose_condition_is_unknown():
    assert kept('{drop: {from: sentences, where: "months > 36"}}') == [2, 3, 5]


def test_a_row_whose_condition_is_unknown_waits_when_asked():
    model = small(
        INPUTS, '  last: {keep: {from: sentences, where: "months > 36", unknown: pending}}', CLUE
    )
    ran = run(model, GIVEN)
    assert [clue["ordinal"] for clue in ran.whole()] == [1, 4]
    assert ran.aside("pending") == 2


def test_a_row_waits_when_the_reader_declined_a_value():
    model = small(
        INPUTS,
        '  last: {keep: {from: sentences, where: "months > 36", '
        'pending_when: "months_abstained is not null", reason: {zh: 未读出, en: not read}}}',
        CLUE,
    )
    ran = run(model, GIVEN)
    assert ran.funnel()[("last", "pending", "")] == 1
    assert ran.compiled.asides[0].reason.en == "not read"


def test_a_row_that_cannot_fire_does_not_wait():
    model = small(
        INPUTS,
        '  last: {keep: {from: sentences, where: "months > 36 and fine > 0", unknown: pending}}',
        CLUE,
    )
    ran = run(model, "sentences: [{months: 12, fine: null}, {ordinal: 2, months: 40, fine: null}]")
    assert ran.aside("pending") == 1


def test_the_funnel_counts_rows_exclusions_and_near_misses():
    model = small(
        INPUTS,
        '  wide: {keep: {from: sentences, where: "months > 36 and fine > 0"}}\n'
        '  last: {keep: {from: wide, where: "fine < 1000"}}',
        CLUE,
        'exclude:\n- {id: small-fine, title: {zh: 小, en: small}, step: wide, where: "fine < 5"}\n'
        '- {id: odd, title: {zh: 奇, en: odd}, step: wide, where: "months = 41"}',
    )
    ran = run(
        model,
        """
sentences:
- {ordinal: 1, months: 40, fine: 10}
- {ordinal: 2, months: 41, fine: 2}
- {ordinal: 3, months: 40, fine: 2}
- {ordinal: 4, months: 12, fine: 2}
- {ordinal: 5, months: 40, fine: null}
- {ordinal: 6, months: 40, fine: 5000}
""",
    )
    assert len(ran.whole()) == 1
    funnel = ran.funnel_again()
    assert funnel[("sentences", "rows", "")] == 6
    assert funnel[("wide", "in", "sentences")] == 6
    assert funnel[("wide", "out", "")] == 4
    assert funnel[("wide", "excluded", "small-fine")] == 2
    assert funnel[("wide", "excluded", "odd")] == 1
    assert funnel[("wide", "left", "")] == 2
    assert funnel[("wide", "near_miss", "1")] == 1
    assert funnel[("wide", "near_miss", "2")] == 1
    assert funnel[("last", "in", "wide")] == 2
    assert funnel[("last", "out", "")] == 1
