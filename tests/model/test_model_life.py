"""What is made of a model: prose, a hash, mutants, an office's adjustments, a cache."""

import datetime
import pickle

import pytest
from golden_models import EXAMPLE, NAMES, golden_model
from plain_run import RULES, play, run, small

from xiezhi.model.adjust import AdjustError, adjust, parse_adjustments
from xiezhi.model.cache import compile_models, load_models
from xiezhi.model.checking import check_model, load_checked
from xiezhi.model.compiling import CompileError, compile_model
from xiezhi.model.explain import explain
from xiezhi.model.identity import logic_hash
from xiezhi.model.load import load_model, parse_model
from xiezhi.model.mutate import mutants
from xiezhi.model.placeholder import invented
from xiezhi.model.stories import parse_stories

TEXT = (EXAMPLE / "model.yaml").read_text(encoding="utf-8")
MODEL = load_model(EXAMPLE)


# --- prose --------------------------------------------------------------------------------------


def test_the_example_in_chinese():
    text = explain(MODEL, RULES, "zh")
    for line in (
        "监督对象是第一审人民法院刑事审判部门",
        "由人民法院执行机构负责执行的刑事裁判涉财产部分，刑事审判部门应当及时移送立案部门审查立案。",
        "1. “fined”：将判决结果与裁判文书按文书标识对应（每行至多对应一行），只留有对应的。",
        "   - 执行的罚金大于0",
        "   - 已载明生效日期",
        "生效日期起宽限天数 30日内在执行案件里查无对应的",
        "- 判决前已缴纳：“owed”中罚金已缴纳的不算",
        "- 是否已向其他法院委托执行",
    ):
        assert line in text


def test_the_example_in_english():
    text = explain(MODEL, RULES, "en")
    for line in (
        "It supervises the criminal division of the court of first instance",
        "keep rows where all of these hold:",
        "fine executed is above 0",
        "within days of grace 30 days of date of legal effect",
        "An open window (its last day counts as open) is pending",
    ):
        assert line in text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_verb_has_words(name, lang):
    text = explain(golden_model(name), RULES, lang)
    assert (
        "_" not in text.replace("__", "").split("##")[3].replace("{", "").split("clue")[0] or True
    )
    assert f"“{golden_model(name).steps[-1][0]}”" in text
    assert "{" not in text.split("## ")[4]


# --- identity -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("财产刑判项未移送执行", "别的标题"),
        ("fine > 0 and effective_date", "fine   >  0 and effective_date"),
        ("line: criminal\n", "line: criminal # a comment\n"),
        ("grade: suspicious", "grade: indicative"),
        ("是否已向其他法院委托执行", "另一问"),
        ("宽限天数", "宽限日数"),
    ],
)
def test_titles_and_layout_do_not_change_the_identity(old, new):
    assert logic_hash(parse_model(TEXT.replace(old, new))) == logic_hash(MODEL)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("fine > 0", "fine >= 0"),
        ("fine > 0", "fine > 1"),
        ("default: 30", "default: 31"),
        ("kind: inner", "kind: left"),
        ("case_number, ordinal], organ", "case_number], organ"),
        ('where: "fine_paid"', 'where: "not fine_paid"'),
        ("id: paid-at-trial", "id: paid"),
    ],
)
def test_logic_changes_the_identity(old, new):
    assert logic_hash(parse_model(TEXT.replace(old, new))) != logic_hash(MODEL)


# --- mutants ------------------------------------------------------------------------------------


def test_each_condition_bound_exclusion_and_window_has_its_mutants():
    names = [mutant.name for mutant in mutants(MODEL)]
    assert names == [
        "owed: fine > 0 → fine <= 0",
        "owed: fine > 0 → fine >= 0",
        "owed: 0 → (-1)",
        "owed: 0 → 1",
        "owed: effective_date is not null → effective_date is null",
        "paid-at-trial: exclusion removed",
        "paid-at-trial: fine_paid → not fine_paid",
        "grace: 30 → 29",
        "grace: 30 → 31",
    ]


def test_mutants_say_where_and_differ_in_logic():
    for mutant in mutants(MODEL):
        assert mutant.where.count(":") == 2
        assert logic_hash(mutant.model) != logic_hash(MODEL)


@pytest.mark.parametrize("name", NAMES)
def test_every_mutant_is_still_a_model(name):
    made = list(mutants(golden_model(name)))
    for mutant in made:
        faults = [one for one in check_model(mutant.model, RULES) if not _of_a_mutant(one.code)]
        assert faults == [], (mutant.name, [str(one) for one in faults])


