"""``xiezhi shelf history``."""

WORDS: dict[str, tuple[str, str]] = {
    "brief": ("一张表的全部版本", "every version of a table"),
    "about": (
        "一张表的全部版本，由旧到新：来自哪一批、哪个机关、哪些文件，怎样并入，现在用的是哪一版。",
        "Every version of a table, oldest first: which batch, provider and files, how it was put "
        "in, and which is in effect.",
    ),
    "files": ("文件", "files"),
    "append": ("追加", "append"),
    "replace": ("替换", "replace"),
    "upsert": ("按键更新", "upsert"),
    "erase": ("处置", "disposed"),
    "current": ("现行", "current"),
    "reverted": ("已回退", "rolled back"),
    "kept": ("留存", "kept"),
    "anyway": ("；照装的理由：{reason}", "; loaded anyway: {reason}"),
    "asked": (
        "最近一次查询 {day}：{provider} 的数据库在 {behind} 之后没有新的行",
        "last asked {day}: the database of {provider} has no row behind {behind}",
    ),
    "examples": (
        "xiezhi shelf history enforcement_case",
        "xiezhi shelf history enforcement_case",
    ),
}
