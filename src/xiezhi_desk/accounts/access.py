"""Who may do what, stated once: duty → rights, with the reason; and how far an office sees."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import timezone

from xiezhi_desk.accounts.records import Duty, DutyKind, Line, Office, Person
from xiezhi_desk.ui.rights import Answer, Right
from xiezhi_desk.ui.words import lazy, t

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

__all__ = ["GIVES", "MEANS", "WHY", "PersonAccess", "table"]

_READS = {Right.SEE_CLUES, Right.SEE_CASES, Right.SEE_MODELS, Right.SEE_SHELF}

GIVES: dict[DutyKind, frozenset[Right]] = {
    DutyKind.PROSECUTOR: frozenset(
        {
            *_READS,
            Right.JUDGE_CLUES,
            Right.CONFIRM,
            Right.UNCOVER,
            Right.EXPORT,
            Right.RECORD_OUTCOMES,
            Right.RUN_MODELS,
        }
    ),
    DutyKind.ASSISTANT: frozenset({*_READS, Right.JUDGE_CLUES, Right.UNCOVER, Right.EXPORT}),
    DutyKind.CLUE_MANAGER: frozenset(
        {
            *_READS,
            Right.ASSIGN,
            Right.RESTRICT,
            Right.EXPORT,
            Right.RECORD_OUTCOMES,
            Right.IMPORT_BUNDLES,
            Right.SET_ROUTES,
            Right.LEAD_ACTIONS,
        }
    ),
    DutyKind.MODEL_MAKER: frozenset(
        {Right.SEE_MODELS, Right.RUN_MODELS, Right.SEE_SHELF, Right.SCHEDULE}
    ),
    DutyKind.DATA_STEWARD: frozenset(
        {
            Right.SEE_SHELF,
            Right.LOAD_DATA,
            Right.ASK_DATA,
            Right.SEE_MODELS,
            Right.RUN_MODELS,
            Right.IMPORT_BUNDLES,
            Right.SCHEDULE,
        }
    ),
    DutyKind.CHIEF: frozenset(
        {
            *_READS,
            Right.CONFIRM,
            Right.ASSIGN,
            Right.RESTRICT,
            Right.UNCOVER,
            Right.EXPORT,
            Right.APPROVE_EXPORT,
            Right.APPROVE_DATA,
            Right.LEAD_ACTIONS,
        }
    ),
    DutyKind.SYSTEM_ADMIN: frozenset({Right.MANAGE_PEOPLE}),
    DutyKind.SECURITY_ADMIN: frozenset({Right.MANAGE_SECURITY}),
    DutyKind.AUDIT_ADMIN: frozenset({Right.READ_AUDIT}),
}

WHY = {
    DutyKind.PROSECUTOR: lazy("检察官办理本条线线索", "a prosecutor handles the clues of the line"),
    DutyKind.ASSISTANT: lazy(
        "检察官助理在检察官指导下核查", "an assistant verifies under a prosecutor"
    ),
    DutyKind.CLUE_MANAGER: lazy("案管部门统一管理线索", "case management keeps all clues"),
    DutyKind.MODEL_MAKER: lazy(
        "模型建设人员建设、运行模型，不办理线索",
        "a model maker builds and runs models, and handles no clue",
    ),
    DutyKind.DATA_STEWARD: lazy("数据管理员管理数据书架", "a data steward keeps the shelf"),
    DutyKind.CHIEF: lazy("院领导审批", "a chief approves"),
    DutyKind.SYSTEM_ADMIN: lazy(
        "系统管理员只管理机构和账号，不接触业务数据",
        "a system administrator keeps offices and accounts, and sees no case data",
    ),
    DutyKind.SECURITY_ADMIN: lazy(
        "安全管理员只管理职责、锁定和信任",
        "a security administrator keeps duties, lock-outs and trust",
    ),
    DutyKind.AUDIT_ADMIN: lazy(
        "审计管理员只查阅审计日志", "an audit administrator reads the trail"
    ),
}


MEANS: dict[Right, Any] = {
    Right.SEE_CLUES: lazy("查看线索", "see clues"),
    Right.JUDGE_CLUES: lazy("核查、记录、提出结论", "verify, note, propose a decision"),
    Right.CONFIRM: lazy("作为第二人复核", "confirm as the second person"),
    Right.ASSIGN: lazy("分派、交办、提办、领办、督办", "assign, hand down, raise, take over, urge"),
    Right.UNCOVER: lazy("说明理由后查看被遮盖的信息", "see what is masked, with a reason"),
    Right.EXPORT: lazy("申请导出、卷宗", "ask for an export or a dossier"),
    Right.APPROVE_EXPORT: lazy("审批导出", "approve an export"),
    Right.RESTRICT: lazy("设为限制知悉并指定人员", "restrict a clue and name its people"),
    Right.SEE_CASES: lazy("查看事项与成效", "see matters and what came of them"),
    Right.RECORD_OUTCOMES: lazy("录入成效", "record outcomes"),
    Right.LEAD_ACTIONS: lazy("组织专项行动", "lead a special action"),
    Right.SEE_MODELS: lazy("查看模型", "see models"),
    Right.RUN_MODELS: lazy("运行模型", "run models"),
    Right.IMPORT_BUNDLES: lazy("导入卷宗包", "import bundles"),
    Right.SCHEDULE: lazy("设置定期运行", "schedule runs"),
    Right.SET_ROUTES: lazy("设置分派规则", "set the routing rules"),
    Right.SEE_SHELF: lazy("查看数据目录", "see the catalogue of data"),
    Right.LOAD_DATA: lazy("上传、上架数据", "upload and shelve data"),
    Right.ASK_DATA: lazy("申请数据", "ask for data"),
    Right.APPROVE_DATA: lazy("审批数据申请", "approve a request for data"),
    Right.MANAGE_PEOPLE: lazy("管理机构和账号", "keep offices and accounts"),
    Right.MANAGE_SECURITY: lazy(
        "管理职责、锁定、登录和信任", "keep duties, lock-outs, sessions, trust"
    ),
    Right.READ_AUDIT: lazy("查阅、验证审计日志", "read and verify the trail"),
}
"""What each right lets a person do, for the help page; ``everybody`` and ``signed_in`` aside."""


class PersonAccess:
    """The rights of one person on one request. Duties are read once."""

    def __init__(self, person: Person | AnonymousUser) -> None:
        self.person = person

    @cached_property
    def held(self) -> tuple[Duty, ...]:
        """Duties in force today: read along with the session, else by one query."""
        if not isinstance(self.person, Person) or not self.person.is_active:
            return ()
        today = timezone.localdate()
        read = self.person.duties_read
        return tuple(
            duty
            for duty in (self.person.duties.all() if read is None else read)
            if duty.since <= today and (duty.until is None or today <= duty.until)
        )

    @cached_property
    def duties(self) -> tuple[tuple[DutyKind, str], ...]:
        """Duties in force today: kind and line (empty for every line)."""
        return tuple((DutyKind(duty.kind), duty.line) for duty in self.held)

    def may(self, right: Right) -> Answer:
        """Whether any duty carries the right, and which."""
        if right is Right.EVERYBODY:
            return Answer(yes=True, reason="")
        if right is Right.SIGNED_IN:
            return Answer(isinstance(self.person, Person), t("请先登录", "Please sign in"))
        for kind, _ in self.duties:
            if right in GIVES[kind]:
                return Answer(yes=True, reason=str(WHY[kind]))
        return Answer(
            yes=False,
            reason=t(
                "您的职责不包含此项操作；如有需要，请联系本院安全管理员调整职责。",
                "None of your duties covers this; ask your office's security administrator.",
            ),
        )

    def lines(self, right: Right) -> frozenset[str]:
        """The lines over which a duty carries the right."""
        found: set[str] = set()
        for kind, line in self.duties:
            if right in GIVES[kind]:
                found |= {line} if line else set(Line.values)
        return frozenset(found)

    def offices(self) -> QuerySet[Office]:
        """The person's office and those below it: a city sees its counties, a county itself."""
        if not isinstance(self.person, Person) or self.person.office is None:
            return Office.objects.none()
        return Office.objects.filter(path__startswith=self.person.office.path)


class Row(NamedTuple):
    """A right and the duties that carry it, in the order of ``DutyKind``."""

    right: Right
    means: Any
    given: tuple[tuple[DutyKind, bool], ...]


def table() -> list[Row]:
    """The whole table, for the page that prints it."""
    return [
        Row(right, means, tuple((kind, right in GIVES[kind]) for kind in DutyKind))
        for right, means in MEANS.items()
    ]
