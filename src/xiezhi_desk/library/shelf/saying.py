"""Reasons of a suggested mapping and of a refused use in Chinese; the library's are English."""

from __future__ import annotations

from xiezhi.cli.words.problems_whats import what_in
from xiezhi.shelf.suggest.wording import reason_in
from xiezhi_desk.library.problems import Title

__all__ = ["reason_said", "why_said"]


def reason_said(reason: str) -> Title:
    """A reason in both languages; a clause that is not known stays as it is."""
    return Title(reason_in(reason, "zh"), reason)


def why_said(said: str) -> Title:
    """Why a use was refused or failed: as the log has it, and in Chinese."""
    return Title("；".join((what_in(one) or one) for one in filter(None, said.split("; "))), said)
