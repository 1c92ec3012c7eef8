"""Every kind of mistake is refused with its place, the reason and the cure; all at once."""

import pytest
from golden_models import EXAMPLE
from plain_run import RULES

from xiezhi.kernel.errors import XiezhiError
from xiezhi.model.checking import check_folder, check_model, load_checked
from xiezhi.model.load import ModelError, parse_model

TEXT = (EXAMPLE / "model.yaml").read_text(encoding="utf-8")


def problems(old: str, new: str):
    """What is wrong with the example after one change."""
    assert old in TEXT, old
    try:
        model = parse_model(TEXT.replace(old, new, 1), "m.yaml")
    except XiezhiError as error:
        return list(error.problems)
    return check_model(model, RULES)


def place(old: str, inside: str = "") -> str:
    """``m.yaml:line:column`` of a text of the example."""
    before = TEXT[: TEXT.index(old) + (old.index(inside) if inside else 0)]
    return f"m.yaml:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def test_the_example_has_nothing_wrong():
    model, stories, found = check_folder(EXAMPLE, RULES)
    assert (model.id, len(stories), found) == ("property-penalty-not-sent", 3, [])


WHERE = '"fine > 0 and effective_date is not null"'
ONE_EACH = [
    ("grade: suspicious", "grade: likely", "form-choice", "certain, suspicious, indicative"),
    ("status: experimental", "status: experimental\nstate: new", "form-unknown-field", "Known"),
    ("version: 1.0.0", "version: 1.0", "model-version", "three numbers"),
    ("remedy: [纠正意见, 检察建议]\n", "", "form-missing-field", "remedy"),
    ("remedy: [纠正意见, 检察建议]", "remedy: [纠正意见, 罚站]", "remedy-unknown", "罚站"),
    ("purpose: 刑事执行监督", "purpose: 刑事执行", "purpose-unknown", "刑事执行监督"),
    (
        "columns: [basis_no, file_date],",
        "columns: [basis_no, file_date], needs: {completeness: {exec_no: 0.9}},",
        "needs-column",
        "basis_no",
    ),
    (
        "columns: [basis_no, file_date],",
        "columns: [basis_no, file_date], needs: {validity: {basis_no: 95}},",
        "needs-share",
        "0.95",
    ),
    (
        "columns: [basis_no, file_date],",
        "columns: [basis_no, file_date], needs: {freshness: {basis_no: 0.9}},",
        "form-unknown-field",
        "completeness",
    ),
    (
        "table: judgment_sentence",
        "table: judgement_sentence",
        "name-unknown-table",
        "judgment_sentence",
    ),
    ("name, fine, fine_paid]", "name, fines, fine_paid]", "name-unknown-column", "columns"),
    ("法释〔2014〕13号#7", "法释〔2014〕13号#700", "law-unresolved", "rulebook/law"),
    ("from: fined, where", "from: fine, where", "name-unknown-step", "Did you mean 'fined'"),
    ("keep: {", "keeps: {", "step-verb", "verbs: keep"),
    (WHERE, '"fines > 0"', "name-unknown-column", "Did you mean 'fine'"),
    (WHERE, '"fine > "', "expression-syntax", "A value is expected"),
    (WHERE, "\"fine > 'a'\"", "type-compare", "money is compared with a number"),
    (WHERE, '"fine + 3 > effective_date"', "type-compare", "date"),
    (WHERE, '"case_number = name"', "type-compare", "are not compared"),
    (
        WHERE,
        '"fine + days_between(effective_date, effective_date) > 3"',
        "type-arithmetic",
        "no type",
    ),
    (WHERE, '"fine"', "type-not-condition", "Compare it"),
    (WHERE, '"fine = null"', "never-null", "is null"),
    (WHERE, '"1 = 1"', "never-constant", "column"),
    (WHERE, '"fine > 0 and fine < 0"', "never-holds", "no value of fine"),
    (WHERE, '"fine > 5 and fine is null"', "never-holds", "no value of fine"),
    (WHERE, '"doc_id is null"', "never-null", "never empty"),
    (WHERE, "\"upper(fine) = 'A'\"", "type-argument", "takes text"),
    (WHERE, "\"md5(name) = 'A'\"", "name-unknown-function", "every engine"),
    (WHERE, '"sum(fine) > 3"', "type-function-place", "group"),
    (WHERE, "\"matches(name, '(?=甲)')\"", "type-pattern", "looking"),
    (WHERE, '"fine > (select 1)"', "expression-syntax", "holds no query"),
    (WHERE, "\"effective_date > '2020-13-45'\"", "type-compare", "YYYY-MM-DD"),
    (WHERE, "\"effective_date > date '2020-02-30'\"", "expression-syntax", "no day"),
    (WHERE, '"fine > :least"', "name-unknown-parameter", "Declare it"),
    ("keys: [doc_id]", "keys: [{ordinal: court}]", "key-types", "not the same thing"),
    ("keys: [doc_id]", "keys: [{fine: doc_id}]", "key-types", "not the same thing"),
    ("cardinality: many_to_one", "cardinality: one", "form-choice", "many_to_one"),
    (
        "keys: [{case_number: basis_no}]",
        "keys: [{effective_date: file_date}]",
        "key-alone",
        "on a day",
    ),
    ("after: effective_date", "after: court", "type-argument", "after is a date"),
    (", covers: {need: complete, by: court}", "", "absent-coverage", "cannot be decided"),
    ('within: ":grace"', 'within: "-3 days"', "form-kind", "30 days"),
    ("default: 30", "default: -1", "window-negative", "at least 0"),
    ("default: 30", "default: 99999", "window-endless", "hundred years"),
    ("step: owed", "step: owned", "name-unknown-step", "owned"),
    ("key: {subject: [case_number, ordinal]", "key: {subject: [name]", "clue-subject", "affected"),
    (
        "key: {subject: [case_number, ordinal]",
        "key: {subject: [case_no]",
        "name-unknown-column",
        "case_no",
    ),
    ("amount: fine", "amount: court", "type-argument", "amount is a number"),
    ("已 {days_waiting} 天", "已 {days_waited} 天", "name-unknown-column", "days_waited"),
    ("sensitivity: personal", "sensitivity: public", "sensitivity", "personal"),
    ("extension_points: [owed]", "extension_points: [due]", "name-unknown-step", "due"),
    ("grace: {type: days", "grace: {type: dayz", "name-unknown-parameter", "days"),
]


