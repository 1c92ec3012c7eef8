"""A provider that delivers two kinds of file for one table keeps a mapping of each."""

import agencies
import pytest

from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.ingest.source import Source
from xiezhi.shelf.mapping.mapping import Mapped, Mapping, MappingError
from xiezhi.shelf.suggest.suggestion import suggest
from xiezhi.workspace.mappings import earlier_mappings, kept_mappings
from xiezhi.workspace.reoffering import reoffer_batch

TABLE = "death_record"
PROVIDER = "某市民政局"
CREMATED = "数据来源,登记编号,姓名,身份证号码,死亡日期,火化日期\n"
BURIED = "来源,注销编号,死者姓名,证件号码,死亡时间\n"
PERSON = f"赵六,{agencies.number('11010519400101001')},2031-04-01"


def written(office, name, text):
    path = office.files / name
    path.write_text(text)
    return path


def taken(office, path):
    """The titles that are suggested for a delivery, by column."""
    with Source.open(path) as source:
        known = earlier_mappings(office.shelf, TABLE)
        mapping = suggest(source, Tables.load()[TABLE], known, provider=PROVIDER)
    return {one.column: (one.source, one.confidence) for one in mapping.columns}


@pytest.fixture
def two_kinds(office):
    office.add(TABLE, written(office, "火化1.csv", f"{CREMATED}民政火化,火1,{PERSON},2031-04-03\n"))
    buried = written(office, "土葬1.csv", f"{BURIED}民政火化,注1,{PERSON}\n")
    with pytest.raises(MappingError, match="columns that came last time and are gone"):
        office.add(TABLE, buried)
    office.add(TABLE, buried, accept_changes=True)
    return office


def test_both_are_kept_and_chosen_by_the_headings(two_kinds):
    office = two_kinds
    kept = kept_mappings(office.shelf, PROVIDER, TABLE)
    assert [one.path.name for one in kept] == ["death_record.yaml", "death_record.2.yaml"]
    assert [one.mapping.of("name").source for one in kept] == ["姓名", "死者姓名"]
    # both come again, and nobody has to accept anything
    buried = written(office, "土葬2.csv", f"{BURIED}民政火化,注2,{PERSON}\n")
    assert taken(office, buried)["record_no"] == ("注销编号", 1.0)
    office.add(TABLE, buried)
    cremated = written(office, "火化2.csv", f"{CREMATED}民政火化,火2,{PERSON},2031-04-03\n")
    assert taken(office, cremated)["record_no"] == ("登记编号", 1.0)
    office.add(TABLE, cremated)
    assert len(kept_mappings(office.shelf, PROVIDER, TABLE)) == 2


def test_corrected_rows_go_through_the_mapping_that_their_delivery_was_read_with(two_kinds):
    from xiezhi.shelf.correction import export_quarantine

    office = two_kinds
    path = written(office, "土葬3.csv", f"{BURIED}民政火化,,{PERSON}\n民政火化,注4,{PERSON}\n")
    batch = office.add(TABLE, path).batch
    out = office.folder / "隔离.csv"
    export_quarantine(office.shelf.quarantine_file(batch), out)
    out.write_text(out.read_text("utf-8-sig").rstrip("\n,") + ",注3\n", "utf-8-sig")
    done = reoffer_batch(office.shelf, batch, out, agencies.AT)
    assert (done.rows_in, done.rows_kept) == (1, 1)


def test_a_fixed_value_is_its_own_providers(office):
    own = Mapping(TABLE, "甲县民政局", (Mapped("姓名", "name"),), {"source": "civil_affairs"})
    path = written(office, "火化.csv", "登记编号,姓名\n火1,赵六\n")
    with Source.open(path) as source:
        standard = Tables.load()[TABLE]
        assert suggest(source, standard, (own,), provider="甲县民政局").constants == {
            "source": "civil_affairs"
        }
        assert suggest(source, standard, (own,), provider="乙县民政局").constants == {}
