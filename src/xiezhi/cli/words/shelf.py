"""``xiezhi shelf``: what its verbs share."""

WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "各机关的数据上架：文件和数据库变成检查过的、有版本的标准表，每张表都有合同和用途；"
        "每一行都记得它来自哪个文件哪一行。",
        "Puts agencies' data on the shelf: files and databases become checked, versioned standard "
        "tables, each under a contract with its purposes; every row keeps the file and line it "
        "came from.",
    ),
    "load": ("上架", "Load"),
    "look": ("查看", "Look"),
    "back": ("回退与处置", "Go back, dispose"),
    "share": ("申请与共享", "Ask and share"),
    "examples": (
        "xiezhi shelf add enforcement_case 财产刑执行2023.xls --provider 某区人民法院 "
        "--basis 法释〔2014〕13号#7 --purpose 刑事执行监督 --until 2027-12-31\n"
        "xiezhi shelf list\nxiezhi shelf quality enforcement_case",
        "xiezhi shelf add enforcement_case 财产刑执行2023.xls --provider 某区人民法院 "
        "--basis 法释〔2014〕13号#7 --purpose 刑事执行监督 --until 2027-12-31\n"
        "xiezhi shelf list\nxiezhi shelf quality enforcement_case",
    ),
    "more": (
        "xiezhi shelf 命令 --help 显示该命令的说明和示例。",
        "xiezhi shelf VERB --help explains a verb with examples.",
    ),
    "own_of": (
        "工作区文件夹：本单位自己的表和法律（own/）；也可用环境变量 XIEZHI_WORKSPACE",
        "the workspace with the office's own tables and law (own/); XIEZHI_WORKSPACE likewise",
    ),
    "workspace": (
        "工作区文件夹；也可用环境变量 XIEZHI_WORKSPACE",
        "the workspace; XIEZHI_WORKSPACE in the environment likewise",
    ),
    "TABLE": ("标准表", "the standard table"),
    "table": ("标准表", "table"),
    "rows": ("行", "rows"),
    "version": ("版本", "version"),
    "as_of": ("数据截至", "data as of"),
    "provider": ("提供机关", "provider"),
    "contract": ("合同", "contract"),
    "until": ("有效期至", "valid until"),
    "loaded": ("上架时间", "loaded"),
    "batch": ("批次", "batch"),
    "mode": ("方式", "mode"),
    "none": ("—", "—"),
    "empty": ("数据架上还没有表。", "There is no table on the shelf yet."),
    "office": (
        "为哪个单位（也可用环境变量 XIEZHI_OFFICE）；不写则为数据架所属单位",
        "for which office (XIEZHI_OFFICE likewise); the shelf's own if absent",
    ),
    "NUMBER": ("申请的编号，例如 S-0001", "number of the application, for instance S-0001"),
    "bad_day": ("{text} 不是日期，例如 2031-12-31。", "{text} is no day such as 2031-12-31."),
    "purpose": ("使用目的", "purpose"),
    "scene": ("使用场景", "scene"),
    "basis": ("使用依据", "legal basis"),
    "columns": ("数据项", "columns"),
    "term": ("使用时限", "term"),
    "only": ("可见的行", "rows shown"),
    "second": ("另一用途，原授权", "second use of"),
    "days": ("已过天数", "days over"),
    "unknown_day": ("节假日表不及，未知", "unknown: beyond the table of holidays"),
    "overdue": ("，已逾期", ", overdue"),
    "due_answer": ("答复期限", "answer due"),
    "due_supply": ("提供期限", "supply due"),
    "state_requested": ("待答复", "waiting for an answer"),
    "state_incomplete": ("待补材料", "papers missing"),
    "state_approved": ("已同意，待授权", "approved"),
    "state_granted": ("已授权", "granted"),
    "state_suspended": ("已暂停", "suspended"),
    "state_refused": ("不同意", "refused"),
    "state_revoked": ("已收回", "revoked"),
    "state_withdrawn": ("已撤回", "withdrawn"),
    "act_supplement": ("一次告知补充材料", "sent back for papers"),
    "act_complete": ("补齐材料", "completed"),
    "act_extend": ("延长答复期限", "time extended"),
    "act_approve": ("同意", "approved"),
    "act_refuse": ("不同意", "refused"),
    "act_grant": ("授权", "granted"),
    "act_suspend": ("暂停", "suspended"),
    "act_resume": ("恢复", "resumed"),
    "act_revoke": ("收回", "revoked"),
    "act_withdraw": ("撤回", "withdrawn"),
}
