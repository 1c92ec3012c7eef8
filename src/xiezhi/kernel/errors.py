"""What is told to a person when something is wrong: what, where, why, what next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Problem", "RefusedValueError", "XiezhiError"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in the four parts that every message of the product has.

    Attributes:
        what: What is wrong, one sentence.
        where: ``file:line:column``, a row, a document id; empty when there is no place.
        why: The reason, with the values that show it.
        cure: What the reader can do next.
        code: Stable kebab-case name of the kind of problem, for programs.
        severity: ``error`` refuses, ``warning`` lets pass.
    """

    what: str
    where: str = ""
    why: str = ""
    cure: str = ""
    code: str = ""
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        """Where: what, then the reason and the cure on lines of their own."""
        lines = [f"{self.where}: {self.what}" if self.where else self.what]
        if self.why:
            lines.append(f"  why: {self.why}")
        if self.cure:
            lines.append(f"  next: {self.cure}")
        return "\n".join(lines)


class XiezhiError(Exception):
    """An error that a person can act on; carries one or several problems, all at once.

    Subclasses set ``exit_code`` (documented in the command line's help).
    """

    exit_code = 1

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class RefusedValueError(ValueError):
    """A text is not a value of the semantic type; says why, never guesses."""

    def __init__(self, type_name: str, text: str, why: str) -> None:
        self.type_name = type_name
        self.text = text
        self.why = why
        super().__init__(f"not a {type_name}: {why}")
