"""What came of a job, a line for each model or bundle, as its page shows it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import reverse

from xiezhi_desk.runs.problems import said
from xiezhi_desk.ui.words import chinese, t

if TYPE_CHECKING:
    from xiezhi_desk.runs.records import Job

__all__ = ["Outcome", "outcomes", "summary"]


class Outcome(NamedTuple):
    """One line.

    Attributes:
        clues: None where nothing was counted.
        tone, shape: As ``ui.looks``.
        problems: Why it was left out.
    """

    title: str
    model: str
    clues: int | None
    word: str
    tone: str
    shape: str
    url: str = ""
    problems: tuple[dict[str, str], ...] = ()


def outcomes(job: Job) -> list[Outcome]:
    """Bundles that came in (with most clues first), then what was left out with the reasons."""
    result: dict[str, Any] = job.result
    came = [_came(one) for one in result.get("bundles", ())]
    left = [
        Outcome(
            str(one["name"]),
            "",
            None,
            t("没有结果", "left out"),
            "bad",
            "circle-x",
            problems=tuple(said(problem) for problem in one["problems"]),
        )
        for one in result.get("refused", ())
    ]
    return sorted(came, key=lambda one: -(one.clues or 0)) + left


def summary(lines: list[Outcome]) -> list[tuple[str, int]]:
    """How many of each."""
    return list(Counter(one.word for one in lines).items())


def _came(one: dict[str, Any]) -> Outcome:
    title = one.get("title" if chinese() else "title_en") or one["model"]
    again = bool(one.get("again"))
    return Outcome(
        title,
        one["model"],
        one.get("clues"),
        t("已有，未重复导入", "here already") if again else t("新", "new"),
        "quiet" if again else "good",
        "repeat" if again else "circle-check",
        reverse("runs:bundle", args=[one["number"]]),
    )
