"""What every page of the shelf begins with: tabs, who asks, problems in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.urls import reverse

from xiezhi_desk.ui.parts import Tab
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from xiezhi_desk.accounts.access import PersonAccess
    from xiezhi_desk.accounts.records import Person
    from xiezhi_desk.ui.page import DeskRequest

__all__ = ["access_of", "person_of", "tabs"]


def access_of(request: DeskRequest) -> PersonAccess:
    """Who asks, with rights and reach."""
    return cast("PersonAccess", request.access)


def person_of(request: DeskRequest) -> Person:
    """Who asks."""
    return cast("Person", request.user)


def tabs(request: DeskRequest, current: str) -> list[Tab]:
    """The pages of the shelf that the person may open."""
    pages = (
        ("list", t("目录", "Catalogue"), Right.SEE_SHELF),
        ("uploads", t("上传与上架", "Uploads"), Right.LOAD_DATA),
        ("requests", t("数据申请", "Requests"), Right.SEE_SHELF),
        ("uses", t("使用日志", "Use log"), Right.SEE_SHELF),
        ("disposals", t("到期与处置", "Ended terms"), Right.SEE_SHELF),
    )
    return [
        Tab(title, reverse(f"shelf:{name}"), current=name == current)
        for name, title, right in pages
        if access_of(request).may(right)
    ]