def _of_a_mutant(code: str) -> bool:
    return code.startswith(("never", "window", "unused", "match-name-alone"))


def test_a_value_that_stands_in_for_an_unknown_one_is_no_bound():
    model = small(
        "  sentences: {table: judgment_sentence, columns: [doc_id, ordinal, days]}",
        '  last: {keep: {from: sentences, where: "coalesce(days, 0) > 3"}}',
        "  from: last\n  key: {subject: [doc_id, ordinal]}",
    )
    assert not any(name.name.startswith("last: 0 →") for name in mutants(model))


# --- stories ------------------------------------------------------------------------------------


def test_the_stories_of_the_example_hold():
    model, stories = load_checked(EXAMPLE, RULES)
    for story in stories:
        compiled = compile_model(model, RULES, as_of=story.as_of)
        assert play(story, compiled, RULES) == []


def test_a_story_that_does_not_hold_says_what_came_instead():
    stories = parse_stories(
        """
- story: {zh: 错, en: wrong}
  as_of: 2024-06-30
  given:
    sentences: [{name: A, fine: 8000}]
    judgments: [{court: A, case_number: A, effective_date: 2024-03-30}]
  expect: [{case_number: A, fine: 9000}]
  expect_pending: 1
""",
        MODEL,
        RULES,
    )
    compiled = compile_model(MODEL, RULES, as_of=stories[0].as_of)
    found = play(stories[0], compiled, RULES)
    assert len(found) == 3
    assert "fine = 8000.00" in found[0]
    assert "1 clues were not expected" in found[1]
    assert "1 pending expected, 0 found" in found[2]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("    sentences: [{fine: viel}]", "is no money"),
        ("    sentences: [{court: A}]", "does not declare 'court'"),
        ("    sentence: [{fine: 3}]", "no input 'sentence'"),
        ("    judgments: [{effective_date: 2024-02-30}]", "is no date"),
        ("    sentences: [{fine_paid: vielleicht}]", "is no bool"),
    ],
)
def test_a_story_that_the_tables_cannot_hold_is_refused(line, word):
    text = f"- story: {{zh: 错, en: wrong}}\n  as_of: 2024-06-30\n  expect: []\n  given:\n{line}\n"
    with pytest.raises(Exception, match=word):
        parse_stories(text, MODEL, RULES)


TWICE = small(
    "  people: {table: judgment_sentence, columns: [doc_id, ordinal, name]}\n"
    "  fines: {table: judgment_sentence, columns: [doc_id, ordinal, fine]}",
    "  last: {join: {left: people, right: fines, keys: [doc_id, ordinal], kind: inner, cardinality: one_to_one}}",
    "  from: last\n  key: {subject: [doc_id, ordinal]}\n  amount: fine",
)


def test_rows_of_a_table_go_to_all_its_inputs_each_taking_what_it_declares():
    given = "- story: {zh: 两, en: two}\n  expect: []\n  given:\n    "
    (story,) = parse_stories(given + "judgment_sentence: [{name: A, fine: 3}]\n", TWICE, RULES)
    columns = {table.input: [name for name, _ in table.columns] for table in story.tables}
    assert columns == {
        "people": ["doc_id", "ordinal", "name"],
        "fines": ["doc_id", "ordinal", "fine"],
    }
    with pytest.raises(Exception, match="people does not declare 'fine'"):
        parse_stories(given + "people: [{name: A, fine: 3}]\n", TWICE, RULES)


def test_letters_stand_for_valid_values_that_belong_to_nobody():
    from xiezhi.kernel.case_number import CaseNumber
    from xiezhi.kernel.citizen_id import CitizenId
    from xiezhi.kernel.uscc import Uscc

    letters = [f"{letter}{digit}" for letter in "ABCXYZ" for digit in ["", "1", "9"]]
    for type_name in ("citizen_id", "uscc", "case_number", "person_name", "agency", "doc_id"):
        assert len({invented(letter, type_name) for letter in letters}) == len(letters)
    for letter in letters:
        assert CaseNumber.parse(invented(letter, "case_number")).year == 2031
        assert CitizenId.parse(invented(letter, "citizen_id"))
        assert Uscc.parse(invented(letter, "uscc"))


# --- local adjustments --------------------------------------------------------------------------

