"""Bundles at the desk's door: what is let in, what is refused, what is read of them."""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from golden_bundle import GOLDEN, OLDER, Kept, copy, multiplied, summed

from xiezhi.evidence.bundle import open_bundle
from xiezhi.evidence.disposal import dispose_rows
from xiezhi.evidence.seal import seal
from xiezhi.evidence.signature import SigningKey
from xiezhi_desk.library import bundles
from xiezhi_desk.library.problems import DoorError


def codes(checked: bundles.Checked) -> list[str]:
    return [problem.code for problem in checked.problems]


def signed(folder, tmp_path, issuer="临江市人民检察院"):
    key = SigningKey.create(issuer, tmp_path / "key.pem")
    (folder / "signature").write_bytes(key.signer((folder / "SHA256SUMS").read_bytes()))
    return {issuer: json.loads((folder / "signature").read_text("utf8"))["public_key"]}


@pytest.mark.parametrize("folder", [GOLDEN, OLDER])
def test_this_version_and_the_one_before_are_let_in(folder):
    checked = bundles.check(folder)
    assert checked.sound
    assert checked.card is not None
    assert checked.card.counts["clues"] == len(open_bundle(folder).clues)
    assert Kept(folder).clues.keys() == {clue.id for clue in open_bundle(folder).clues}


