"""What is said when an outcome or a special action cannot be kept."""

from __future__ import annotations

__all__ = ["NotRecorded"]


class NotRecorded(Exception):  # noqa: N818  (a refusal is an answer, not a fault of the program)
    """Nothing was changed.

    Attributes:
        what, where, why, cure: What was refused, of which document, the reason, what to do next.
    """

    def __init__(self, what: str, *, where: str, why: str, cure: str) -> None:
        super().__init__(f"{what} ({where}): {why} {cure}")
        self.what, self.where, self.why, self.cure = what, where, why, cure
