"""Evidence is complete and minimal, also where steps branch and meet again."""

from hypothesis import given, settings
from hypothesis import strategies as st
from plain_run import run, small

SENTENCES = (
    "  sentences: {table: judgment_sentence, columns: [doc_id, ordinal, name, months, fine]}"
)
JUDGMENTS = "  judgments: {table: judgment, columns: [doc_id, court, judged_date]}"
COUNTS = (
    "  counts: {table: judgment_count, columns: [doc_id, ordinal, count_ordinal, charge, fine]}"
)
KEY = "  key: {subject: [doc_id, ordinal]}"


def test_rows_kept_joined_and_looked_up_are_each_needed():
    model = small(
        COUNTS.replace("charge, fine", "charge, offence_to, fine") + "\n" + JUDGMENTS,
        """  joined: {join: {left: counts, right: judgments, keys: [doc_id], kind: inner, cardinality: many_to_one}}
  rules: {lookup: {from: joined, table: charge_rule, keys: [charge], as_of: "coalesce(offence_to, judged_date)", take: [fine_obligatory]}}
  last: {keep: {from: rules, where: "fine_obligatory and fine is null"}}""",
        "  from: last\n  key: {subject: [doc_id, ordinal, count_ordinal], organ: court}",
    )
    ran = run(
        model,
        """
judgments: [{court: A, judged_date: 2022-01-01}, {doc_id: B, court: A, judged_date: 2022-01-01}]
counts:
- {count_ordinal: 1, charge: 危险驾驶罪}
- {count_ordinal: 2, charge: 危险驾驶罪, fine: 3}
- {doc_id: B, count_ordinal: 1, charge: 危险驾驶罪}
""",
    )
    ran.needs_every_witness()
    assert len(ran.links) == 6


def test_of_several_partners_of_a_semi_join_one_is_enough():
    model = small(
        SENTENCES + "\n" + COUNTS.replace(", charge, fine", ""),
        "  last: {join: {left: sentences, right: counts, keys: [doc_id, ordinal], kind: semi, cardinality: one_to_many}}",
        f"  from: last\n{KEY}",
    )
    ran = run(model, "sentences: [{}]\ncounts: [{count_ordinal: 1}, {count_ordinal: 2}]")
    ran.needs_every_witness()
    assert len(ran.links) == 2


BRANCHED = """  punished: {keep: {from: sentences, where: "months > 0"}}
  fined: {keep: {from: punished, where: "fine > 0"}}
  totals: {group: {from: counts, by: [doc_id, ordinal], columns: {total: "sum(fine)", n: "count()"}}}
  heavy: {group: {from: punished, by: [doc_id], columns: {longest: "max(months)"}, having: "longest > 12"}}
  both: {join: {left: fined, right: totals, keys: [doc_id, ordinal], kind: inner, cardinality: one_to_one}}
  placed: {join: {left: both, right: heavy, keys: [doc_id], kind: inner, cardinality: many_to_one}}
  judged: {join: {left: placed, right: judgments, keys: [doc_id], kind: left, cardinality: many_to_one}}
  last: {keep: {from: judged, where: "fine <> total or longest > 30"}}"""


def branched():
    return small(
        "\n".join([SENTENCES, COUNTS, JUDGMENTS])
        .replace(", charge", "")
        .replace(", judged_date", ""),
        BRANCHED,
        f"  from: last\n{KEY}\n  amount: total",
        'exclude:\n- {id: few, title: {zh: 少, en: few}, step: totals, where: "n < 1"}\n'
        '- {id: small, title: {zh: 小, en: small}, step: fined, where: "fine < 2"}\n',
    )


