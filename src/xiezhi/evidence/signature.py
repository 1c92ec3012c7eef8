"""The detached signature of the issuing office, and the list of offices that are trusted."""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from xiezhi.evidence.sums import SIGNATURE_FILE, SUMS_FILE
from xiezhi.kernel.errors import Problem, XiezhiError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

__all__ = [
    "SignatureState",
    "SigningKey",
    "SigningKeyError",
    "check_signature",
    "check_signed",
    "load_trusted",
]

_ALGORITHM = "ed25519"


class SigningKeyError(XiezhiError):
    """A signing key or a list of trusted offices cannot be used."""


@dataclass(frozen=True, slots=True)
class SignatureState:
    """What is to be said about a bundle's signature.

    Attributes:
        state: ``trusted`` (good, by an office on the list), ``unknown_issuer`` (good, by none on
            it), ``unsigned``, ``bad``.
        issuer: The office that says it signed; empty when unsigned.
        why: The reason for ``bad``.
    """

    state: Literal["trusted", "unknown_issuer", "unsigned", "bad"]
    issuer: str = ""
    why: str = ""


@dataclass(frozen=True)
class SigningKey:
    """The private key of an issuing office.

    Attributes:
        issuer: The office's name as it stands in the lists of trusted offices.
    """

    issuer: str
    private: Ed25519PrivateKey

    @classmethod
    def create(cls, issuer: str, path: Path) -> SigningKey:
        """Make a key and write it as PEM that only its owner can read (mode 0600).

        Raises:
            SigningKeyError: The file exists already or cannot be written.
        """
        private = Ed25519PrivateKey.generate()
        pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(pem)
        except OSError as error:
            raise _key_error("The signing key cannot be written.", path, error) from error
        return cls(issuer, private)

    @classmethod
    def load(cls, issuer: str, path: Path) -> SigningKey:
        """Read an Ed25519 private key from PEM.

        Raises:
            SigningKeyError: The file cannot be read or holds another kind of key.
        """
        try:
            private = load_pem_private_key(path.read_bytes(), password=None)
        except (OSError, ValueError, TypeError) as error:
            raise _key_error("The signing key cannot be read.", path, error) from error
        if not isinstance(private, Ed25519PrivateKey):
            raise _key_error("The signing key is no Ed25519 key.", path, ValueError("another kind"))
        return cls(issuer, private)

    @property
    def public_text(self) -> str:
        """The public key in base64, as lists of trusted offices hold it."""
        raw = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return base64.b64encode(raw).decode("ascii")

    @property
    def signer(self) -> Callable[[bytes], bytes]:
        """Makes the content of the file ``signature`` from the bytes of the sums."""
        return self._sign

    def _sign(self, sums: bytes) -> bytes:
        signature = base64.b64encode(self.private.sign(sums)).decode("ascii")
        text = json.dumps(
            {
                "algorithm": _ALGORITHM,
                "issuer": self.issuer,
                "public_key": self.public_text,
                "signature": signature,
            },
            ensure_ascii=False,
            indent=2,
        )
        return (text + "\n").encode("utf8")


def load_trusted(path: Path) -> dict[str, str]:
    """Trusted offices: a JSON file ``{"office": "public key in base64"}``.

    Raises:
        SigningKeyError: The file cannot be read or is no such list.
    """
    try:
        trusted = json.loads(path.read_text("utf8"))
    except (OSError, ValueError) as error:
        raise _key_error("The list of trusted offices cannot be read.", path, error) from error
    if not isinstance(trusted, dict) or not all(isinstance(key, str) for key in trusted.values()):
        raise _key_error("The list of trusted offices is no list.", path, ValueError("see docs"))
    return trusted


def check_signature(folder: Path, trusted: Mapping[str, str]) -> SignatureState:
    """Check the signature of a bundle against its sums.

    Args:
        folder: The bundle.
        trusted: Public key in base64 by office.
    """
    path = folder / SIGNATURE_FILE
    if not path.is_file():
        return SignatureState("unsigned")
    try:
        return check_signed(path.read_bytes(), (folder / SUMS_FILE).read_bytes(), trusted)
    except OSError as error:
        return SignatureState("bad", "", f"the file is spoilt: {error}")


def check_signed(
    signature_file: bytes, signed: bytes, trusted: Mapping[str, str]
) -> SignatureState:
    """Check a detached signature as ``SigningKey.signer`` makes it.

    Args:
        signature_file: The signature's text.
        signed: What was signed.
        trusted: Public key in base64 by office.
    """
    try:
        said = json.loads(signature_file.decode("utf8"))
        issuer = str(said["issuer"])
        public = base64.b64decode(said["public_key"], validate=True)
        signature = base64.b64decode(said["signature"], validate=True)
        if said["algorithm"] != _ALGORITHM:
            return SignatureState("bad", issuer, f"unknown algorithm {said['algorithm']!r}")
        Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
    except (ValueError, KeyError, TypeError) as error:
        return SignatureState("bad", "", f"the file is spoilt: {error}")
    except InvalidSignature:
        return SignatureState("bad", issuer, "the signature does not fit what was signed")
    known = trusted.get(issuer)
    if known is None:
        return SignatureState("unknown_issuer", issuer)
    if known != said["public_key"]:
        return SignatureState("bad", issuer, "signed with another key than the trusted one")
    return SignatureState("trusted", issuer)


def _key_error(what: str, path: Path, error: Exception) -> SigningKeyError:
    return SigningKeyError(
        Problem(
            what=what,
            where=str(path),
            why=getattr(error, "strerror", None) or str(error),
            cure="Name another file, or restore this one.",
            code="signing-key",
        )
    )