@pytest.mark.parametrize(("old", "new", "code", "word"), ONE_EACH, ids=lambda x: str(x)[:30])
def test_a_mistake_is_refused(old, new, code, word):
    found = problems(old, new)
    (problem,) = [one for one in found if one.code == code][:1] or found[:1]
    assert problem.code == code, [str(one) for one in found]
    assert problem.where.startswith("m.yaml:")
    assert word in str(problem)


def test_the_place_is_the_character_of_the_expression():
    (problem,) = problems(WHERE, '"fine > 0 and efective_date is not null"')
    assert problem.where == place(WHERE, "effective_date")


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_file():
    text = (
        TEXT.replace("table: judgment,", "table: judgments,")
        .replace("fine > 0", "fine > 'a'")
        .replace("amount: fine", "amount: court")
    )
    found = check_model(parse_model(text, "m.yaml"), RULES)
    assert len({problem.where for problem in found}) >= 3
    lines = [int(problem.where.split(":")[1]) for problem in found]
    assert lines == sorted(lines)


def test_person_names_alone_link_nothing():
    text = TEXT.replace(
        "[doc_id, court, case_number, effective_date]",
        "[doc_id, court, case_number, effective_date]",
    )
    found = check_model(
        parse_model(
            text.replace(
                "columns: [basis_no, file_date]", "columns: [basis_no, debtor, file_date]"
            ).replace("keys: [{case_number: basis_no}]", "keys: [{name: debtor}]"),
            "m.yaml",
        ),
        RULES,
    )
    (problem,) = [one for one in found if one.code == "key-alone"]
    assert "many persons share a name" in problem.why


UNUSED = [
    (
        "enforcement: {table",
        "others: {table: judgment_party, columns: [doc_id]}\n  enforcement: {table",
        "unused-input",
        "others",
    ),
    (
        "  untouched:",
        '  spare:\n    keep: {from: fined, where: "fine > 1"}\n  untouched:',
        "unused-step",
        "spare",
    ),
    (
        "grace: {type: days",
        "other: {type: days, default: 3, title: {zh: 甲, en: a}}\n  grace: {type: days",
        "unused-parameter",
        "other",
    ),
]


