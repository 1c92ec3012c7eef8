"""A bundle is written once and reads back as it was; the golden bundle stays readable."""

import os
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from invented_bundle import COURT, TEXT, content

from xiezhi.evidence.bundle import BundleError, bundle_folders, open_bundle
from xiezhi.evidence.sums import sums_problems
from xiezhi.evidence.writing import write_bundle
from xiezhi.kernel.span import Span

GOLDEN = Path(__file__).parents[1] / "golden" / "bundle"
FILES = [
    "SHA256SUMS",
    "clues.parquet",
    "documents.parquet",
    "funnel.json",
    "links.parquet",
    "manifest.json",
    "model/cases.yaml",
    "model/explain.en.txt",
    "model/explain.zh.txt",
    "model/model.yaml",
    "reasons.parquet",
    "rows/sentences.parquet",
    "run.json",
    "searched.parquet",
]


@pytest.fixture
def written(tmp_path: Path) -> Path:
    write_bundle(tmp_path / "run", content())
    return tmp_path / "run"


def files_of(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_bundle_has_exactly_the_files_of_its_page(written: Path):
    assert files_of(written) == FILES
    assert sums_problems(written) == []


def test_a_clue_reads_back_with_its_reasons_evidence_and_document(written: Path):
    bundle = open_bundle(written)
    clue = next(clue for clue in bundle.clues if clue.affected == "甲某")
    assert (clue.organ, clue.amount, clue.occurred) == (COURT, Decimal("8000.00"), date(2031, 6, 1))
    assert clue.values["ordinal"] == 1
    assert clue.types["name"] == "person_name"
    assert clue.checklist[0].excludes_when == "yes"
    assert bundle.reasons[clue.id][0].values == {"fine": "8000"}
    ((link, row),) = bundle.evidence_of(clue.id)
    assert link.role == "event"
    assert row.values["fine"] == Decimal("8000.00")
    assert row.types["fine"] == "money"
    document = bundle.documents[row.values["doc_id"]]
    assert document.quote(row.spans["fine"]) == row.spans["fine"].of(TEXT) == "人民币八千元"
    assert document.quote(Span(0, 3)) is None
    assert bundle.searched[clue.id][0].input == "enforcement"


def test_a_suppressed_clue_stays_and_is_flagged(written: Path):
    bundle = open_bundle(written)
    (suppressed,) = [clue for clue in bundle.clues if clue.suppression]
    assert suppressed.flags == ("suppressed",)
    assert bundle.manifest.counts.suppressed == 1
    assert bundle.manifest.counts.clues == 2


def test_funnel_and_manifest_read_back_as_written(written: Path):
    bundle = open_bundle(written)
    assert bundle.funnel == content().funnel
    assert bundle.manifest == content().manifest()
    assert (bundle.manifest.counts.pending, bundle.manifest.counts.not_checkable) == (1, 2)
    assert bundle.manifest.counts.excluded == 5


def test_two_writings_have_the_same_bytes(written: Path, tmp_path: Path):
    write_bundle(tmp_path / "again", content())
    for name in FILES:
        assert (tmp_path / "again" / name).read_bytes() == (written / name).read_bytes(), name


def test_row_order_and_number_widths_do_not_change_the_content_hash():
    plain = content()
    shuffled = {name: table.take([1, 0]) for name, table in plain.rows.items()}
    wide = pa.schema(
        [
            field.with_type(pa.int64()) if field.name == "ordinal" else field
            for field in shuffled["sentences"].schema
        ]
    )
    other = content(
        rows={"sentences": shuffled["sentences"].cast(wide)}, clues=plain.clues.take([1, 0])
    )
    assert other.manifest().content_hash == plain.manifest().content_hash


def test_another_value_changes_the_content_hash_of_its_part_only():
    plain = content().manifest()
    rows = content().rows["sentences"]
    index = rows.column_names.index("fine")
    dearer = pa.array([Decimal("8000.01"), Decimal("30000.00")], pa.decimal128(18, 2))
    other = content(rows={"sentences": rows.set_column(index, rows.schema.field(index), dearer)})
    differing = {
        name for name, digest in other.manifest().digests.items() if plain.digests[name] != digest
    }
    assert differing == {"rows/sentences"}


def test_a_bundle_replaces_an_older_one_whole(written: Path):
    write_bundle(written, content(rows={}, notes=("second",)))
    assert open_bundle(written).manifest.notes == ("second",)
    assert open_bundle(written).inputs == ()
    assert [path.name for path in written.parent.iterdir()] == ["run"]


def test_the_golden_bundle_is_what_the_writer_writes(tmp_path: Path):
    if os.environ.get("XIEZHI_UPDATE_GOLDEN"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        write_bundle(GOLDEN, content())
    golden = open_bundle(GOLDEN)
    assert sums_problems(GOLDEN) == []
    assert golden.manifest == content().manifest()
    write_bundle(tmp_path / "now", content())
    texts = [name for name in FILES if not name.endswith((".parquet", "SHA256SUMS"))]
    for name in texts:
        assert (tmp_path / "now" / name).read_text("utf8") == (GOLDEN / name).read_text("utf8")
    for name in ("clues", "reasons", "links", "searched", "documents", "rows/sentences"):
        assert open_bundle(tmp_path / "now").table(name).equals(golden.table(name)), name


def test_a_bundle_of_the_version_before_is_read():
    old = open_bundle(GOLDEN.with_name("bundle-1"))
    assert sums_problems(old.folder) == []
    assert old.manifest.bundle_version == 1
    assert old.manifest.tables["enforcement"].deliveries == ()
    assert replace(old.manifest, bundle_version=2) == content().manifest()
    assert len(old.clues) == 2


def test_a_later_version_is_refused_with_the_cure(written: Path):
    manifest = written / "manifest.json"
    manifest.write_text(
        manifest.read_text("utf8").replace('"bundle_version": 2', '"bundle_version": 9'), "utf8"
    )
    with pytest.raises(BundleError) as refused:
        open_bundle(written)
    assert refused.value.problems[0].code == "bundle-version"


def test_a_manifest_that_lacks_a_field_is_refused_by_its_schema(written: Path):
    manifest = written / "manifest.json"
    manifest.write_text(manifest.read_text("utf8").replace('"office_key"', '"office"'), "utf8")
    with pytest.raises(BundleError) as refused:
        open_bundle(written)
    assert {problem.code for problem in refused.value.problems} == {"bundle-schema"}


def test_a_table_with_a_column_of_another_kind_is_refused(written: Path):
    import pyarrow.parquet as pq

    links = pq.read_table(written / "links.parquet")
    pq.write_table(links.drop_columns(["role"]), written / "links.parquet")
    with pytest.raises(BundleError) as refused:
        _ = open_bundle(written).links
    assert "column role is missing" in refused.value.problems[0].why


def test_a_truncated_table_is_refused_by_name(written: Path):
    path = written / "clues.parquet"
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(BundleError) as refused:
        _ = open_bundle(written).clues
    assert refused.value.problems[0].where.endswith("clues.parquet")


def test_a_folder_without_bundles_is_refused(tmp_path: Path):
    with pytest.raises(BundleError):
        bundle_folders(tmp_path)
    with pytest.raises(BundleError):
        open_bundle(tmp_path)


def test_a_run_folder_lists_its_bundles(tmp_path: Path):
    write_bundle(tmp_path / "b", content())
    write_bundle(tmp_path / "a", content())
    assert [folder.name for folder in bundle_folders(tmp_path)] == ["a", "b"]
    assert bundle_folders(tmp_path / "a") == (tmp_path / "a",)
