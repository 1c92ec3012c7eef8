"""The linking verbs on the engine: links, doubles, near-copies, groups, with their evidence."""

import pytest
from plain_run import small

from xiezhi.engine.base import Limits
from xiezhi.engine.duckdb import DuckDBEngine
from xiezhi.kernel.errors import XiezhiError
from xiezhi.model.adjust import AdjustError, adjust, parse_adjustments
from xiezhi.model.compiling import compile_model
from xiezhi.model.stories import parse_stories
from xiezhi.run.execute import execute
from xiezhi.run.mutation import mutate
from xiezhi.run.preparing import pairs_ahead
from xiezhi.run.standing_rules import StandingRules
from xiezhi.run.stories import offer_story, tell_all
from xiezhi.run.witnesses import witness_faults

RULES = StandingRules()
INPUTS = """  people: {table: judgment_party, columns: [doc_id, ordinal, name, birth_date]}
  residents: {table: population, columns: [citizen_id, name, birth_date]}"""


def matching(more: str = "", least: str = "0.9"):
    return small(
        INPUTS,
        "  last: {match: {left: people, right: residents, compare: [name, birth_date], "
        f"block: [[name], [birth_date]], least: {least}, take: [{{number: citizen_id}}]{more}}}}}",
        "  from: last\n  key: {subject: [doc_id, ordinal], episode: other_birth_date}\n"
        "  affected: {kind: person, name: number}",
    )


@pytest.fixture(scope="module")
def session():
    with DuckDBEngine().session((), Limits(threads=1)) as session:
        yield session


def story(model, given: str):
    text = "\n".join(f"    {line}" for line in given.strip("\n").splitlines())
    told = f"- story: {{zh: 故事, en: story}}\n  expect: []\n  given:\n{text}\n"
    return parse_stories(told, model, RULES)[0]


def ran(session, model, given: str, judge: str = ""):
    judgements = ()
    if judge:
        text = f"model: {model.id}\nversions: '>=1.0.0 <2.0.0'\njudge:\n{judge}"
        adjustments = parse_adjustments(text)
        adjust(model, adjustments)
        judgements = adjustments.judge
    compiled = compile_model(model, RULES)
    offer_story(session, compiled, story(model, given))
    return execute(session, compiled, judgements=judgements)


def faults(session, model, given: str):
    return witness_faults(session, compile_model(model, RULES), story(model, given))


PEOPLE = """
people:
- {name: 王小明, birth_date: 1990-05-17}
- {doc_id: B, name: 李四, birth_date: 1980-02-03}
- {doc_id: C, name: 张三}
residents:
- {citizen_id: A, name: 王小朋, birth_date: 1990-05-17}
- {citizen_id: B, name: 李四, birth_date: 1980-02-03}
- {citizen_id: C, name: 张三, birth_date: 1970-01-09}
"""


def test_a_name_and_a_birthday_link_and_a_name_alone_does_not(session):
    found = ran(session, matching(), PEOPLE)
    rows = found.clues.to_pylist()
    assert [(row["doc_id"], row["level_name"], row["level_birth_date"]) for row in rows] == [
        ("doc-B", "same", "same"),
    ]
    assert rows[0]["match_probability"] > 0.95
    assert "pairs of the same name: 2, linked: 1" in found.notes[0]


def test_a_lower_threshold_never_lets_a_name_link_alone(session):
    found = ran(session, matching(least="0.0001"), PEOPLE)
    assert [row["doc_id"] for row in found.clues.to_pylist()] == ["doc-A", "doc-B"]
    assert "pairs of the same name: 2, linked: 1" in found.notes[0]
    assert "pairs compared by key: name: 2; birth_date: 2" in found.notes[0]


def test_both_rows_are_evidence_and_give_the_link_again(session):
    assert faults(session, matching(), PEOPLE) == []
    links = ran(session, matching(), PEOPLE).traced.links.to_pylist()
    assert {(one["input"], one["_row"], one["role"]) for one in links} == {
        ("people", 1, "subject"),
        ("residents", 1, "compared"),
    }


