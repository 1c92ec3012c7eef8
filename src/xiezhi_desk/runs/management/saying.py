"""How commands say bad news: both languages, with the cure; exit code 1."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError

from xiezhi_desk.library.problems import DoorError
from xiezhi_desk.runs.problems import Refused, of_library

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["refusals", "told"]


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what is refused into the command's error.

    Raises:
        CommandError: Something was refused.
    """
    try:
        yield
    except Refused as error:
        raise CommandError(told(*error.problems)) from error
    except DoorError as error:
        raise CommandError(told(*(of_library(one) for one in error.problems))) from error


def told(*problems: Mapping[str, Any]) -> str:
    """Problems as a terminal shows them."""
    lines: list[str] = []
    for one in problems:
        where = f"{one['where']}：" if one.get("where") else ""
        lines.append(f"{where}{one['what']} / {one['what_en']}")
        for head, part in (("原因 / why", "why"), ("怎么办 / next", "cure")):
            zh, en = one.get(part, ""), one.get(f"{part}_en", "")
            if zh or en:
                lines.append(f"  {head}：{zh if zh == en else f'{zh} / {en}'}")
    return "\n".join(lines)
