"""What must not travel: numbers nothing compares, sealed records of another case."""

import invented_facts
import pyarrow as pa
from invented_facts import NUMBER, OTHER
from plain_run import RULES, small

from xiezhi.model.compiling import compile_model
from xiezhi.run.papers import cover_numbers
from xiezhi.run.protecting import unused_numbers


def every_byte(folder) -> bytes:
    """All a bundle says, its tables decompressed."""
    import pyarrow.parquet as pq

    said = b""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".parquet":
            said += repr(pq.read_table(path).to_pylist()).encode("utf8")
        elif path.is_file():
            said += path.read_bytes()
    return said


def test_a_number_the_model_only_asks_about_never_leaves_the_document_table(desk):
    desk.run("number-published", documents="full")
    bundle = desk.bundle("number-published")
    (clue,) = bundle.clues
    party = next(row for link, row in bundle.evidence_of(clue.id) if link.input == "parties")
    assert party.values["citizen_id"] == "110101********001" + NUMBER[-1]
    assert bundle.manifest.documents == "passages"
    document = bundle.documents["d1"]
    covered = document.quote(party.spans["citizen_id"])
    assert covered == NUMBER[:6] + "*" * 8 + NUMBER[14:]
    assert NUMBER.encode() not in every_byte(bundle.folder)


def test_a_number_that_links_rows_stays_in_the_evidence(desk):
    desk.run("sentence-beside-fine")
    bundle = desk.bundle("sentence-beside-fine")
    assert {clue.values["doc_id"] for clue in bundle.clues} == {"d1", "d7"}
    for clue in bundle.clues:
        numbers = {row.values.get("citizen_id") for _, row in bundle.evidence_of(clue.id)}
        assert NUMBER in numbers


def numbers_covered(derived: str) -> dict[str, tuple[str, ...]]:
    model = small(
        "  entries: {table: marriage, columns: [entry_no, man_id, woman_id, status]}\n"
        "  persons: {table: population, columns: [citizen_id, birth_date]}",
        f'  named: {{derive: {{from: entries, columns: {{number: "{derived}"}}}}}}\n'
        "  last: {join: {left: named, right: persons, keys: [{number: citizen_id}], kind: inner, "
        "cardinality: many_to_one}}",
        "  from: last\n  key: {subject: [entry_no]}",
    )
    return unused_numbers(compile_model(model, RULES))


def test_a_number_compared_under_another_name_is_compared():
    assert numbers_covered("man_id") == {"entries": ("woman_id",)}
    assert numbers_covered("coalesce(man_id, woman_id)") == {}
    taken = "case when status = 'valid' then woman_id end"
    assert numbers_covered(taken) == {"entries": ("man_id",)}
    asked = "case when man_id is not null then woman_id end"
    assert numbers_covered(asked) == {"entries": ("man_id",)}


def test_passages_never_show_a_whole_number_of_either_kind():
    for number in (NUMBER, OTHER, NUMBER[:17] + "Ｘ", "110101800101001"):
        text = f"号码{number}。"
        covered = cover_numbers(text)
        assert len(covered) == len(text)
        assert number not in covered
        assert covered.startswith(f"号码{number[:6]}*")
    parted = f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}"
    assert cover_numbers(f"号码{parted}。") == f"号码{NUMBER[:6]}{'*' * 10}{NUMBER[14:]}。"
    for plain in ("（2031）某0101刑初7号", "人民币123456789元", "2031年1月2日", "1" * 25):
        assert cover_numbers(plain) == plain


def sealed(desk, *documents: str) -> None:
    parties = invented_facts.tables()["judgment_party"]
    flags = pa.array([doc in documents for doc in parties.column("doc_id").to_pylist()])
    index = parties.column_names.index("sealed")
    invented_facts.write(desk.facts, judgment_party=parties.set_column(index, "sealed", flags))


def test_a_clue_that_stands_on_a_sealed_record_of_another_case_is_no_clue(desk):
    sealed(desk, "d1")
    desk.run("sentence-beside-fine")
    bundle = desk.bundle("sentence-beside-fine")
    assert [clue.values["doc_id"] for clue in bundle.clues] == ["d1"]
    assert bundle.manifest.notes[-1] == "clues withheld because they stand on sealed records: 1"
    assert bundle.manifest.counts.clues == 1


def test_rows_and_documents_of_a_withheld_clue_are_withheld_too(desk):
    sealed(desk, "d1", "d7")
    desk.run("sentence-beside-fine")
    bundle = desk.bundle("sentence-beside-fine")
    assert bundle.clues == ()
    assert bundle.links == {}
    assert all(not rows for rows in bundle.rows.values())
    assert bundle.documents == {}


def test_a_sealed_record_of_the_case_itself_is_kept_and_flagged(desk):
    sealed(desk, "d7")
    desk.run("fine-not-sent")
    flags = {clue.values["doc_id"]: clue.flags for clue in desk.bundle("fine-not-sent").clues}
    assert flags == {"d1": (), "d7": ("sealed",)}
