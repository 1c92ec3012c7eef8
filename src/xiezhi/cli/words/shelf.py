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
    "more": (
        "xiezhi shelf 命令 --help 显示该命令的说明和示例。",
        "xiezhi shelf VERB --help explains a verb with examples.",
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
    "empty": ("书架上还没有表。", "There is no table on the shelf yet."),
}