SAME = "- {step: last, left: {name: 张三}, right: {name: 张三}, answer: same, who: 甲某, on: 2031-05-02, why: 照片相同}\n"
APART = "- {step: last, left: {name: 李四}, right: {name: 李四, birth_date: 1980-02-03}, answer: different, who: 甲某, on: 2031-05-02, why: 双胞胎}\n"


def test_what_a_person_decided_stands(session):
    rows = ran(session, matching(), PEOPLE, SAME + APART).clues.to_pylist()
    assert [(row["doc_id"], row["judged"], row["level_birth_date"]) for row in rows] == [
        ("doc-C", True, "unknown")
    ]


def test_judgements_that_contradict_each_other_are_refused(session):
    with pytest.raises(XiezhiError, match="contradict"):
        ran(session, matching(), PEOPLE, SAME + SAME.replace("same", "different"))


@pytest.mark.parametrize(
    ("old", "new"), [("step: last", "step: people"), ("left: {name", "left: {doc_id")]
)
def test_a_judgement_speaks_of_what_the_step_looks_at(session, old, new):
    with pytest.raises(AdjustError):
        ran(session, matching(), PEOPLE, SAME.replace(old, new))


def test_the_best_of_several_partners(session):
    given = PEOPLE + "- {citizen_id: D, name: 李四, birth_date: 1980-03-02}\n"
    both = ran(session, matching(least="0.0001"), given).clues.to_pylist()
    best = ran(session, matching(", pick: best", "0.0001"), given).clues.to_pylist()
    assert [row["doc_id"] for row in both] == ["doc-A", "doc-B", "doc-B"]
    assert [(row["doc_id"], row["level_birth_date"]) for row in best] == [
        ("doc-A", "same"),
        ("doc-B", "same"),
    ]


def test_more_pairs_than_allowed_are_refused_before_any_is_made(session):
    with pytest.raises(XiezhiError, match=r"4 pairs would have to be compared; 3 are allowed"):
        ran(session, matching(", pairs: 3"), PEOPLE)


def test_pairs_are_counted_ahead_and_nothing_is_linked(session):
    model = matching(", pairs: 3")
    compiled = compile_model(model, RULES)
    offer_story(session, compiled, story(model, PEOPLE))
    (step,) = pairs_ahead(session, compiled)
    assert (step.step, step.left, step.right, step.limit) == ("last", 3, 3, 3)
    assert [(block.key, block.pairs, block.largest) for block in step.blocks] == [
        (("name",), 2, 1),
        (("birth_date",), 2, 1),
    ]
    assert step.pairs == 4


DOUBLES = """  last: {match: {left: people, right: people, compare: [name, birth_date], block: [[name]], least: 0.9,
    take: [{other_doc: doc_id, other_ordinal: ordinal}]}}"""


def test_doubles_in_one_table(session):
    model = small(
        INPUTS.splitlines()[0],
        DOUBLES,
        "  from: last\n  key: {subject: [doc_id, ordinal, other_doc, other_ordinal]}",
    )
    given = """
people:
- {name: 李四, birth_date: 1980-02-03}
- {doc_id: B, name: 李四, birth_date: 1980-02-03}
- {doc_id: C, name: 李四, birth_date: 1966-02-03}
"""
    rows = ran(session, model, given).clues.to_pylist()
    assert [(row["doc_id"], row["other_doc"]) for row in rows] == [("doc-A", "doc-B")]
    assert faults(session, model, given) == []


COPIES = small(
    "  papers: {table: document, columns: [doc_id, text]}\n  judgments: {table: judgment, columns: [doc_id, court]}",
    "  placed: {join: {left: papers, right: judgments, keys: [doc_id], kind: inner, cardinality: one_to_one}}\n"
    "  last: {similar: {from: placed, text: text, within: [court], least: 0.7, take: [{other_doc: doc_id}]}}",
    "  from: last\n  key: {subject: [doc_id, other_doc], organ: court}\n  amount: similarity",
)
REASONS = "本院认为被告单位未依法履行其管理职责造成公共利益受到损害应当承担相应的责任并且消除危险"


