"""What the library refuses, as the desk says it: what, where, why, what to do next."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xiezhi.cli.words.problems import IN_CHINESE
from xiezhi.cli.words.problems_whats import what_in
from xiezhi.cli.words.problems_whys import why_in
from xiezhi.kernel.errors import Problem as LibraryProblem
from xiezhi.kernel.errors import XiezhiError
from xiezhi.rulebook.form import Title
from xiezhi_desk.library.cures import AT_THE_DESK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["DoorError", "Problem", "Title", "door", "problem_of", "problems_of", "refused"]


_NO_CURE = Title("", "")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        what: What is wrong, in both languages.
        where: File, row or field; never a path of this machine.
        why: The values that show it, in the library's own words (English).
        cure: What the reader can do next.
        code: Stable name of the kind of problem.
        severity: ``error`` refuses, ``warning`` lets pass.
    """

    what: Title
    where: str = ""
    why: str = ""
    cure: Title = _NO_CURE
    code: str = ""
    severity: str = "error"

    @property
    def reason(self) -> Title:
        """``why`` in both languages; what has no Chinese stays as the library says it."""
        return Title(why_in(self.why, "zh"), self.why)


class DoorError(Exception):
    """The library refused; ``problems`` is what the desk shows, all at once."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("; ".join(problem.what.en for problem in problems))


def refused(
    code: str,
    what: tuple[str, str],
    cure: tuple[str, str] = ("", ""),
    *,
    where: str = "",
    why: str = "",
) -> DoorError:
    """A refusal of the door's own."""
    return DoorError(Problem(Title(*what), where, why, Title(*cure), code))


def problem_of(problem: LibraryProblem, under: Path | None = None) -> Problem:
    """A problem of the library, with its Chinese sentence where it has one.

    Args:
        problem: As the library says it.
        under: A folder of this machine whose path is left out of what is shown.
    """
    what, cure = Title(problem.what, problem.what), Title(problem.cure, problem.cure)
    if problem.code in IN_CHINESE and not problem.what.endswith("。"):
        said, next_ = IN_CHINESE[problem.code]
        said = what_in(problem.what) or said
        what, cure = Title(said, problem.what), Title(next_ or problem.cure, problem.cure)
    cure = AT_THE_DESK.get(problem.code, cure)
    return Problem(
        what,
        _without(problem.where, under),
        _without(problem.why, under),
        cure,
        problem.code,
        problem.severity,
    )


@contextmanager
def door(under: Path | None = None) -> Iterator[None]:
    """Turn what the library refuses into a ``DoorError``.

    Args:
        under: A folder of this machine whose path is left out of what is shown.

    Raises:
        DoorError: The library refused, the disk is full, a file cannot be read or is nonsense.
    """
    try:
        yield
    except XiezhiError as error:
        raise DoorError(*(problem_of(one, under) for one in error.problems)) from error
    except OSError as error:
        raise DoorError(_of_system(error, under)) from error
    except _nonsense() as error:
        # What a stranger's bundle holds may be of the right columns and still be nonsense.
        raise DoorError(_of_content(error, under)) from error


def _nonsense() -> tuple[type[Exception], ...]:
    """What reading content raises; asked once something was raised."""
    import pyarrow as pa

    return (pa.ArrowException, ValueError, KeyError)


def problems_of(problems: Iterable[LibraryProblem], under: Path | None = None) -> list[Problem]:
    """Several problems of the library."""
    return [problem_of(one, under) for one in problems]


def _without(text: str, under: Path | None) -> str:
    if under is None:
        return text
    return text.replace(f"{under}/", "").replace(str(under), under.name)


def _of_system(error: OSError, under: Path | None) -> Problem:
    name = Path(str(error.filename)).name if error.filename else ""
    why = error.strerror or type(error).__name__
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Problem(
            what=Title("磁盘已满。", "The disk is full."),
            why=why,
            cure=Title(
                "请管理员清出空间后再试。", "Ask the administrator to make room; try again."
            ),
            code="disk-full",
        )
    return Problem(
        what=Title("文件无法读写。", "A file cannot be read or written."),
        where=_without(name, under),
        why=why,
        cure=Title(
            "再试一次；仍不行的，告诉系统管理员。", "Try again; else tell the administrator."
        ),
        code="file",
    )


def _of_content(error: Exception, under: Path | None) -> Problem:
    return Problem(
        what=Title("内容无法理解。", "The content cannot be understood."),
        why=_without(f"{type(error).__name__}: {error}", under)[:200],
        cure=Title("重新取得这份数据或者卷宗包。", "Fetch the data or the bundle again."),
        code="content",
    )
