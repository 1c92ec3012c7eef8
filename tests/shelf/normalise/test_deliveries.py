"""A whole delivery: every row in is kept or in quarantine, duplicates are found, keys hold."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.ingest.problem import IngestError
from xiezhi.shelf.ingest.source import Source
from xiezhi.shelf.mapping.mapping import Mapped, Mapping, MappingError
from xiezhi.shelf.normalise.normalised import RepeatedKeyError, normalise
from xiezhi.shelf.normalise.repeats import Repeats
from xiezhi.shelf.origin import Origin, unpack
from xiezhi.shelf.suggest.suggestion import suggest

CASES = Tables.load()["enforcement_case"]
TITLES = {"执行案号": "exec_no", "执行法院": "court", "被执行人": "debtor", "身份证号": "debtor_id",
          "标的额": "amount", "立案日期": "file_date"}  # fmt: skip
HEAD = ",".join(TITLES)
WHOLE = "11010519491231002X"


def mapping(**more):
    columns = tuple(Mapped(source, column) for source, column in TITLES.items())
    return Mapping("enforcement_case", "某区人民法院", columns, **more)


def line(
    number=1, court="某市某区人民法院", name="张三", id_=WHOLE, amount="3000", day="2031-06-14"
):
    return f"（2031）某0101执{number}号,{court},{name},{id_},{amount},{day}"


def load(folder: Path, *lines, given=None, text=None, **how):
    path = folder / "执行案件.csv"
    data = text if text is not None else "\n".join([HEAD, *lines]) + "\n"
    path.write_bytes(data.encode("gb18030"))
    quarantine = folder / "quarantine" / "3.parquet"
    done = normalise(
        Source.open(path), given or mapping(), CASES, batch=3, quarantine=quarantine, **how
    )
    batches = list(done)
    rows = pa.Table.from_batches(batches, schema=done.schema).to_pylist()
    entries = pq.read_table(quarantine).to_pylist() if quarantine.exists() else []
    assert done.rows_in == done.rows_kept + done.rows_quarantined
    return done, rows, entries


def test_a_clean_row_is_a_row_of_the_table_with_its_origin(tmp_path):
    done, rows, entries = load(tmp_path, line())
    assert (done.rows_in, done.rows_kept, entries) == (1, 1, [])
    (row,) = rows
    assert unpack(row["_row"]) == Origin(3, 1, 2)
    assert row["exec_no"] == "（2031）某0101执1号"
    assert (row["amount"], row["file_date"]) == (Decimal("3000.00"), date(2031, 6, 14))
    assert row["close_date"] is None
    assert [(one.name, one.sheet, one.rows) for one in done.files] == [("执行案件.csv", "", 1)]


def test_a_refused_key_keeps_the_row_out_and_another_refused_cell_becomes_null(tmp_path):
    done, rows, entries = load(
        tmp_path, line(1, amount="约3万元"), "号错,法院,李四,,1,", line(3, court="")
    )
    assert (done.rows_in, done.rows_kept, done.rows_quarantined, done.cells_refused) == (3, 1, 2, 1)
    assert rows[0]["amount"] is None
    assert [(one["source_row"], one["kind"], one["column"], one["raw"], one["code"]) for one in entries] == [
        (2, "cell", "amount", "约3万元", "not-money"),
        (3, "row", "exec_no", "号错", "not-case-number"),
        (4, "row", "court", "", "empty"),
    ]  # fmt: skip
    assert entries[0]["reason_zh"]


def test_broken_rows_totals_and_repeated_headers_are_accounted_for(tmp_path):
    text = "\n".join(
        [
            "某区人民法院执行案件表",
            HEAD,
            line(1),
            "短,行",
            HEAD,
            line(2),
            "合计,,,,6000,",
            "填表人：甲某,,,,,",
        ]
    )
    done, rows, entries = load(tmp_path, text=text)
    assert (done.rows_in, done.rows_kept, done.rows_quarantined, done.rows_aside) == (3, 2, 1, 3)
    assert [unpack(row["_row"]).row for row in rows] == [3, 6]
    kinds = [(one["source_row"], one["kind"], one["code"]) for one in entries]
    assert sorted(kinds) == [
        (4, "broken", "broken-row"), (5, "aside", "aside-header"), (7, "aside", "aside-total"),
        (8, "aside", "aside-footer"),
    ]  # fmt: skip


def test_whole_duplicates_are_quarantined_and_the_first_is_kept(tmp_path):
    done, rows, entries = load(tmp_path, line(1), line(2), line(1), line(1, name="张 三"))
    assert (done.rows_kept, done.rows_quarantined) == (2, 2)
    assert [unpack(row["_row"]).row for row in rows] == [2, 3]
    assert [(one["source_row"], one["kind"], one["raw"]) for one in entries] == [
        (4, "duplicate", "row 2"), (5, "duplicate", "row 2"),
    ]  # fmt: skip


def test_rows_of_one_key_that_differ_end_the_delivery(tmp_path):
    with pytest.raises(RepeatedKeyError, match=r"row 3 and 执行案件\.csv row 2"):
        load(tmp_path, line(1), line(1, amount="5"))
    assert list((tmp_path / "quarantine").iterdir()) == []


def test_or_go_to_quarantine_when_a_person_said_so(tmp_path):
    done, rows, entries = load(tmp_path, line(1), line(1, amount="5"), repeats="quarantine")
    assert (len(rows), done.rows_quarantined) == (1, 1)
    assert rows[0]["amount"] == Decimal(3000)
    assert (entries[0]["kind"], entries[0]["code"]) == ("repeated_key", "repeated-key")


def test_a_masked_number_is_kept_but_never_as_a_key(tmp_path):
    _, rows, _ = load(tmp_path, line(1, id_="110105********002X"))
    assert rows[0]["debtor_id"] == "110105********002X"
    pensions = Tables.load()["pension_payment"]
    assert "citizen_id" in pensions.key
    path = tmp_path / "养老金.csv"
    path.write_text("姓名,身份证号,发放月\n张三,110105********002X,2031-01\n")
    titles = {"姓名": "name", "身份证号": "citizen_id", "发放月": "pay_month"}
    given = Mapping(
        "pension_payment",
        columns=tuple(Mapped(source, column) for source, column in titles.items()),
        constants={"agency": "某市社保局", "scheme": _first_word(pensions, "scheme"),
                   "item": _first_word(pensions, "item")},
    )  # fmt: skip
    done = normalise(Source.open(path), given, pensions, batch=1, quarantine=None)
    assert list(done) == []
    assert done.rows_quarantined == 1
    assert done.reasons == {("citizen_id", "key-masked"): 1}


def _first_word(table, column):
    return next(iter(table.columns[column].labels))


def test_persons_and_units_numbers_in_one_column_go_to_their_own(tmp_path):
    columns = (*mapping().columns, Mapped("身份证号", "debtor_uscc"))
    given = Mapping("enforcement_case", columns=columns)
    _, rows, entries = load(
        tmp_path, line(1), line(2, id_="91350100M000100Y43"), line(3, id_="错"), given=given
    )
    assert [(row["debtor_id"], row["debtor_uscc"]) for row in rows] == [
        (WHOLE, None), (None, "91350100M000100Y43"), (None, None),
    ]  # fmt: skip
    assert [(one["column"], one["raw"]) for one in entries] == [("debtor_id", "错")]


def test_constants_hold_for_every_row_and_are_checked(tmp_path):
    columns = tuple(one for one in mapping().columns if one.column != "court")
    given = Mapping(
        "enforcement_case",
        columns=columns,
        constants={"court": "某市 某区人民法院", "close_date": "2031-07-01"},
    )
    _, rows, _ = load(tmp_path, line(1), given=given)
    assert (rows[0]["court"], rows[0]["close_date"]) == ("某市某区人民法院", date(2031, 7, 1))
    with pytest.raises(MappingError, match="constant for close_date"):
        load(
            tmp_path,
            line(1),
            given=Mapping(
                "enforcement_case",
                columns=columns,
                constants={"court": "某", "close_date": "2031-13-01"},
            ),
        )


def test_a_title_that_is_gone_is_said_with_its_likely_new_name(tmp_path):
    text = f"{HEAD.replace('标的额', '标的额（元）')}\n{line()}\n"
    with pytest.raises(MappingError) as caught:
        load(tmp_path, text=text)
    (problem,) = caught.value.problems
    assert problem.code == "ingest-schema-changed"
    assert problem.why == "gone: 标的额; new: 标的额（元）; 标的额 may now be called 标的额（元）"
    _, rows, _ = load(tmp_path, text=text, accept_changes=True)
    assert rows[0]["amount"] is None


def test_sheets_without_a_mapped_title_are_skipped_and_said(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(list(TITLES))
    book.active.append(line(1).split(","))
    more = book.create_sheet("说明")
    more.append(["项目", "内容"])
    more.append(["甲", "乙"])
    book.create_sheet("二月").append(list(TITLES))
    book["二月"].append(line(2).split(","))
    path = tmp_path / "a.xlsx"
    book.save(path)
    done = normalise(Source.open(path), mapping(), CASES, batch=1, quarantine=None)
    rows = [unpack(row) for batch in done for row in batch.column("_row").to_pylist()]
    assert rows == [Origin(1, 1, 2), Origin(1, 2, 2)]
    assert done.skipped == ("a.xlsx · 说明",)
    assert [one.sheet for one in done.files] == ["Sheet", "二月"]


def test_sheets_with_one_and_two_lines_of_titles_are_read_with_one_mapping(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "一月"
    book.active.append(list(TITLES))
    book.active.append(line(1).split(","))
    book.active.append(["合计：1件"])
    first = next(iter(TITLES))
    grouped = book.create_sheet("二月")
    grouped.append(["案件", *[""] * (len(TITLES) - 1)])
    grouped.append(list(TITLES))
    grouped.append(line(2).split(","))
    grouped.merge_cells(start_row=1, end_row=1, start_column=1, end_column=2)
    grouped["D1"] = "被执行人情况"
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert Source.open(path).sheets[1].titles[0] == f"案件/{first}"
    done = normalise(Source.open(path), mapping(), CASES, batch=1, quarantine=None)
    rows = [unpack(row) for batch in done for row in batch.column("_row").to_pylist()]
    assert rows == [Origin(1, 1, 2), Origin(1, 2, 3)]
    assert f"a.xlsx · 二月: the title 案件/{first} is read as {first}" in done.remarks
    assert (done.rows_in, done.rows_aside) == (2, 1)


def test_a_file_spoilt_further_down_leaves_nothing(tmp_path):
    path = tmp_path / "执行案件.csv"
    good = "".join(f"{line(number)}\n" for number in range(1, 5000))
    path.write_bytes(f"{HEAD}\n{good}".encode("gb18030") + bytes(range(256)) * 4)
    quarantine = tmp_path / "q" / "1.parquet"
    with pytest.raises(IngestError, match="no text from byte"):
        list(normalise(Source.open(path), mapping(), CASES, batch=1, quarantine=quarantine))
    assert list(quarantine.parent.iterdir()) == []


def test_columns_that_nothing_gives_are_said_before_anything_is_read(tmp_path):
    with pytest.raises(MappingError) as caught:
        load(tmp_path, line(), given=Mapping("enforcement_case", columns=mapping().columns[2:]))
    assert [problem.code for problem in caught.value.problems] == ["mapping-missing-column"] * 2


def test_a_folder_of_documents_becomes_the_document_table(tmp_path):
    folder = tmp_path / "文书"
    folder.mkdir()
    (folder / "甲.txt").write_text("某市某区人民法院\n刑事判决书\n被告人张三\n", "utf8")
    (folder / "乙.pdf").write_bytes(b"%PDF-1.4 spoilt")
    table = Tables.load()["document"]
    source = Source.open(folder)
    given = suggest(source, table)
    done = normalise(source, given, table, batch=1, quarantine=tmp_path / "q.parquet")
    (row,) = [row for batch in done for row in batch.to_pylist()]
    assert row["text"] == "某市某区人民法院\n刑事判决书\n被告人张三\n"
    assert row["source_file"] == "甲.txt"
    assert (done.rows_in, done.rows_quarantined) == (2, 1)
    (entry,) = pq.read_table(tmp_path / "q.parquet").to_pylist()
    assert (entry["code"], entry["raw"][:5]) == ("no-document", "乙.pdf")


def test_repeats_are_found_in_any_number_of_batches_and_nothing_else_is_lost(tmp_path):
    import numpy as np

    from xiezhi.shelf.normalise.repeats import Marks

    chance = np.random.default_rng(5)
    keys = chance.integers(0, 50_000, 120_000).astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    seen: dict[int, int] = {}
    with Repeats(tmp_path, 10) as repeats:
        yielded = []
        for at in range(0, len(keys), 7001):
            some = keys[at : at + 7001]
            rows = np.arange(at, at + len(some), dtype=np.int64)
            batch = pa.record_batch({"_row": rows})
            yielded += repeats.fresh(batch, Marks(some, some, rows)).column("_row").to_pylist()
        again = {}
        for fresh, rest, found in repeats.resolve():
            yielded += fresh.column("_row").to_pylist()
            assert rest.column("_row").to_pylist() == [one.row for one in found]
            again |= {one.row: one.earlier for one in found}
    for row, key in enumerate(keys.tolist()):
        seen.setdefault(key, row)
    wanted = {row: seen[key] for row, key in enumerate(keys.tolist()) if seen[key] != row}
    assert again == wanted
    assert sorted(yielded) == sorted(seen.values())


names = st.sampled_from(["张三", "李四", "王小明", "甲买提·乙力"])
days = st.dates(date(1990, 1, 1), date(2031, 12, 31))
records = st.lists(
    st.tuples(names, st.integers(0, 10**9), days, st.integers(1, 99_999)), min_size=1, max_size=12,
    unique_by=lambda record: record[3],
)  # fmt: skip
dirts = st.lists(st.integers(0, 5), min_size=12, max_size=12)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)
@given(
    records,
    dirts,
    st.sampled_from(["utf-8-sig", "gb18030", "utf-16"]),
    st.sampled_from([",", "\t", "|"]),
)
def test_a_table_as_messy_text_comes_back_equal_or_in_quarantine(
    tmp_path, table, dirt, encoding, delimiter
):
    lines = [HEAD.split(",")]
    for (name, cents, day, number), how in zip(table, dirt, strict=False):
        lines.append([
            (f"（2031）某0101执{number}号", f"(2031) 某0101执{number}号")[how % 2],
            "某市某区人民法院",
            (name, " ".join(name), name.replace("·", "•"), f"{name}　", name, name)[how],
            (WHOLE, WHOLE.lower(), f"{WHOLE}\u3000", "1.10105E+17", "110105********002X", "１１０１０５19491231002X")[how],
            (f"{cents / 100:.2f}", f"{cents // 100:,}.{cents % 100:02}", f"{cents / 100:.2f}元", "约" + str(cents), "", f" {cents / 100:.2f}")[how],
            (f"{day}", f"{day:%Y.%m.%d}", f"{day.year}年{day.month}月{day.day}日", f"{day:%Y%m%d}", "至今", f"{day:%Y/%m/%d} 00:00:00")[how],
        ])  # fmt: skip
    text = "".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) + "\r\n"
        for row in lines
    )
    path = tmp_path / "messy.csv"
    path.write_bytes(text.encode(encoding))
    done = normalise(
        Source.open(path), mapping(), CASES, batch=1, quarantine=tmp_path / "q.parquet"
    )
    rows = {row["exec_no"]: row for batch in done for row in batch.to_pylist()}
    assert done.rows_in == len(table) == len(rows)
    for (name, cents, day, number), how in zip(table, dirt, strict=False):
        row = rows[f"（2031）某0101执{number}号"]
        assert row["debtor"] == name
        assert row["debtor_id"] in (
            WHOLE,
            None if how == 3 else "110105********002X" if how == 4 else WHOLE,
        )
        assert row["amount"] == (None if how in (3, 4) else Decimal(cents) / 100)
        assert row["file_date"] == (None if how == 4 else day)
    assert done.cells_refused == sum(2 for _, how in zip(table, dirt, strict=False) if how == 3)
