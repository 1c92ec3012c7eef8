"""Reasons of a suggested mapping and of a refused use in Chinese; the library's are English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.cli.words.problems_whats import what_in
from xiezhi.cli.words.problems_whys import remark_in
from xiezhi.shelf.suggest.wording import reason_in
from xiezhi_desk.library.problems import Title

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["reason_said", "remarks_said", "why_said"]


def reason_said(reason: str) -> Title:
    """A reason in both languages; a clause that is not known stays as it is."""
    return Title(reason_in(reason, "zh"), reason)


def remarks_said(remarks: Iterable[str]) -> tuple[Title, ...]:
    """Remarks on how a file was read, in both languages; names of files stay as they are."""
    return tuple(Title(remark_in(one, "zh"), one) for one in remarks)


def why_said(said: str) -> Title:
    """Why a use was refused or failed: as the log has it, and in Chinese."""
    return Title("；".join((what_in(one) or one) for one in filter(None, said.split("; "))), said)
