"""A sealed bundle opens with its passphrase, whole, and with nothing else."""

from pathlib import Path

import pytest
from invented_bundle import content

from xiezhi.evidence.bundle import open_bundle
from xiezhi.evidence.seal import SealCipher, SealError, is_sealed, seal, unseal
from xiezhi.evidence.sums import sums_problems
from xiezhi.evidence.writing import write_bundle

PASSPHRASE = "four invented words here"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    write_bundle(tmp_path / "run", content())
    return tmp_path / "run"


@pytest.mark.parametrize("cipher", ["sm4-gcm", "aes-256-gcm"])
def test_a_sealed_bundle_opens_as_it_was(bundle: Path, tmp_path: Path, cipher: SealCipher):
    seal(bundle, tmp_path / "run.sealed", PASSPHRASE, cipher)
    assert is_sealed(tmp_path / "run.sealed")
    unseal(tmp_path / "run.sealed", tmp_path / "opened", PASSPHRASE)
    assert sums_problems(tmp_path / "opened") == []
    assert open_bundle(tmp_path / "opened").manifest == open_bundle(bundle).manifest


def test_nothing_of_the_content_is_readable(bundle: Path, tmp_path: Path):
    seal(bundle, tmp_path / "run.sealed", PASSPHRASE)
    data = (tmp_path / "run.sealed").read_bytes()
    for secret in ("甲某", "property-penalty-not-sent", "manifest.json"):
        assert secret.encode("utf8") not in data


def test_a_wrong_passphrase_leaves_nothing_behind(bundle: Path, tmp_path: Path):
    seal(bundle, tmp_path / "run.sealed", PASSPHRASE)
    with pytest.raises(SealError):
        unseal(tmp_path / "run.sealed", tmp_path / "opened", "other invented words")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run", "run.sealed"]


@pytest.mark.parametrize("place", [16, 60, 400, -1])
def test_one_changed_byte_anywhere_is_noticed(bundle: Path, tmp_path: Path, place: int):
    sealed = tmp_path / "run.sealed"
    seal(bundle, sealed, PASSPHRASE)
    data = bytearray(sealed.read_bytes())
    data[place] ^= 1
    sealed.write_bytes(bytes(data))
    with pytest.raises(SealError):
        unseal(sealed, tmp_path / "opened", PASSPHRASE)
    assert not (tmp_path / "opened").exists()


def test_a_head_that_asks_for_hours_of_work_is_refused(bundle: Path, tmp_path: Path):
    sealed = tmp_path / "run.sealed"
    seal(bundle, sealed, PASSPHRASE)
    sealed.write_bytes(sealed.read_bytes().replace(b'"n": 32768', b'"n": 1073741824'))
    with pytest.raises(SealError) as refused:
        unseal(sealed, tmp_path / "opened", PASSPHRASE)
    assert "does not open" in refused.value.problems[0].what


def test_a_short_passphrase_is_refused(bundle: Path, tmp_path: Path):
    with pytest.raises(SealError):
        seal(bundle, tmp_path / "run.sealed", "short")
    assert not (tmp_path / "run.sealed").exists()


def test_a_cut_off_file_is_refused(bundle: Path, tmp_path: Path):
    sealed = tmp_path / "run.sealed"
    seal(bundle, sealed, PASSPHRASE)
    sealed.write_bytes(sealed.read_bytes()[:-300])
    with pytest.raises(SealError):
        unseal(sealed, tmp_path / "opened", PASSPHRASE)
    sealed.write_bytes(b"XIEZHI-SEAL 1\n{}\n")
    with pytest.raises(SealError):
        unseal(sealed, tmp_path / "opened", PASSPHRASE)