def papers(*texts: str, courts: str = "AAAA") -> str:
    lines = ["papers:"]
    lines += [f"- {{doc_id: {chr(65 + n)}, text: '{text}'}}" for n, text in enumerate(texts)]
    lines += ["judgments:"]
    lines += [f"- {{doc_id: {chr(65 + n)}, court: {courts[n]}}}" for n in range(len(texts))]
    return "\n".join(lines)


def test_nearly_the_same_text_once_with_the_passages_shared(session):
    other = REASONS.replace("并且消除", " 以及排除")
    given = papers(REASONS, other, "另一份全然不同的说理文字与前面各份都没有任何相同之处")
    (row,) = ran(session, COPIES, given).clues.to_pylist()
    assert (row["doc_id"], row["other_doc"]) == ("doc-A", "doc-B")
    start, end = map(int, row["shared_passages"].split("-"))
    assert REASONS[start:end] == REASONS[: REASONS.index("并且")]
    start, end = map(int, row["other_shared_passages"].split("-"))
    assert other[start:end] == REASONS[: REASONS.index("并且")]
    assert 0.7 <= row["similarity"] < 1
    assert row["shared_length"] == len(REASONS[: REASONS.index("并且")])
    assert faults(session, COPIES, given) == []


def test_only_within_the_group(session):
    assert ran(session, COPIES, papers(REASONS, REASONS, courts="AB")).clues.num_rows == 0


GROUPS = small(
    "  firms: {table: enterprise, columns: [uscc, phone]}",
    "  joined: {connect: {from: firms, pair: [uscc, phone], least: 3}}\n"
    '  last: {group: {from: joined, by: [component], columns: {n: "count()", most: "max(degree)"}}}',
    "  from: last\n  key: {subject: [component]}\n  amount: n",
)
FIRMS = """
firms:
- {uscc: A, phone: 1}
- {uscc: B, phone: 1}
- {uscc: B, phone: 2}
- {uscc: C, phone: 2}
- {uscc: D, phone: 3}
- {uscc: E, phone: 3}
- {uscc: F}
"""


def test_firms_connected_through_telephones(session):
    found = ran(session, GROUPS, FIRMS)
    (row,) = found.clues.to_pylist()
    assert row["n"] == 3
    links = found.traced.links.to_pylist()
    assert sorted(one["_row"] for one in links) == [0, 1, 2, 3]
    assert {one["role"] for one in links} == {"member"}
    assert faults(session, GROUPS, FIRMS) == []


STORIES = """
- story: {zh: 同名同生日, en: the same name and birthday}
  given: {people: [{name: 李四, birth_date: 1980-02-03}], residents: [{citizen_id: A, name: 李四, birth_date: 1980-02-03}]}
  expect: [{level_name: same}]
- story: {zh: 一字之差, en: one character differs}
  given: {people: [{name: 王小明, birth_date: 1990-05-17}], residents: [{citizen_id: A, name: 王小朋, birth_date: 1990-05-17}]}
  expect: []
- story: {zh: 仅同名, en: the name alone}
  look_alike: true
  given: {people: [{name: 李四}], residents: [{citizen_id: A, name: 李四, birth_date: 1980-02-03}]}
  expect: []
"""


def test_stories_are_told_and_mutants_noticed(session):
    model = matching()
    stories = parse_stories(STORIES, model, RULES)
    assert [str(p) for one in tell_all(model, stories, session, RULES) for p in one.problems] == []
    result = mutate(model, stories, session, RULES)
    assert [one.what for one in result.survivors] == []
    assert (result.killed, result.stillborn) == (3, 1)
