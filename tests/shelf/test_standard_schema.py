"""Standard tables in Arrow: ``_row`` first, all nullable, a field id for every part."""

import pyarrow as pa
import pytest

from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.standard_schema import arrow_type, field_id, standard_schema
from xiezhi.shelf.store.columns import by_id, ids_to_write, storage_of, stored_schema


def test_columns_follow_the_row_number_and_are_numbered_in_order():
    schema = standard_schema(Tables.load()["enforcement_case"])
    assert schema.names[:3] == ["_row", "exec_no", "court"]
    assert [field_id(field) for field in schema] == list(range(1, len(schema) + 1))
    assert all(field.nullable for field in schema)
    dates = schema.field("asset_query_dates")
    assert dates.type.value_type == pa.date32()
    assert field_id(dates.type.value_field) == len(schema) + 1
    assert schema.field("amount").type == pa.decimal128(18, 2)


@pytest.mark.parametrize("name", Tables.load().names)
def test_every_standard_table_goes_to_iceberg_and_back(name: str):
    from pyiceberg.io.pyarrow import pyarrow_to_schema

    schema = standard_schema(Tables.load()[name])
    back = stored_schema(pyarrow_to_schema(schema))
    assert back.equals(schema, check_metadata=True)


def test_structs_and_lists_say_their_parts_ids():
    kind = arrow_type('STRUCT("from" DATE, "to" DATE)')
    assert kind == pa.struct([("from", pa.date32()), ("to", pa.date32())])
    assert storage_of(kind) == 'STRUCT("from" DATE, "to" DATE)'
    from xiezhi.shelf.standard_schema import with_ids

    schema = with_ids([pa.field("a", pa.int64()), pa.field("p", kind), pa.field("b", pa.string())])
    assert (
        ids_to_write(schema) == '{"a": 1, "p": {__duckdb_field_id: 2, "from": 4, "to": 5}, "b": 3}'
    )
    assert by_id(schema)[1] == (2, "p", 'STRUCT("from" DATE, "to" DATE)')


def test_a_storage_type_that_no_file_can_hold_is_refused():
    with pytest.raises(ValueError, match="HUGEINT is no storage type"):
        arrow_type("HUGEINT")
