"""The identity of a clue: a keyed hash that nobody can enumerate from an identity number."""

from __future__ import annotations

import hmac
import os
import secrets
from dataclasses import dataclass
from json.encoder import encode_basestring as _quoted
from typing import TYPE_CHECKING

from xiezhi.evidence.canonical import canonical_json, canonical_text
from xiezhi.kernel.errors import Problem, XiezhiError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = [
    "KeyPart",
    "OfficeKey",
    "OfficeKeyError",
    "canonical_key",
    "canonical_keys",
    "clue_id",
    "clue_ids",
    "matter_id",
    "matter_ids",
]

_KEY_BYTES = 32


class OfficeKeyError(XiezhiError):
    """The office's key cannot be read, or not safely."""


@dataclass(frozen=True, slots=True)
class KeyPart:
    """One value of a clue's key.

    Attributes:
        part: ``subject``, ``organ`` or ``episode``.
        type: Semantic type of the column (``case_number``, ``date``, …).
        value: The value as computed; its canonical text enters the identity.
    """

    part: str
    type: str
    value: object


@dataclass(frozen=True, slots=True)
class OfficeKey:
    """The secret with which an office names its clues.

    Attributes:
        secret: 32 random bytes.
    """

    secret: bytes

    @property
    def version(self) -> str:
        """Names the key without revealing it; written into bundles."""
        return hmac.digest(self.secret, b"xiezhi office key", "sha256").hex()[:12]

    @classmethod
    def random(cls) -> OfficeKey:
        """A new key."""
        return cls(secrets.token_bytes(_KEY_BYTES))

    @classmethod
    def load(cls, path: Path) -> OfficeKey:
        """Read a key from its file (64 hexadecimal digits).

        Raises:
            OfficeKeyError: The file cannot be read or holds no key.
        """
        try:
            secret = bytes.fromhex(path.read_text("ascii").strip())
        except (OSError, ValueError) as error:
            raise OfficeKeyError(
                Problem(
                    what="The office's key cannot be read.",
                    where=str(path),
                    why=str(error),
                    cure="Restore the file from the backup, or name another with --key.",
                    code="office-key-unreadable",
                )
            ) from error
        if len(secret) != _KEY_BYTES:
            raise OfficeKeyError(
                Problem(
                    what="The file holds no office key.",
                    where=str(path),
                    why=f"{_KEY_BYTES} bytes are expected, {len(secret)} were found",
                    cure="Restore the file, or remove it to get a new key (clues get new numbers).",
                    code="office-key-length",
                )
            )
        return cls(secret)

    @classmethod
    def load_or_create(cls, path: Path) -> OfficeKey:
        """Read the key, or make one at random that only its owner can read (mode 0600).

        Raises:
            OfficeKeyError: The file holds no key, or none can be written there.
        """
        if path.exists():
            return cls.load(path)
        key = cls.random()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(key.secret.hex() + "\n")
        except FileExistsError:
            return cls.load(path)  # another run made it in between
        except OSError as error:
            raise OfficeKeyError(
                Problem(
                    what="No office key is there and none can be written.",
                    where=str(path),
                    why=error.strerror or str(error),
                    cure="Name a key file elsewhere with --key.",
                    code="office-key-unwritable",
                )
            ) from error
        return key


def canonical_key(parts: tuple[KeyPart, ...]) -> str:
    """The typed key as one text: equal exactly when the keys are equal."""
    return canonical_json([[part.part, part.type, canonical_text(part.value)] for part in parts])


def canonical_keys(
    parts: Sequence[tuple[str, str]], texts: Sequence[Sequence[str | None]], number: int
) -> list[str]:
    """``canonical_key`` for many clues at once.

    Args:
        parts: Part and semantic type of each key column.
        texts: Canonical texts of each key column, ``number`` long.
        number: How many clues.
    """
    heads = [f"[{canonical_json(part)},{canonical_json(kind)}," for part, kind in parts]
    columns = [
        [head + ("null" if text is None else _quoted(text)) + "]" for text in column]
        for head, column in zip(heads, texts, strict=True)
    ]
    if not columns:
        return ["[]"] * number
    return [f"[{','.join(values)}]" for values in zip(*columns, strict=True)]


def clue_id(key: OfficeKey, model: str, canonical: str) -> str:
    """The number of a clue: 32 hexadecimal digits.

    Args:
        key: The office's secret.
        model: The model's id; its version does not enter, so that a clue survives a new version.
        canonical: What ``canonical_key`` gave.
    """
    return clue_ids(key, model, [canonical])[0]


def clue_ids(key: OfficeKey, model: str, canonical: Sequence[str]) -> list[str]:
    """``clue_id`` for many clues at once."""
    return _keyed(key, ("clue", model), canonical)


def matter_id(key: OfficeKey, duty: str, parts: tuple[KeyPart, ...]) -> str:
    """The number of the matter: same organ, same duty, same subject, whatever model found it."""
    about = tuple(part for part in parts if part.part in ("organ", "subject"))
    return matter_ids(key, duty, [canonical_key(about)])[0]


def matter_ids(key: OfficeKey, duty: str, canonical: Sequence[str]) -> list[str]:
    """``matter_id`` for many clues at once; keys of organ and subject alone."""
    return _keyed(key, ("matter", duty), canonical)


def _keyed(key: OfficeKey, words: tuple[str, str], texts: Sequence[str]) -> list[str]:
    head = "\x1f".join(("xiezhi", words[0], key.version, words[1], ""))
    digest, secret = hmac.digest, key.secret
    return [digest(secret, (head + text).encode("utf8"), "sha256").hex()[:32] for text in texts]
