"""How a state, a grade or a presence is told apart: a shape and a word first, colour last."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["LOOKS", "TONES", "Look", "look"]

TONES = ("plain", "info", "good", "warn", "bad", "quiet", "strong")
"""Tones a chip may have; each is a class ``chip-<tone>``."""


class Look(NamedTuple):
    """Tone (a class) and shape (an icon of the sprite)."""

    tone: str
    shape: str


LOOKS: dict[str, Look] = {
    # states of a clue
    "new": Look("info", "circle"),
    "assigned": Look("info", "circle-dot"),
    "verifying": Look("warn", "circle-half"),
    "proposed": Look("strong", "hourglass"),
    "founded": Look("good", "circle-check"),
    "unfounded": Look("quiet", "circle-x"),
    "undecidable": Look("quiet", "help"),
    "transferred": Look("plain", "arrow-right"),
    # grades of a model
    "certain": Look("strong", "bars-3"),
    "suspicious": Look("warn", "bars-2"),
    "indicative": Look("quiet", "bars-1"),
    # presence in the last run
    "current": Look("plain", "repeat"),
    "changed": Look("warn", "refresh"),
    "gone": Look("quiet", "eye-off"),
    # jobs
    "queued": Look("plain", "clock"),
    "running": Look("info", "circle-half"),
    "done": Look("good", "circle-check"),
    "failed": Look("bad", "alert"),
    "cancelled": Look("quiet", "ban"),
    "lost": Look("bad", "unlink"),
    # sensitivity
    "public": Look("plain", "world"),
    "personal": Look("warn", "user"),
    "sensitive_personal": Look("bad", "lock"),
    # lines
    "criminal": Look("line-criminal", ""),
    "civil": Look("line-civil", ""),
    "administrative": Look("line-administrative", ""),
    "public_interest": Look("line-public", ""),
    # requests, letters, matters, cases
    "draft": Look("plain", "pencil"),
    "sent": Look("info", "send"),
    "asked": Look("info", "send"),
    "waiting": Look("warn", "clock"),
    "due": Look("warn", "clock"),
    "overdue": Look("bad", "alert"),
    "returned": Look("good", "inbox"),
    "received": Look("good", "inbox"),
    "approved": Look("good", "circle-check"),
    "granted": Look("good", "circle-check"),
    "accepted": Look("good", "circle-check"),
    "refused": Look("bad", "circle-x"),
    "rejected": Look("bad", "circle-x"),
    "expired": Look("bad", "clock"),
    "open": Look("info", "circle"),
    "closed": Look("quiet", "circle-check"),
    "ready": Look("good", "circle-check"),
    "missing": Look("bad", "alert"),
    "partial": Look("warn", "circle-half"),
    "ok": Look("good", "circle-check"),
    "yes": Look("good", "check"),
    "no": Look("quiet", "minus"),
    "unknown": Look("quiet", "help"),
    "snoozed": Look("quiet", "pause"),
    "restricted": Look("bad", "lock"),
    "proves": Look("good", "plus"),
    "excludes": Look("bad", "minus"),
}


def look(value: object) -> Look:
    """The look of a value; an unknown one is plain, never an error."""
    return LOOKS.get(str(value), Look("plain", ""))