def test_a_version_that_nobody_knows_is_refused(tmp_path):
    folder = copy(tmp_path)
    manifest = json.loads((folder / "manifest.json").read_text("utf8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | {"bundle_version": 9}), "utf8")
    checked = bundles.check(summed(folder))
    assert checked.card is None
    assert codes(checked) == ["bundle-version"]


def test_a_forged_byte_is_named_with_its_file(tmp_path):
    folder = copy(tmp_path)
    data = bytearray((folder / "links.parquet").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / "links.parquet").write_bytes(data)
    checked = bundles.check(folder)
    assert not checked.sound
    assert ("bundle-sums", "links.parquet") in [(one.code, one.where) for one in checked.problems]


def test_a_truncated_table_is_refused_even_with_new_sums(tmp_path):
    folder = copy(tmp_path)
    data = (folder / "clues.parquet").read_bytes()
    (folder / "clues.parquet").write_bytes(data[: len(data) // 2])
    assert codes(bundles.check(summed(folder))) == ["bundle-table"]


def test_a_missing_column_is_refused(tmp_path):
    folder = copy(tmp_path)
    path = folder / "reasons.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["values"]), path)
    assert codes(bundles.check(summed(folder))) == ["bundle-columns"]


def test_a_page_of_nonsense_behind_a_good_head_is_refused_while_reading(tmp_path):
    folder = copy(tmp_path)
    path = folder / "reasons.parquet"
    table = pq.read_table(path)
    place = table.column_names.index("values")
    spoilt = pa.array(['{"a": '] * len(table), pa.string())
    pq.write_table(table.set_column(place, table.schema.field(place), spoilt), path)
    opened = bundles.read(summed(folder))
    with pytest.raises(DoorError) as refused:
        list(opened.clues())
    assert refused.value.problems[0].code == "content"


def test_signatures_are_valid_unknown_missing_or_bad(tmp_path):
    folder = copy(tmp_path)
    assert bundles.check(folder).card.signature == "unsigned"
    trusted = signed(folder, tmp_path)
    assert bundles.check(folder, trusted).card.signature == "valid"
    assert bundles.check(folder, {}).card.signature == "unknown_issuer"
    assert bundles.check(folder, {}).sound
    other = bundles.check(folder, {"临江市人民检察院": "AAAA"})
    assert codes(other) == ["bundle-signature"]
    (folder / "run.json").write_text((folder / "run.json").read_text("utf8") + " ", "utf8")
    assert codes(bundles.check(summed(folder), trusted)) == ["bundle-signature"]


def test_a_sealed_file_says_what_to_do_and_opens_with_its_passphrase(tmp_path):
    sealed = tmp_path / "sealed.xzb"
    seal(GOLDEN, sealed, "四个词语 要记牢 不外传 十二字")
    assert codes(bundles.check(sealed)) == ["bundle-sealed"]
    assert bundles.is_sealed(sealed)
    with pytest.raises(DoorError) as refused:
        bundles.unseal(sealed, tmp_path / "wrong", "另一个口令另一个口令另一")
    assert refused.value.problems[0].code == "seal"
    bundles.unseal(sealed, tmp_path / "open", "四个词语 要记牢 不外传 十二字")
    assert bundles.check(tmp_path / "open").sound


def test_any_other_file_and_an_empty_folder_are_no_bundles(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    assert codes(bundles.check(tmp_path / "a.txt")) == ["bundle-file"]
    (tmp_path / "empty").mkdir()
    assert "bundle-unreadable" in codes(bundles.check(tmp_path / "empty"))


def test_problems_are_said_in_both_languages_and_without_paths_of_this_machine(tmp_path):
    folder = copy(tmp_path)
    (folder / "funnel.json").unlink()
    for problem in bundles.check(folder).problems:
        assert problem.what.zh != problem.what.en
        assert problem.cure.zh
        assert problem.cure.en
        assert str(tmp_path) not in problem.where + problem.why


def test_a_disposed_bundle_is_let_in_and_says_so(tmp_path):
    folder = copy(tmp_path)
    table = open_bundle(folder).manifest.tables["sentences"].table
    dispose_rows(folder, table, ("处-1", "2031-05-06T00:00:00", "张三", "期限届满"))
    checked = bundles.check(folder)
    assert checked.sound
    assert [(one["id"], one["table"]) for one in checked.card.disposed] == [("处-1", table)]
    kept = Kept(folder)
    assert not [row for row in kept.rows.values() if row.input == "sentences"]
    assert all("affected" not in clue.said["is"] for clue in kept.clues.values())


def test_words_hold_organ_act_number_and_model_and_no_person():
    kept, bundle = Kept(GOLDEN), open_bundle(GOLDEN)
    for clue in bundle.clues:
        record = kept.clues[clue.id]
        assert record.words == " ".join(
            part
            for part in (
                clue.organ,
                clue.act,
                record.case_number,
                bundle.manifest.model.title["zh"],
            )
            if part
        )
        assert clue.affected is None or clue.affected not in record.words
        assert (record.matter_key, record.amount, record.occurred) == (
            clue.matter, clue.amount, clue.occurred,
        )  # fmt: skip
        assert record.suppressed == (clue.suppression is not None)


def test_packs_hold_no_nul_and_no_infinity(tmp_path):
    folder = copy(tmp_path)
    path = folder / "clues.parquet"
    table = pq.read_table(path)
    place = table.column_names.index("affected")
    table = table.set_column(
        place, table.schema.field(place), pa.array(['甲"\x00\\u0000\n某'] * len(table))
    )
    table = table.append_column("value.share", pa.array([float("nan")] * len(table)))
    pq.write_table(table, path)
    for batch in bundles.read(summed(folder)).clues():
        for clue in batch:
            assert "NaN" not in clue.said_text
            assert clue.said["is"]["affected"] == '甲"\\u0000\n某'
            assert "share" not in clue.said["values"]


def test_many_clues_are_read_in_stretches_none_lost_none_twice(tmp_path, monkeypatch):
    folder = multiplied(tmp_path, 40)
    once = Kept(folder)
    monkeypatch.setattr("xiezhi_desk.library.bundles.opened._AT_ONCE", 7)
    sizes = [len(batch) for batch in bundles.read(folder).clues(batch=3)]
    again = Kept(folder)
    assert max(sizes) <= 3
    assert sum(sizes) == len(once.clues) == bundles.read(folder).card.counts["clues"]
    assert again.clues == once.clues
    assert {key: len(links) for key, links in again.links.items()} == {
        key: len(links) for key, links in once.links.items()
    }
    assert all(
        json.loads(clue.links_text) == [list(link[1:]) for link in once.links[key]] != []
        for key, clue in again.clues.items()
    )
