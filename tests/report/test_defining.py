"""What the columns of a model are called, step by step, in both languages."""

from pathlib import Path

from plain_run import small

from xiezhi.model.load import parse_model
from xiezhi.report.defining import Meanings
from xiezhi.rulebook.tables import Tables

ROOT = Path(__file__).parents[2]


def meanings(model, **parameters):
    tables = Tables.load()
    return Meanings(model, {one.name: tables[one.table] for one in model.inputs}, parameters)


def shipped(name):
    text = (ROOT / "rulebook/models" / name / "model.yaml").read_text("utf8")
    return meanings(parse_model(text))


def test_a_computed_column_goes_by_what_it_computes():
    titles = shipped("criminal/sentence-dates-wrong").of_clue
    assert titles["computed_end"].zh == "推算的刑期止"
    assert titles["days_late"].zh == "推算的刑期止至刑期止的日数"


GROUPED = small(
    "  judged: {table: judgment, columns: [doc_id, court, judged_date]}\n"
    "  parties: {table: judgment_party, columns: [doc_id, ordinal, birth_date]}",
    "  young: {group: {from: parties, by: [doc_id], columns: {born: max(birth_date)}}}\n"
    "  both: {join: {left: judged, right: young, keys: [doc_id], kind: inner, "
    "cardinality: one_to_one, take: [born]}}\n"
    "  later: {keep: {from: both, where: 'judged_date > add_months(born, :grace) and court is "
    "not null'}}\n"
    "  numbered: {window: {from: later, by: [court], order: [judged_date], "
    "columns: {nth: position()}}}\n"
    "  third: {keep: {from: numbered, where: 'nth >= 3'}}",
    "  from: third\n  key: {subject: [doc_id]}",
    "parameters:\n  grace: {type: months, default: 1, title: {zh: 宽限月数, en: months of grace}}",
)


def test_groups_windows_and_parameters_are_said_in_words():
    said = meanings(GROUPED, grace="2")
    first = said.condition("later", 1)
    assert first.zh == "裁判日期大于「最大的出生日期」之后「宽限月数 2」个月"
    assert first.en == (
        "date of judgment is above [months of grace 2] months after [the greatest date of birth]"
    )
    assert said.condition("third", 1).zh == "「次序」不低于3"
    assert said.condition("later", 3) is None
    assert said.condition("numbered", 1) is None


def test_a_table_of_the_rulebook_gives_its_titles_and_the_words_of_its_codes():
    said = shipped("criminal/state-security-rights-missing")
    conditions = [
        said.condition(name, number) for name, _ in said.model.steps for number in range(1, 9)
    ]
    told = "；".join(one.zh for one in conditions if one is not None)
    assert "犯罪类别为“危害国家安全犯罪”" in told


def test_one_name_in_two_tables_is_told_by_the_step_it_stands_in():
    said = shipped("criminal/recidivist-missed")
    conditions = [
        said.condition(name, number) for name, _ in said.model.steps for number in range(1, 9)
    ]
    told = "；".join(one.zh for one in conditions if one is not None)
    assert "自然人或单位为“自然人”" in told
    assert "种类为“前罪判决”" in told
