"""``xiezhi shelf dispose``."""

WORDS: dict[str, tuple[str, str]] = {
    "brief": (
        "到期清单和处置",
        "what has expired; dispose of it",
    ),
    "about": (
        "不写表名：列出合同已到期、数据还在的。写表名：处置这张表，所有版本、隔离的行、质量报"
        "告、临时文件、由文书读出的事实表以及各卷宗包里它的行都删除，哈希和处置记录留下；"
        "此后 xiezhi verify 回答“自某日起不能重放”。不能恢复。",
        "Without a table: contracts that have expired while their data are still there. With "
        "one: every version, quarantined row, report, leftover, facts read from documents and "
        "every row of it in bundles goes; hashes and the record stay, and `xiezhi verify` then "
        "says since when it cannot be replayed. There is no way back.",
    ),
    "TABLE": (
        "标准表；不写则列出已到期的",
        "the standard table; lists what has expired if absent",
    ),
    "reason": (
        "理由（必写）：目的已实现、无法实现、不再必要、期满",
        "why; must be given: purpose reached, cannot be, no longer needed, term ended",
    ),
    "contract": (
        "只处置这份合同的批次；可以重复",
        "only deliveries under this contract; may be repeated",
    ),
    "bundles": (
        "记录之外还有卷宗包的文件夹；可以重复",
        "further folders with bundles; may be repeated",
    ),
    "yes": (
        "不再询问",
        "do not ask",
    ),
    "confirm_how": (
        "处置不能恢复：加 --yes，或者在终端里确认。",
        "There is no way back: give --yes, or confirm at a terminal.",
    ),
    "warning": (
        "将删除 {table} 的 {versions} 个版本和卷宗包里它的行，不能恢复。",
        "{versions} versions of {table} and its rows in bundles will be gone for good.",
    ),
    "type": (
        "输入表名确认",
        "type the name of the table",
    ),
    "nothing": (
        "没有到期未处置的数据。",
        "Nothing has expired that is still there.",
    ),
    "done": (
        "{number}：{table} 已处置",
        "{number}: {table} was disposed of",
    ),
    "gone": (
        "{versions} 个版本，{rows} 行，{files} 个文件；{bundles} 个卷宗包里 {bundle_rows} 行",
        "{versions} versions, {rows} rows, {files} files; {bundle_rows} rows in {bundles} bundles",
    ),
    "facts": (
        "由它读出的事实表 {files} 个文件：{folders}",
        "{files} files of facts read from it: {folders}",
    ),
    "left": (
        "未及",
        "not reached",
    ),
    "disk": (
        "文件已删除；介质上的残留依保密和介质管理的规定处理。",
        "The files are gone; what a disk may still hold is for the rules on media.",
    ),
    "examples": (
        "xiezhi shelf dispose\nxiezhi shelf dispose pension_payment --reason 使用期限届满",
        "xiezhi shelf dispose\nxiezhi shelf dispose pension_payment --reason 使用期限届满",
    ),
}
