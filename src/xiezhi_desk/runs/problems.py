"""Bad news as a job and a page keep it: what, where, why, what to do next; both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xiezhi_desk.ui.words import chinese

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xiezhi_desk.library.problems import Problem

__all__ = ["Refused", "of_library", "problem", "said", "unexpected"]

Said = dict[str, Any]
_PARTS = ("what", "why", "cure")


def problem(
    what: tuple[str, str],
    why: tuple[str, str] = ("", ""),
    cure: tuple[str, str] = ("", ""),
    where: str = "",
    code: str = "",
) -> Said:
    """A problem to keep; each pair is Chinese and English."""
    return {
        "what": what[0],
        "what_en": what[1],
        "where": where,
        "why": why[0],
        "why_en": why[1],
        "cure": cure[0],
        "cure_en": cure[1],
        "code": code,
    }


def of_library(one: Problem) -> Said:
    """What the library refuses, to keep."""
    return problem(
        (one.what.zh, one.what.en), (one.reason.zh, one.reason.en), (one.cure.zh, one.cure.en),
        one.where, one.code,
    )  # fmt: skip


def said(kept: Mapping[str, Any]) -> dict[str, str]:
    """The four parts in the language of the page; empty when there is no problem."""
    if not kept:
        return {}
    tongue = "" if chinese() else "_en"
    parts = {part: str(kept.get(part + tongue) or kept.get(part) or "") for part in _PARTS}
    return {**parts, "where": str(kept.get("where", "")), "code": str(kept.get("code", ""))}


def unexpected(error: BaseException, where: str = "") -> Said:
    """A problem out of an error nobody foresaw: its kind, never its data."""
    kind = type(error).__name__
    return problem(
        ("程序出错，任务没有完成。", "The program failed; the job did not end."),
        (f"{kind}；详情见服务器日志。", f"{kind}; the server's log says more."),
        ("再次运行；仍然失败时请系统管理员查看日志。", "Run it again; if it fails, see the log."),
        where=where,
        code="unexpected",
    )


class Refused(Exception):  # noqa: N818  (a refusal with reasons, told to a person)
    """Something asked for is refused; carries one or several problems, all at once."""

    def __init__(self, problems: Iterable[Said]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(one["what_en"] for one in self.problems))

    @property
    def first(self) -> Said:
        """The first problem, for places that show one."""
        return self.problems[0]
