"""Where the desk keeps its things, and what its surroundings tell it, each with a paragraph.

The same paragraphs stand in ``docs/desk.md`` (house test).
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

__all__ = [
    "VARIABLES",
    "arriving",
    "database",
    "flag",
    "home",
    "listed",
    "mebibytes",
    "secret",
    "watched",
]

VARIABLES = {
    "XIEZHI_DESK_HOME": (
        "Folder of the desk: database, bundles, attachments, shelf, key. Default ./desk."
    ),
    "XIEZHI_DESK_DATABASE": (
        "postgresql://user:password@host:port/name; empty: SQLite in the folder."
    ),
    "XIEZHI_DESK_HOSTS": (
        "Names the site answers to, with commas. Default localhost,127.0.0.1,[::1]."
    ),
    "XIEZHI_DESK_HTTPS": ("1 when the site is reached by https: secure cookies, strict transport."),
    "XIEZHI_DESK_OIDC": (
        "A JSON file of OpenID providers: id, name, client_id, secret, server_url."
    ),
    "XIEZHI_DESK_WATCH": (
        "A folder whose new bundles are imported by the worker; a subfolder named like an"
        " office's code is that office's."
    ),
    "XIEZHI_DESK_SECOND_FACTOR": (
        "Duties that must have the second step at sign-in, with commas; none for a demonstration."
        " Default chief,system_admin,security_admin,audit_admin."
    ),
    "XIEZHI_DESK_UPLOAD_LIMIT": (
        "Largest table or bundle a page takes, in MiB; what is larger goes by the command line."
        " Default 512."
    ),
    "XIEZHI_DESK_PROXIES": (
        "How many proxies stand in front, whose X-Forwarded-For is believed. Default 0."
    ),
}


def home() -> Path:
    """The desk's folder; made when missing, for its owner only."""
    folder = Path(os.environ.get("XIEZHI_DESK_HOME", "desk")).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret(folder: Path) -> str:
    """The key cookies and tokens are signed with: random, made once, for its owner only."""
    path = folder / "secret.key"
    if not path.exists():
        new = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(new, "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text("utf8")


def flag(name: str) -> bool:
    """Whether a variable says yes."""
    return os.environ.get(name, "") not in {"", "0", "no", "false"}


def listed(name: str, default: str) -> list[str]:
    """A variable's words, separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def mebibytes(name: str, default: int) -> int:
    """A variable's number of MiB, in bytes.

    Raises:
        ValueError: It is no positive whole number.
    """
    text = os.environ.get(name, "") or str(default)
    if not text.isdecimal() or int(text) < 1:
        message = f"{name} is {text!r}; it is a whole number of MiB, such as {default}."
        raise ValueError(message)
    return int(text) * 1024 * 1024


def arriving(folder: Path) -> Path:
    """Where what is being uploaded lies until it is whole: on the desk's own disk, never memory."""
    place = folder / "arriving"
    place.mkdir(mode=0o700, exist_ok=True)
    return place


def watched() -> Path | None:
    """The folder whose new bundles are imported; None when there is none."""
    named = os.environ.get("XIEZHI_DESK_WATCH", "")
    return Path(named).resolve() if named else None


def database(folder: Path) -> dict[str, Any]:
    """Django's setting for the database the surroundings name.

    Raises:
        ValueError: The address is neither empty nor of PostgreSQL.
    """
    url = os.environ.get("XIEZHI_DESK_DATABASE", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "desk.sqlite3",
            "CONN_MAX_AGE": 600,  # a thread keeps its connection: opening one takes 10 ms
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                " PRAGMA cache_size=-32768; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        message = (
            f"XIEZHI_DESK_DATABASE begins with {parts.scheme!r}; the desk knows SQLite"
            " (leave it empty) and PostgreSQL (postgresql://user:password@host:port/name)."
        )
        raise ValueError(message)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or dict(parse_qsl(parts.query)).get("host", ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"options": "-c lock_timeout=20s -c jit=off"},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
