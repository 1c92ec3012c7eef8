"""The start page of a desk on which nothing has come yet: where one begins, and who does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

from xiezhi_desk.accounts.access import GIVES
from xiezhi_desk.accounts.records import ADMIN_DUTIES, Duty
from xiezhi_desk.clues.access import visible
from xiezhi_desk.library.shelf import catalogue
from xiezhi_desk.runs.access import bundles
from xiezhi_desk.ui.rights import Right
from xiezhi_desk.ui.words import t

if TYPE_CHECKING:
    from datetime import date

    from xiezhi_desk.accounts.access import PersonAccess

__all__ = ["Beginning", "beginning"]

_WORK = (Right.SEE_CLUES, Right.LOAD_DATA, Right.RUN_MODELS, Right.IMPORT_BUNDLES)


class Beginning(NamedTuple):
    """One of the first steps.

    Attributes:
        why: What it is and what comes of it.
        who: Duties that do it.
        page: Name of the page where this person does it; empty when it is another's.
        done: It is done already.
    """

    title: str
    why: str
    who: str
    page: str = ""
    do: str = ""
    done: bool = False


def beginning(access: PersonAccess, today: date) -> list[Beginning]:
    """The first steps in their order: for who keeps accounts, for who does the work.

    None once somebody has a duty in the work, or a bundle or a clue is within reach.
    """
    if access.may(Right.MANAGE_PEOPLE) or access.may(Right.MANAGE_SECURITY):
        return [] if _people_at_work(access, today) else _accounts(access)
    if not any(access.may(right) for right in _WORK):
        return []
    if bundles(access).exists() or visible(access).exists():
        return []
    return _work(access, today)


def _people_at_work(access: PersonAccess, today: date) -> bool:
    duties = Duty.objects.filter(person__office__in=access.offices())
    return duties.exclude(kind__in=ADMIN_DUTIES).exclude(until__lt=today).exists()


def _accounts(access: PersonAccess) -> list[Beginning]:
    return [
        _step(
            access,
            Right.MANAGE_PEOPLE,
            t("建立机构和部门", "Make offices and departments"),
            t(
                "下级院和四大检察的部门；行政区划代码决定线索送往哪个院。",
                "Offices below and departments by line; divisions decide where clues go.",
            ),
            "accounts:offices",
            t("机构与部门", "Offices"),
        ),
        _step(
            access,
            Right.MANAGE_PEOPLE,
            t("建立账号", "Make accounts"),
            t(
                "逐个新增或者批量导入；一次性链接交给本人设置密码。",
                "One by one or from a list; each sets a password by a one-time link.",
            ),
            "accounts:add_person",
            t("新增人员", "Add a person"),
        ),
        _step(
            access,
            Right.MANAGE_SECURITY,
            t("设置职责", "Give duties"),
            t(
                "没有职责的账号什么也看不到；至少要有数据管理员、案管人员、检察官和院领导。",
                "Without a duty nothing is seen; needed are at least a data steward, "
                "a clue manager, a prosecutor and a chief.",
            ),
            "accounts:duties",
            t("职责", "Duties"),
        ),
    ]


def _work(access: PersonAccess, today: date) -> list[Beginning]:
    return [
        _step(
            access,
            Right.LOAD_DATA,
            t("上架数据", "Put data on the shelf"),
            t(
                "上传机关提供的表格或者一批裁判文书，确认每一列和使用合同。",
                "Upload agencies' tables or a folder of judgments; confirm columns and contract.",
            ),
            "shelf:upload",
            t("上传数据", "Upload data"),
            done=bool(catalogue(settings.WORKSPACE, today)),
        ),
        _step(
            access,
            Right.RUN_MODELS,
            t("运行监督模型", "Run supervision models"),
            t(
                "数据齐备的模型可以运行；缺什么数据，页面会说明并写好调取函。",
                "Models whose data are there can run; what is missing is said and asked for.",
            ),
            "runs:start",
            t("运行模型", "Run models"),
        ),
        _step(
            access,
            Right.IMPORT_BUNDLES,
            t("或者导入卷宗包", "Or import a bundle"),
            t(
                "上级院或者别处运行的结果，校验签名后导入，线索按规则分到各院。",
                "What another office ran: its signature is checked, clues go to their offices.",
            ),
            "runs:import",
            t("导入卷宗包", "Import a bundle"),
        ),
        _step(
            access,
            Right.ASSIGN,
            t("分派线索", "Assign the clues"),
            t(
                "新线索在“线索”页“待分派”中，分给承办人或者交办下级院。",
                "New clues stand under “Clues”: give them to people or hand them down.",
            ),
            "clues:list",
            t("线索", "Clues"),
        ),
        _step(
            access,
            Right.JUDGE_CLUES,
            t("核查、认定", "Verify and decide"),
            t(
                "承办人在“本周核查”领取线索，逐条核查；认定属实须由第二人复核。",
                "Take clues under “This week” and check them; a second person confirms.",
            ),
            "clues:work",
            t("本周核查", "This week"),
        ),
    ]


def _step(
    access: PersonAccess,
    right: Right,
    title: str,
    why: str,
    page: str,
    do: str,
    *,
    done: bool = False,
) -> Beginning:
    duties = [str(duty.label) for duty, rights in GIVES.items() if right in rights]
    mine = bool(access.may(right))
    return Beginning(
        title, why, t("、", ", ").join(duties), page if mine else "", do if mine else "", done
    )
