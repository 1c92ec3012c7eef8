"""The menu: which page, behind which right. A page that does not exist yet is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import NoReverseMatch, reverse

from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import lazy

if TYPE_CHECKING:
    from xiezhi_desk.ui.page import Access

__all__ = ["ENTRIES", "Entry", "Shown", "address", "menu"]


class Entry(NamedTuple):
    """One line of the menu.

    Attributes:
        name: The page's name, ``room:page``.
        title: What the line says.
        icon: A shape of the sprite.
        right: What the person needs.
        group: Entries of one group stand together.
        also: Other beginnings of addresses that belong to it.
    """

    name: str
    title: Any
    icon: str
    right: Right
    group: str
    also: tuple[str, ...] = ()


class Shown(NamedTuple):
    """A line as shown: with its address, and whether the page shown belongs to it."""

    url: str
    title: Any
    icon: str
    group: str
    current: bool
    first: bool


ENTRIES = (
    Entry("dashboards:home", lazy("首页", "Home"), "home", Right.SIGNED_IN, "work"),
    Entry("clues:list", lazy("线索", "Clues"), "list", Right.SEE_CLUES, "work"),
    Entry("clues:work", lazy("本周核查", "This week"), "target", Right.JUDGE_CLUES, "work"),
    Entry(
        "clues:tasks",
        lazy("核查任务", "Tasks"),
        "checklist",
        Right.JUDGE_CLUES,
        "work",
        ("clues/task",),
    ),
    Entry(
        "clues:batches",
        lazy("批量核查", "Batches"),
        "stack",
        Right.SEE_CLUES,
        "work",
        ("clues/batch",),
    ),
    Entry("clues:confirming", lazy("待我复核", "To confirm"), "stamp", Right.CONFIRM, "work"),
    Entry("clues:reading", lazy("盲读复核", "Second reading"), "eye", Right.JUDGE_CLUES, "work"),
    Entry("clues:exports", lazy("导出审批", "Exports"), "download", Right.EXPORT, "work"),
    Entry("cases:list", lazy("事项与成效", "Matters"), "briefcase", Right.SEE_CASES, "work"),
    Entry("cases:actions", lazy("专项行动", "Actions"), "flag", Right.SEE_CASES, "work"),
    Entry("dashboards:overview", lazy("态势", "Overview"), "chart", Right.SEE_CASES, "work"),
    Entry("models:list", lazy("监督模型", "Models"), "model", Right.SEE_MODELS, "base"),
    Entry("shelf:list", lazy("数据书架", "Data shelf"), "database", Right.SEE_SHELF, "base"),
    Entry("runs:list", lazy("运行与导入", "Runs"), "play", Right.SEE_MODELS, "base"),
    Entry("clues:routes", lazy("分派规则", "Routing"), "route", Right.SET_ROUTES, "base"),
    Entry(
        "accounts:people",
        lazy("机构与人员", "People"),
        "users",
        Right.MANAGE_PEOPLE,
        "keep",
        ("offices",),
    ),
    Entry(
        "accounts:security",
        lazy("安全管理", "Security"),
        "shield",
        Right.MANAGE_SECURITY,
        "keep",
        ("runs/trusted",),
    ),
    Entry("audit:trail", lazy("审计日志", "Audit trail"), "history", Right.READ_AUDIT, "keep"),
)


def address(name: str, *args: object) -> str:
    """A page's address; empty while there is no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def menu(access: Access | None, path: str) -> list[Shown]:
    """What this person may open, in order; the longest address that begins ``path`` is current."""
    if access is None:
        return []
    found = [
        (entry, url)
        for entry in ENTRIES
        if access.may(entry.right) and (url := address(entry.name))
    ]
    here = max(
        (
            (front, url)
            for entry, url in found
            for front in (url, *(f"/{other}/" for other in entry.also))
            if path.startswith(front) and url != "/"
        ),
        key=lambda one: len(one[0]),
        default=("", ""),
    )[1]
    here = here or ("/" if path == "/" else "")
    shown = []
    before = ""
    for entry, url in found:
        shown.append(
            Shown(url, entry.title, entry.icon, entry.group, url == here, entry.group != before)
        )
        before = entry.group
    return shown
