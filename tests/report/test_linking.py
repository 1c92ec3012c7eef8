"""Columns that linking adds have titles and words; an own table comes with the bundle."""

from plain_run import small

from xiezhi.report.linking import linked_columns
from xiezhi.rulebook.tables import Tables

MODEL = small(
    "  people: {table: judgment_party, columns: [doc_id, ordinal, name, birth_date]}\n"
    "  residents: {table: population, columns: [citizen_id, name, birth_date]}",
    "  last: {match: {left: people, right: residents, compare: [name, birth_date], block: [[name]], "
    "least: 0.95, take: [{their_name: name}]}}",
    "  from: last\n  key: {subject: [doc_id, ordinal]}",
)
COLUMNS = Tables.load()["judgment_party"].columns


def test_levels_weights_and_the_other_side_have_titles():
    found = linked_columns(MODEL, COLUMNS)
    assert found["level_name"].title.zh == "姓名或名称一致程度"
    assert found["level_name"].labels["one_character"].en == "one character differs"
    assert found["weight_birth_date"].title.en == "weight of date of birth"
    assert found["other_name"].type.name == "person_name"
    assert found["their_name"].title.zh == "对方姓名或名称"
    assert found["match_probability"].type.name == "share"


def test_columns_of_the_tables_keep_their_own_titles():
    assert not set(linked_columns(MODEL, COLUMNS)) & set(COLUMNS)
    assert linked_columns(None, COLUMNS) == {}
