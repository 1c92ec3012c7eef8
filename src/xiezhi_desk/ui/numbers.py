"""Opaque numbers in addresses: say nothing, cannot be guessed, can be read out by telephone."""

from __future__ import annotations

import secrets

__all__ = ["ALPHABET", "LENGTH", "new_number"]

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U."""
LENGTH = 10


def new_number() -> str:
    """Ten random characters (50 bits); the column's ``unique`` refuses the rare second one."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