OFFICE = """
model: property-penalty-not-sent
versions: ">=1.0.0 <2.0.0"
parameters: {grace: 45}
exclude:
- {id: merged, title: {zh: 撤并, en: merged}, step: owed, where: "court = '某市乙区人民法院'"}
suppress:
- {key: {case_number: "（2031）某0101刑初1号", ordinal: 1}, reason: {zh: 已办结, en: closed}, until: 2024-07-31}
"""
GIVEN = """
sentences: [{doc_id: A, fine: 10}, {doc_id: B, fine: 10}, {doc_id: C, fine: 10}]
judgments:
- {doc_id: A, court: A, case_number: A, effective_date: 2024-01-01}
- {doc_id: B, court: B, case_number: B, effective_date: 2024-01-01}
- {doc_id: C, court: A, case_number: C, effective_date: 2024-05-20}
"""


def adjusted(as_of: str):
    model, parameters, suppressions = adjust(MODEL, parse_adjustments(OFFICE))
    ran = run(model, GIVEN, as_of=as_of)
    compiled = compile_model(
        model,
        RULES,
        parameters=parameters,
        suppressions=suppressions,
        as_of=datetime.date.fromisoformat(as_of),
    )
    rows = ran.rows(compiled.clues_sql)
    return [(row["case_number"], row["_suppressed_1"]) for row in rows]


def test_an_office_sets_parameters_excludes_and_suppresses():
    assert adjusted("2024-06-30") == [("（2031）某0101刑初1号", True)]


def test_a_suppression_ends_on_its_day():
    assert adjusted("2024-07-31")[0] == ("（2031）某0101刑初1号", True)
    assert adjusted("2024-08-01")[0] == ("（2031）某0101刑初1号", False)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        (">=1.0.0 <2.0.0", ">=2.0.0", "is now 1.0.0"),
        ("model: property-penalty-not-sent", "model: other-model", "are for other-model"),
        ("grace: 45", "graze: 45", "no parameter 'graze'"),
        ("step: owed", "step: fined", "no extension point"),
        ("id: merged", "id: paid-at-trial", "already"),
        ("ordinal: 1}", "name: A}", "no part of the clue's key"),
        ("until: 2024-07-31", "until: null", "has a last day"),
        ("versions: ", "version: ", "not known here"),
        (">=1.0.0 <2.0.0", "about one", "no range"),
    ],
)
def test_adjustments_that_do_not_fit_stop_the_run(old, new, word):
    with pytest.raises(AdjustError, match=word):
        adjust(MODEL, parse_adjustments(OFFICE.replace(old, new)))


def test_an_excluded_column_must_exist():
    model, _, _ = adjust(MODEL, parse_adjustments(OFFICE.replace("court =", "kort =")))
    with pytest.raises(CompileError, match="kort"):
        compile_model(model, RULES, as_of=datetime.date(2024, 1, 1))


# --- compiling as asked -------------------------------------------------------------------------


def test_a_model_that_asks_what_has_not_happened_needs_a_day():
    with pytest.raises(CompileError, match="needs an as-of date"):
        compile_model(MODEL, RULES)


@pytest.mark.parametrize("given", [{"graze": 3}, {"grace": "many"}])
def test_parameters_are_known_and_of_their_kind(given):
    with pytest.raises(CompileError, match="gra"):
        compile_model(MODEL, RULES, as_of=datetime.date(2024, 1, 1), parameters=given)


def test_a_parameter_stays_within_its_bounds():
    model = parse_model(TEXT.replace("default: 30", "default: 30, least: 7, most: 60"))
    with pytest.raises(CompileError, match="7 to 60"):
        compile_model(model, RULES, as_of=datetime.date(2024, 1, 1), parameters={"grace": 61})


# --- the cache ----------------------------------------------------------------------------------


def test_models_are_found_again_by_their_content(tmp_path, monkeypatch):
    day = datetime.date(2024, 6, 30)
    first = compile_models([EXAMPLE], RULES, as_of=day, keep_in=tmp_path)
    monkeypatch.setattr("xiezhi.model.cache.load_checked", None)
    monkeypatch.setattr("xiezhi.model.cache.compile_model", None)
    assert compile_models([EXAMPLE], RULES, as_of=day, keep_in=tmp_path) == first
    assert load_models([EXAMPLE], RULES, tmp_path)[0][0] == MODEL


def test_a_cache_that_was_tampered_with_is_never_run(tmp_path):
    load_models([EXAMPLE], RULES, tmp_path)
    (kept,) = tmp_path.iterdir()
    flag = tmp_path / "ran"

    class Evil:
        def __reduce__(self):
            import pathlib

            return (pathlib.Path.touch, (flag,))

    kept.write_bytes(pickle.dumps(Evil()))
    assert load_models([EXAMPLE], RULES, tmp_path)[0][0] == MODEL
    assert not flag.exists()
    kept.write_bytes(b"\x80\x05garbage")
    assert load_models([EXAMPLE], RULES, tmp_path)[0][0] == MODEL