def test_an_input_reached_by_two_ways_is_evidence_of_both():
    ran = run(
        branched(),
        """
sentences: [{months: 6, fine: 5}, {ordinal: 2, months: 24}, {doc_id: B, months: 24, fine: 5}]
counts: [{count_ordinal: 1, fine: 2}, {count_ordinal: 2, fine: 2}, {doc_id: B, fine: 5, count_ordinal: 1}]
judgments: [{court: A}]
""",
    )
    assert [(clue["doc_id"], clue["ordinal"]) for clue in ran.whole()] == [("doc-A", 1)]
    assert {(name, row, role) for _, name, row, _, role in ran.links} == {
        ("sentences", 1, "subject"),
        ("sentences", 2, "extreme"),
        ("counts", 1, "member"),
        ("counts", 2, "member"),
        ("judgments", 1, "partner"),
    }


FIRSTS = small(
    SENTENCES,
    """  ends: {group: {from: sentences, by: [doc_id], columns: {least: "min(months)", dearest: "last(name order by fine)"}}}
  last: {keep: {from: ends, where: "least is null or least < 30"}}""",
    "  from: last\n  key: {subject: [doc_id, least], episode: dearest}",
)


def test_a_group_of_extremes_is_proved_by_the_rows_that_gave_them():
    ran = run(
        FIRSTS,
        """
sentences:
- {ordinal: 1, months: 7, fine: 3, name: A}
- {ordinal: 2, months: 6, fine: 2, name: A}
- {ordinal: 3, months: 6, fine: 5, name: B}
- {ordinal: 4, months: 9, fine: 8, name: null}
- {ordinal: 5, months: 9, fine: 5, name: B}
- {doc_id: B, ordinal: 1}
- {doc_id: B, ordinal: 2}
""",
    )
    ran.needs_every_witness()
    assert ran.values("doc_id", "least", "dearest") == [
        ("doc-A", 6, "乙某"),
        ("doc-B", None, None),
    ]
    assert [(row, role) for _, _, row, _, role in ran.links] == [
        (2, "extreme"),
        (5, "extreme"),
        (6, "member"),
    ]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 3) | st.none()] * 2, st.sampled_from("AB")), max_size=6))
def test_the_rows_of_extremes_are_enough_and_none_is_too_many(rows):
    lines = [
        f"- {{ordinal: {number}, months: {_shown(months)}, fine: {_shown(fine)}, name: {name}}}"
        for number, (months, fine, name) in enumerate(rows, 1)
    ]
    ran = run(FIRSTS, "\n".join(["sentences:", *lines]) if rows else "sentences: []")
    assert len(ran.whole()) == (1 if rows else 0)
    assert len(ran.links) <= 2


small_numbers = st.integers(0, 3) | st.none()
MODEL = branched()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("AB"), small_numbers, small_numbers), max_size=6),
    st.lists(st.tuples(st.sampled_from("AB"), st.integers(1, 3), small_numbers), max_size=6),
    st.lists(st.sampled_from("AB"), max_size=2, unique=True),
)
def test_counts_and_evidence_agree_with_the_clues_on_any_rows(sentences, counts, judgments):
    lines = ["sentences:"]
    lines += [
        f"- {{doc_id: {doc}, ordinal: {number}, months: {_shown(months, 12)}, fine: {_shown(fine)}}}"
        for number, (doc, months, fine) in enumerate(sentences, 1)
    ]
    lines += ["counts:"]
    lines += [
        f"- {{doc_id: {doc}, ordinal: {ordinal}, count_ordinal: {number}, fine: {_shown(fine)}}}"
        for number, (doc, ordinal, fine) in enumerate(counts, 1)
    ]
    lines += ["judgments:", *(f"- {{doc_id: {doc}, court: {doc}}}" for doc in judgments)]
    text = "\n".join(lines).replace("sentences:\ncounts", "sentences: []\ncounts")
    text = text.replace("counts:\njudgments", "counts: []\njudgments")
    ran = run(MODEL, text + ("" if judgments else " []"))
    ran.whole()


def _shown(value: int | None, times: int = 1) -> str:
    return "null" if value is None else str(value * times)
