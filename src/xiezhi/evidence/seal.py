"""Close a bundle into one file that only its recipient opens, and open it again.

Form of the file: the line ``XIEZHI-SEAL 1``, a line of JSON (cipher, key derivation, salt,
nonce), then the encrypted tar of the folder with its authentication tag at the end. The first two
lines are authenticated with the content: a changed byte anywhere is noticed.
"""

from __future__ import annotations

import base64
import json
import secrets
import tarfile
import tempfile
from typing import IO, TYPE_CHECKING, Any, Literal, TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from xiezhi.evidence.atomic import whole_file, whole_folder
from xiezhi.kernel.errors import Problem, XiezhiError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["SealCipher", "SealError", "is_sealed", "seal", "unseal"]

SealCipher: TypeAlias = Literal["sm4-gcm", "aes-256-gcm"]

_MAGIC = b"XIEZHI-SEAL 1\n"
_CHUNK = 1 << 20
_TAG = 16
_KEY_BYTES: Mapping[str, int] = {"sm4-gcm": 16, "aes-256-gcm": 32}
_COST = {"n": 1 << 15, "r": 8, "p": 1}
_MOST_COST = {"n": 1 << 20, "r": 32, "p": 16}
_LONGEST_HEADER = 4096


class SealError(XiezhiError):
    """A sealed file cannot be opened, or a bundle cannot be sealed."""

    exit_code = 4


def is_sealed(path: Path) -> bool:
    """Whether the file begins as sealed bundles do."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def seal(folder: Path, target: Path, passphrase: str, cipher: SealCipher = "sm4-gcm") -> None:
    """Seal a bundle folder into one file.

    Args:
        folder: The bundle.
        target: The file to write (whole or not at all).
        passphrase: At least 12 characters; told to the recipient on another way.
        cipher: ``sm4-gcm`` (GB/T 32907) or ``aes-256-gcm``.

    Raises:
        SealError: The passphrase is too short.
        OutputError: The file cannot be written.
    """
    if len(passphrase) < 12:
        raise SealError(
            Problem(
                what="The passphrase is too short.",
                why=f"it has {len(passphrase)} characters, 12 is the least",
                cure="Use several words.",
                code="seal-passphrase",
            )
        )
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    header: dict[str, Any] = {
        "cipher": cipher,
        "kdf": "scrypt",
        **_COST,
        "salt": base64.b64encode(salt).decode("ascii"),
        "nonce": base64.b64encode(nonce).decode("ascii"),
    }
    head = _MAGIC + json.dumps(header, sort_keys=True).encode("ascii") + b"\n"
    encryptor = _cipher(header, passphrase).encryptor()
    encryptor.authenticate_additional_data(head)
    with whole_file(target) as draft, _scratch(target) as packed:
        _pack(folder, packed)
        packed.seek(0)
        with draft.open("wb") as file:
            file.write(head)
            while chunk := packed.read(_CHUNK):
                file.write(encryptor.update(chunk))
            file.write(encryptor.finalize() + encryptor.tag)


def unseal(path: Path, target: Path, passphrase: str) -> None:
    """Open a sealed file into a bundle folder.

    Nothing appears at ``target`` unless the whole content was authentic.

    Raises:
        SealError: No sealed file, a wrong passphrase, or a changed byte.
        OutputError: The folder cannot be written.
    """
    if not is_sealed(path):
        raise _refused(path, "The file is no sealed bundle.", "it begins otherwise")
    with whole_folder(target) as draft, path.open("rb") as file, _scratch(target) as packed:
        file.seek(len(_MAGIC))
        line = file.readline(_LONGEST_HEADER)
        decryptor = _cipher(_header(line, path), passphrase).decryptor()
        decryptor.authenticate_additional_data(_MAGIC + line)
        left = path.stat().st_size - file.tell() - _TAG
        if left < 0:
            raise _refused(path, "The sealed file is cut off.", "it ends before its content")
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            packed.write(decryptor.update(chunk))
            left -= len(chunk)
        try:
            packed.write(decryptor.finalize_with_tag(file.read(_TAG)))
        except InvalidTag as error:
            why = "the passphrase is another one, or a byte was changed on the way"
            raise _refused(path, "The sealed file does not open.", why) from error
        packed.seek(0)
        with tarfile.open(fileobj=packed) as archive:
            archive.extractall(draft, filter="data")


def _scratch(target: Path) -> IO[bytes]:
    """A file without a name, on the disk of the target: gone when it is closed."""
    return tempfile.TemporaryFile(dir=target.parent)


def _pack(folder: Path, into: IO[bytes]) -> None:
    """A tar that says nothing about who packed it and when."""
    with tarfile.open(fileobj=into, mode="w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                info = tarfile.TarInfo(path.relative_to(folder).as_posix())
                info.size = path.stat().st_size
                info.mode = 0o600
                with path.open("rb") as file:
                    archive.addfile(info, file)


def _header(line: bytes, path: Path) -> dict[str, Any]:
    try:
        header = json.loads(line)
        cost = {name: int(header[name]) for name in _COST}
        base64.b64decode(header["salt"], validate=True)
        nonce = base64.b64decode(header["nonce"], validate=True)
        known = len(nonce) == 12 and header["cipher"] in _KEY_BYTES and header["kdf"] == "scrypt"
    except (ValueError, KeyError, TypeError) as error:
        raise _refused(path, "The head of the sealed file is spoilt.", str(error)) from error
    power = cost["n"] > 1 and not cost["n"] & (cost["n"] - 1)
    # a stranger's file must not make this machine derive keys for hours
    if not (known and power and all(1 <= cost[name] <= _MOST_COST[name] for name in cost)):
        raise _refused(path, "The seal is of a kind this version does not open.", "see its head")
    return dict(header)


def _cipher(header: dict[str, Any], passphrase: str) -> Cipher[modes.GCM]:
    length = _KEY_BYTES[header["cipher"]]
    salt, nonce = base64.b64decode(header["salt"]), base64.b64decode(header["nonce"])
    derive = Scrypt(salt=salt, length=length, n=header["n"], r=header["r"], p=header["p"])
    key = derive.derive(passphrase.encode("utf8"))
    algorithm = algorithms.SM4(key) if header["cipher"] == "sm4-gcm" else algorithms.AES(key)
    return Cipher(algorithm, modes.GCM(nonce))


def _refused(path: Path, what: str, why: str) -> SealError:
    return SealError(
        Problem(
            what=what,
            where=str(path),
            why=why,
            cure="Ask the issuing office for the passphrase, or for the file again.",
            code="seal",
        )
    )