@pytest.mark.parametrize(("old", "new", "code", "word"), UNUSED)
def test_what_is_not_used_is_refused(old, new, code, word):
    (problem,) = problems(old, new)
    assert (problem.code, word in problem.what) == (code, True)


def test_columns_behind_an_extension_point_count_as_used():
    assert problems("[doc_id, court,", "[doc_id, procuratorate, court,") == []


def unused_without_extension(old, new):
    text = TEXT.replace(old, new, 1).replace("extension_points: [owed]", "extension_points: []")
    return check_model(parse_model(text, "m.yaml"), RULES)


def test_a_column_nobody_uses_is_refused():
    (problem,) = unused_without_extension("[doc_id, court,", "[doc_id, procuratorate, court,")
    assert (problem.code, "procuratorate" in problem.what) == ("unused-column", True)


def test_a_condition_against_the_steps_before_it_is_refused():
    found = problems(
        "  untouched:",
        '  less:\n    keep: {from: owed, where: "fine < 0"}\n  untouched:',
    )
    assert any(p.code == "never-holds" and "steps before it" in p.what for p in found)


def test_an_alternative_that_can_never_hold_is_refused():
    found = problems(WHERE, "\"fine > 3 or (court = '甲' and court = '乙')\"")
    assert [p.code for p in found] == ["never-holds"]


def test_a_word_outside_its_closed_list_is_refused():
    inputs = "columns: [doc_id, ordinal, name, fine, fine_paid]"
    text = TEXT.replace(inputs, inputs.replace("fine,", "fine, penalty_kind,")).replace(
        "fine > 0", "penalty_kind = 'fixed'"
    )
    (problem,) = check_model(parse_model(text, "m.yaml"), RULES)
    assert (problem.code, problem.cure) == ("never-word", "Did you mean 'fixed_term'?")


def test_a_model_without_stories_or_notes_is_refused(tmp_path):
    (tmp_path / "model.yaml").write_text(TEXT, encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        load_checked(tmp_path, RULES)
    assert {problem.code for problem in caught.value.problems} == {
        "stories-missing",
        "notes-missing",
    }


def test_a_kind_of_story_that_is_missing_is_named(tmp_path):
    (tmp_path / "model.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "notes.md").write_text("# notes", encoding="utf-8")
    (tmp_path / "cases.yaml").write_text(
        "- {story: {zh: 无, en: none}, as_of: 2024-01-01, given: {}, expect: []}\n",
        encoding="utf-8",
    )
    _, _, found = check_folder(tmp_path, RULES)
    assert [problem.what for problem in found] == [
        "property-penalty-not-sent has no hit story.",
        "property-penalty-not-sent has no look-alike story.",
    ]


def test_a_folder_without_a_model_is_refused(tmp_path):
    model, _, found = check_folder(tmp_path, RULES)
    assert model is None
    assert found[0].code == "model-unreadable"


SQL = """  last:
    sql: %s
"""


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("delete from sentences", "Only one SELECT"),
        ("select doc_id from sentences; drop table x", "no sign of the language"),
        ("select doc_id from read_csv('a.csv')", "Table functions"),
        ("select doc_id from 'a.parquet'", "name of an input or step"),
        ("select * from sentences", "one by one"),
        ("select doc_id from sentences order by doc_id", "order"),
        ("select doc_id from sentences limit 3", "limit"),
        ("select doc_id from sentences union select doc_id from sentences", "combine"),
        ("select doc_id from (select doc_id from sentences)", "name of an input or step"),
        ("select (select 1) as x from sentences", "query within a query"),
        ("select doc_id from sentences, judgments", "joined with join"),
        (
            "select s.doc_id from sentences s join judgments j on s.doc_id > j.doc_id",
            "equal columns",
        ),
        ("with x as (select 1) select doc_id from x", "Only one SELECT"),
        ("select row_number() over (order by doc_id) as n from sentences", "window"),
    ],
)
def test_a_query_is_one_select_of_the_plain_shape(query, word):
    text = TEXT.replace(
        "steps:\n", "steps:\n  extra:\n    sql: " + repr(query).replace('"', "'") + "\n", 1
    )
    if "'" in query:
        text = TEXT.replace("steps:\n", f'steps:\n  extra:\n    sql: "{query}"\n', 1)
    with pytest.raises(ModelError) as caught:
        parse_model(text, "m.yaml")
    (problem,) = caught.value.problems
    assert problem.code == "sql-not-select"
    assert word in str(problem)
