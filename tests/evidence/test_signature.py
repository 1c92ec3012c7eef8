"""A signature says which office issued the bundle, and whether it is on the list."""

from pathlib import Path

import pytest
from invented_bundle import content

from xiezhi.evidence.signature import SigningKey, SigningKeyError, check_signature, load_trusted
from xiezhi.evidence.writing import write_bundle

OFFICE = "某市人民检察院"


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return SigningKey.create(OFFICE, tmp_path / "office.pem")


def signed(folder: Path, key: SigningKey) -> Path:
    write_bundle(folder, content(), sign=key.signer)
    return folder


def test_a_trusted_office_is_named(tmp_path: Path, key: SigningKey):
    state = check_signature(signed(tmp_path / "run", key), {OFFICE: key.public_text})
    assert (state.state, state.issuer) == ("trusted", OFFICE)


def test_an_office_that_is_not_on_the_list_is_said_to_be_unknown(tmp_path: Path, key: SigningKey):
    assert check_signature(signed(tmp_path / "run", key), {}).state == "unknown_issuer"


def test_another_key_under_a_trusted_name_is_bad(tmp_path: Path, key: SigningKey):
    other = SigningKey.create(OFFICE, tmp_path / "other.pem")
    state = check_signature(signed(tmp_path / "run", other), {OFFICE: key.public_text})
    assert state.state == "bad"
    assert "another key" in state.why


def test_changed_sums_make_the_signature_bad(tmp_path: Path, key: SigningKey):
    folder = signed(tmp_path / "run", key)
    sums = folder / "SHA256SUMS"
    sums.write_bytes(sums.read_bytes().replace(b"a", b"b", 1))
    assert check_signature(folder, {OFFICE: key.public_text}).state == "bad"


def test_a_spoilt_signature_file_is_bad_not_missing(tmp_path: Path, key: SigningKey):
    folder = signed(tmp_path / "run", key)
    (folder / "signature").write_text("{}")
    assert check_signature(folder, {}).state == "bad"
    (folder / "signature").unlink()
    assert check_signature(folder, {}).state == "unsigned"


def test_a_key_file_is_for_its_owner_only_and_never_overwritten(tmp_path: Path, key: SigningKey):
    path = tmp_path / "office.pem"
    assert path.stat().st_mode & 0o777 == 0o600
    assert SigningKey.load(OFFICE, path).public_text == key.public_text
    with pytest.raises(SigningKeyError):
        SigningKey.create(OFFICE, path)


def test_a_list_of_offices_that_is_no_list_is_refused(tmp_path: Path):
    path = tmp_path / "trusted.json"
    path.write_text('["office"]')
    with pytest.raises(SigningKeyError):
        load_trusted(path)
    path.write_text('{"office": "abc="}')
    assert load_trusted(path) == {"office": "abc="}
