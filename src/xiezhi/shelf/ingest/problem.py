"""Errors of reading what an agency delivered."""

from __future__ import annotations

from xiezhi.kernel.errors import Problem, XiezhiError

__all__ = ["WIDEST", "IngestError", "refusal", "too_wide"]

WIDEST = 256
"""Columns of the WIDEST sheet that is taken for a list of records."""


class IngestError(XiezhiError):
    """A delivery cannot be read as it is; nothing of it was loaded."""

    exit_code = 2


def refusal(what: str, *, where: str = "", why: str = "", cure: str = "", code: str) -> IngestError:
    """The error for one problem of a delivery."""
    return IngestError(Problem(what=what, where=where, why=why, cure=cure, code=code))


def too_wide(name: str, width: int) -> IngestError:
    """The error of a sheet that is no list of records."""
    return refusal(
        f"{name} has {width} columns.",
        where=name,
        why=f"a list of records has at most {WIDEST}; this looks like a cross table",
        cure="Hand over one row per record, months and kinds as values and not as columns.",
        code="ingest-too-wide",
    )
