"""Actions of the trail in words; one that is not known here is shown as it is."""

from __future__ import annotations

from xiezhi_desk.ui.words import t

__all__ = ["in_words"]

THINGS = {
    "action": ("专项", "special action"),
    "api": ("接口", "interface"),
    "audit": ("日志", "trail"),
    "batch": ("批次", "batch"),
    "bundle": ("运行包", "bundle"),
    "case": ("事项", "matter"),
    "clue": ("线索", "clue"),
    "clues": ("线索", "clues"),
    "conflict": ("回避", "conflict"),
    "department": ("部门", "department"),
    "duty": ("职责", "duty"),
    "export": ("导出", "export"),
    "job": ("任务", "job"),
    "matter": ("事项", "matter"),
    "model": ("模型", "model"),
    "office": ("机构", "office"),
    "outcome": ("成效", "outcome"),
    "person": ("人员", "person"),
    "reach": ("越权访问", "out of reach"),
    "route": ("分派规则", "route"),
    "run": ("运行", "run"),
    "schedule": ("定期运行", "schedule"),
    "shelf": ("数据", "data"),
    "task": ("核查任务", "task"),
    "token": ("接口令牌", "token"),
    "trust": ("信任", "trust"),
}
DONE = {
    "added": ("新增", "added"),
    "again": ("重新执行", "again"),
    "approved": ("批准", "approved"),
    "arrived": ("导入", "arrived"),
    "asked": ("申请", "asked for"),
    "assign": ("分派", "assigned"),
    "attachment_read": ("查阅附件", "attachment read"),
    "cancelled": ("取消", "cancelled"),
    "capacity_set": ("设定每周核查数", "weekly number set"),
    "changed": ("修改", "changed"),
    "checked": ("检查", "checked"),
    "confirm": ("复核确认", "confirmed"),
    "copied": ("导出", "copied"),
    "disabled": ("停用", "disabled"),
    "downloaded": ("下载", "downloaded"),
    "forbidden": ("无此职责被拒绝", "refused: no such duty"),
    "enabled": ("恢复", "enabled"),
    "ended": ("终止", "ended"),
    "exported": ("导出", "exported"),
    "given": ("授予", "given"),
    "handed_over": ("移交工作", "work handed over"),
    "identity_linked": ("关联统一身份", "identity linked"),
    "identity_refused": ("统一身份校验未过", "identity refused"),
    "identity_unknown": ("统一身份无对应人员", "identity of nobody"),
    "invited": ("发放一次性链接", "one-time link made"),
    "lost": ("中断", "lost"),
    "merged": ("合并", "merged"),
    "moved": ("调整", "moved"),
    "opened": ("查阅", "opened"),
    "parted": ("拆分", "parted"),
    "password_changed": ("更改密码", "password changed"),
    "printed": ("打印", "printed"),
    "received": ("接收", "received"),
    "recovery_renewed": ("重新生成恢复码", "recovery codes renewed"),
    "recovery_used": ("使用恢复码", "recovery code used"),
    "refused": ("被拒绝", "refused"),
    "relieved": ("人员变动移交", "handed over by a leaver"),
    "removed": ("删除", "removed"),
    "renamed": ("改名", "renamed"),
    "second_step_removed": ("清除第二步验证", "second step removed"),
    "second_step_set": ("启用第二步验证", "second step set up"),
    "session_ended": ("登录被退出", "session ended"),
    "sessions_ended": ("登录全部被退出", "sessions ended"),
    "sign_in_failed": ("登录失败", "sign-in failed"),
    "signed_in": ("登录", "signed in"),
    "signed_out": ("退出登录", "signed out"),
    "uncovered": ("查看原文", "uncovered"),
    "unlocked": ("解除锁定", "unlocked"),
    "verified": ("验证", "verified"),
    "withdrawn": ("撤回", "withdrawn"),
}


def in_words(action: str) -> str:
    """``clue.opened`` → 线索 查阅."""
    thing, _, done = action.partition(".")
    parts = (
        t(*THINGS[thing]) if thing in THINGS else thing,
        t(*DONE[done]) if done in DONE else done.replace("_", " "),
    )
    return " ".join(part for part in parts if part)
