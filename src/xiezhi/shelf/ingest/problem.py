"""Errors of reading what an agency delivered."""

from __future__ import annotations

from xiezhi.kernel.errors import Problem, XiezhiError

__all__ = ["IngestError", "refusal"]


class IngestError(XiezhiError):
    """A delivery cannot be read as it is; nothing of it was loaded."""

    exit_code = 2


def refusal(what: str, *, where: str = "", why: str = "", cure: str = "", code: str) -> IngestError:
    """The error for one problem of a delivery."""
    return IngestError(Problem(what=what, where=where, why=why, cure=cure, code=code))
