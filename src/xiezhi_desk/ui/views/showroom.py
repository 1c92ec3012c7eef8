"""Every part of the look on one page, with invented content; and the page of keys."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from xiezhi_desk.ui.forms import ShowroomForm
from xiezhi_desk.ui.page import page
from xiezhi_desk.ui.parts import Event, Fact, Stage, Tab
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

__all__ = ["help_page", "style"]

ORGANS = ("某县人民法院", "某区人民法院", "某监狱", "某县医疗保障局", "某市住房公积金中心")
ACTS = (
    ("刑期止日与刑期、羁押起日不符", "The end of the sentence does not follow from its length"),
    ("罚金刑判决后未移送执行", "A fine was imposed and never sent to execution"),
    ("死亡后仍发放养老金", "A pension was paid after death"),
    ("应当并罚而未并罚", "Sentences that should have been joined were not"),
)
STATES = (
    ("new", "待分派", "new"),
    ("assigned", "已分派", "assigned"),
    ("verifying", "核查中", "verifying"),
    ("proposed", "待复核", "awaiting confirmation"),
    ("founded", "属实", "founded"),
    ("unfounded", "不属实", "unfounded"),
    ("undecidable", "无法查清", "undecidable"),
    ("transferred", "已移送", "transferred"),
)
GRADES = (
    ("certain", "确定", "certain"),
    ("suspicious", "可疑", "suspicious"),
    ("indicative", "参考", "indicative"),
)
JOBS = (
    ("queued", "排队", "queued"),
    ("running", "进行中", "running"),
    ("done", "完成", "done"),
    ("failed", "失败", "failed"),
    ("cancelled", "已取消", "cancelled"),
    ("lost", "中断", "lost"),
)


@page(Right.SIGNED_IN)
@require_GET
def style(request: HttpRequest) -> HttpResponse:
    """The showroom; ``?say=1`` also shows the four kinds of message."""
    today = timezone.localdate()
    if request.GET.get("say"):
        messages.success(request, t("已分派 12 条线索。", "12 clues assigned."))
        messages.info(request, t("数据版本已更新。", "A new version of the data is there."))
        messages.warning(request, t("3 条线索今天到期。", "3 clues are due today."))
        messages.error(request, t("未保存：另一人刚改过。", "Not saved: somebody changed it."))
    rows = _rows(today)
    form = ShowroomForm({"reason": "", "office": "b"} if request.GET.get("wrong") else None)
    return render(
        request,
        "ui/style.html",
        {
            "today": today,
            "now": timezone.now(),
            "rows": rows,
            "page_of_rows": Paginator(range(48_213), 20).get_page(request.GET.get("page") or 3),
            "form": form,
            "states": [(value, t(zh, en)) for value, zh, en in STATES],
            "grades": [(value, t(zh, en)) for value, zh, en in GRADES],
            "jobs": [(value, t(zh, en)) for value, zh, en in JOBS],
            "tabs": _tabs(),
            "facts": _facts(today),
            "events": _events(),
            "stages": _stages(),
            "relations": RELATIONS,
            "series": SERIES,
        },
    )


@page(Right.SIGNED_IN)
@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """The keys, and where to turn."""
    return render(request, "ui/help.html")


def _rows(today: date) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for number in range(14):
        act = ACTS[number % len(ACTS)]
        state = STATES[number % len(STATES)]
        grade = GRADES[number % 3]
        rows.append(
            {
                "number": f"7K2M9Q4X{number:02d}",
                "organ": ORGANS[number % len(ORGANS)],
                "act": t(*act),
                "state": state[0],
                "state_text": t(state[1], state[2]),
                "grade": grade[0],
                "grade_text": t(grade[1], grade[2]),
                "amount": Decimal("851335.8") * (number + 1) if number % 4 else None,
                "due": today + timedelta(days=number * 5 - 8),
            }
        )
    return rows


def _tabs() -> list[Tab]:
    named = (
        ("待分派", "New"),
        ("核查中", "Verifying"),
        ("待复核", "To confirm"),
        ("属实", "Founded"),
    )
    counts = (31_501, 18_582, 1_243, 12_434)
    return [
        Tab(t("全部", "All"), "?", 100_000, current=True),
        *(
            Tab(t(*words), f"?state={place}", count)
            for place, (words, count) in enumerate(zip(named, counts, strict=True))
        ),
    ]


def _facts(today: date) -> list[Fact]:
    return [
        Fact(t("监督对象", "Organ"), "某县人民法院"),
        Fact(t("案号", "Case"), "（2031）某0101刑初7号"),
        Fact(t("涉及金额", "Amount"), "851,335.80", t("元", "CNY")),
        Fact(t("承办人", "Handled by"), "陈某"),
        Fact(
            t("期限", "Due"), (today + timedelta(days=12)).isoformat(), t("剩 12 天", "12 d left")
        ),
    ]


def _events() -> list[Event]:
    now = timezone.now()
    return [
        Event(now, t("发出核查函", "Request sent"), "陈某", t("某县看守所", "a jail"), "info"),
        Event(now - timedelta(days=2), t("分派", "Assigned"), "王某"),
        Event(now - timedelta(days=3), t("模型提示", "Raised by the model"), "", "", "strong"),
    ]


def _stages() -> list[Stage]:
    names = (
        ("上传", "Upload"),
        ("对应列", "Columns"),
        ("隔离行", "Quarantine"),
        ("上架", "Shelve"),
    )
    states = ("done", "now", "later", "later")
    return [Stage(t(*name), state) for name, state in zip(names, states, strict=True)]


RELATIONS = {
    "nodes": [
        {"id": "a", "label": "被告人甲", "kind": "person", "main": True},
        {"id": "b", "label": "某县人民法院", "kind": "organ"},
        {"id": "c", "label": "某县看守所", "kind": "organ"},
        {"id": "d", "label": "（2031）某0101刑初7号", "kind": "document"},
        {"id": "e", "label": "被害人乙", "kind": "person"},
        {"id": "f", "label": "某建材有限公司", "kind": "company"},
        {"id": "g", "label": "尾号 1234 账户", "kind": "account"},
    ],
    "edges": [
        {"from": "b", "to": "d", "label": "作出"},
        {"from": "d", "to": "a", "label": "判处"},
        {"from": "c", "to": "a", "label": "羁押"},
        {"from": "a", "to": "e", "label": "侵害"},
        {"from": "a", "to": "f", "label": "法定代表人"},
        {"from": "f", "to": "g", "label": "持有"},
    ],
}
SERIES = {
    "x": ["1月", "2月", "3月", "4月", "5月", "6月"],
    "series": [
        {"name": "线索", "kind": "line", "data": [620, 702, 911, 870, 1012, 1180]},
        {"name": "属实", "kind": "bar", "data": [121, 140, 182, 160, 220, 260]},
    ],
}
