"""``xiezhi shelf move``."""

WORDS: dict[str, tuple[str, str]] = {
    "brief": (
        "申请的其他步骤",
        "other steps of an application",
    ),
    "about": (
        "申请的其他步骤：supplement 一次告知补充材料，complete 补齐，extend 延长答复期限（一"
        "次，十个工作日），suspend 暂停，resume 恢复，withdraw 撤回。",
        "The other steps of an application: supplement (sent back for papers), complete, "
        "extend (the time for the answer, once, ten working days), suspend, resume, withdraw.",
    ),
    "ACTION": (
        "哪一步",
        "which step",
    ),
    "reason": (
        "理由；补充、延长、暂停须写",
        "why; needed to send back, extend, suspend",
    ),
    "examples": (
        "xiezhi shelf move S-0001 extend --reason 需会商\nxiezhi shelf move S-0001 withdraw",
        "xiezhi shelf move S-0001 extend --reason 需会商\nxiezhi shelf move S-0001 withdraw",
    ),
}
