"""A bundle comes in whole or not at all, and never twice."""

import json
import shutil
from pathlib import Path

import cast
import pytest
from django.conf import settings

from xiezhi_desk.audit.records import Entry
from xiezhi_desk.runs import store
from xiezhi_desk.runs.problems import Refused
from xiezhi_desk.runs.records import Bundle
from xiezhi_desk.runs.services import receive_bundle, verify_bundle
from xiezhi_desk.runs.services.trusting import believe, trust

GOLDEN = Path(__file__).parents[2] / "golden" / "bundle"


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.BUNDLES = tmp_path / "bundles"


@pytest.fixture
def taken(monkeypatch):
    """What the rooms above were handed."""
    found = []
    monkeypatch.setattr(
        "xiezhi_desk.runs.services.receiving.bundle_received",
        [lambda bundle, opened: found.append((bundle.number, opened.card.run_key))],
    )
    return found


def receive(folder: Path = GOLDEN, code: str = "qingpu") -> Bundle:
    return receive_bundle(folder, "command", cast.person("an"), cast.office(code), cast.NOW)


def kept() -> list[Path]:
    return [path for path in Path(settings.BUNDLES).rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_a_sound_bundle_is_copied_carded_handed_on_and_recorded(taken):
    bundle = receive()
    said = json.loads((GOLDEN / "manifest.json").read_text("utf8"))
    assert bundle.model == said["model"]["id"]
    assert bundle.counts["clues"] == said["counts"]["clues"]
    assert bundle.signature == "unsigned"
    folder = store.folder_of(bundle.folder)
    assert sorted(p.name for p in folder.iterdir()) == sorted(p.name for p in GOLDEN.iterdir())
    assert taken == [(bundle.number, bundle.run_key)]
    assert Entry.objects.filter(action="bundle.received", thing=f"bundle:{bundle.number}").exists()


@pytest.mark.django_db
def test_the_same_bundle_twice_is_told_and_not_doubled(taken):
    first, second = receive(), receive()
    assert (second.pk, first.again, second.again) == (first.pk, False, True)
    assert len(taken) == 1
    assert Bundle.objects.count() == 1


@pytest.mark.django_db
def test_another_office_may_have_the_same_bundle(taken):
    assert receive(code="qingpu").folder != receive(code="baita").folder


@pytest.mark.django_db
@pytest.mark.parametrize("file", ["clues.parquet", "manifest.json", "links.parquet", "run.json"])
def test_a_forged_byte_refuses_all_of_it(tmp_path, taken, file):
    forged = Path(shutil.copytree(GOLDEN, tmp_path / "forged"))
    content = bytearray((forged / file).read_bytes())
    content[len(content) // 2] ^= 1
    (forged / file).write_bytes(content)
    with pytest.raises(Refused) as refused:
        receive(forged)
    assert any(problem["where"] == file for problem in refused.value.problems)
    assert (taken, kept(), Bundle.objects.count()) == ([], [], 0)


@pytest.mark.django_db
def test_a_truncated_bundle_is_refused_with_the_file_named(tmp_path, taken):
    cut = Path(shutil.copytree(GOLDEN, tmp_path / "cut"))
    content = (cut / "clues.parquet").read_bytes()
    (cut / "clues.parquet").write_bytes(content[: len(content) // 2])
    (cut / "links.parquet").unlink()
    with pytest.raises(Refused) as refused:
        receive(cut)
    assert {"clues.parquet", "links.parquet"} <= {one["where"] for one in refused.value.problems}
    assert kept() == []


@pytest.mark.django_db
def test_sums_made_to_fit_a_forgery_do_not_fit_the_signature(tmp_path, taken):
    from xiezhi.evidence.signature import SigningKey
    from xiezhi.evidence.sums import sums_text

    key = SigningKey.create("江海省院", tmp_path / "key.pem")
    trust("江海省院", key.public_text, by=cast.person("fang"), now=cast.NOW)
    signed = Path(shutil.copytree(GOLDEN, tmp_path / "signed"))
    (signed / "signature").write_bytes(key.signer((signed / "SHA256SUMS").read_bytes()))
    forged = Path(shutil.copytree(signed, tmp_path / "forged"))
    said = json.loads((forged / "run.json").read_text("utf8"))
    (forged / "run.json").write_text(json.dumps({**said, "who": "somebody else"}), "utf8")
    (forged / "SHA256SUMS").write_text(sums_text(forged), "utf8")
    with pytest.raises(Refused) as refused:
        receive(forged)
    assert [one["code"] for one in refused.value.problems] == ["bundle-signature"]
    assert receive(signed).signature == "valid"


@pytest.mark.django_db
def test_trust_withdrawn_is_seen_when_the_bundle_is_checked_again(tmp_path, taken):
    from xiezhi.evidence.signature import SigningKey

    key = SigningKey.create("江海省院", tmp_path / "key.pem")
    office = trust("江海省院", key.public_text, by=cast.person("fang"), now=cast.NOW)
    signed = Path(shutil.copytree(GOLDEN, tmp_path / "signed"))
    (signed / "signature").write_bytes(key.signer((signed / "SHA256SUMS").read_bytes()))
    bundle = receive(signed)
    believe(office, active=False, by=cast.person("fang"), now=cast.NOW)
    assert verify_bundle(bundle, cast.person("an"), cast.NOW) == []
    assert bundle.signature == "unknown_issuer"


@pytest.mark.django_db
def test_a_bundle_that_rots_in_the_store_is_found(taken):
    bundle = receive()
    (store.folder_of(bundle.folder) / "links.parquet").write_bytes(b"PAR1")
    faults = verify_bundle(bundle, cast.person("an"), cast.NOW)
    assert {one["where"] for one in faults} == {"links.parquet"}
    assert Bundle.objects.get().faults == faults


@pytest.mark.django_db
def test_what_a_room_above_refuses_leaves_nothing_behind(monkeypatch):
    def refuse(bundle, opened):
        raise ValueError("the routing rules have a hole")

    monkeypatch.setattr("xiezhi_desk.runs.services.receiving.bundle_received", [refuse])
    with pytest.raises(ValueError, match="hole"):
        receive()
    assert (Bundle.objects.count(), kept()) == (0, [])


@pytest.mark.django_db
def test_a_link_in_a_bundle_is_refused(tmp_path, taken):
    sly = Path(shutil.copytree(GOLDEN, tmp_path / "sly"))
    (sly / "model" / "secret").symlink_to("/etc/hostname")
    with pytest.raises(Refused) as refused:
        receive(sly)
    assert refused.value.first["code"] == "bundle-strange-file"


@pytest.mark.django_db
def test_an_import_that_died_half_way_makes_way(taken):
    bundle = receive()
    place = store.folder_of(bundle.folder)
    bundle.delete()  # as if the machine had stopped between the folder and the commit
    (place / "manifest.json").unlink()
    assert receive().folder == bundle.folder
    assert (place / "manifest.json").is_file()


@pytest.mark.django_db
def test_a_full_disk_is_told_before_anything_is_written(monkeypatch, taken):
    monkeypatch.setattr(store, "LEAST_FREE", 10**18)
    with pytest.raises(Refused) as refused:
        receive()
    assert refused.value.first["code"] == "disk-full"
    assert kept() == []


@pytest.mark.django_db
def test_a_key_that_is_none_is_not_trusted():
    with pytest.raises(Refused):
        trust("某院", "bm90IGEga2V5", by=cast.person("fang"), now=cast.NOW)
