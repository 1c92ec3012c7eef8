"""``xiezhi shelf diff``."""

WORDS: dict[str, tuple[str, str]] = {
    "brief": ("两个版本之间逐行的变化", "what changed between two versions"),
    "about": (
        "按表的键逐行对照两个版本：增加、减少、变化的行，变化在哪些列。",
        "Compares two versions row by row by the table's key: added, removed, changed, and in "
        "which columns.",
    ),
    "before": ("从这一版", "from this version"),
    "after": ("到这一版；不写则到现行版本", "to this one; the current one if absent"),
    "rows": ("最多显示多少行", "how many rows to show"),
    "counts": (
        "增加 {added}，减少 {removed}，变化 {changed}，未变 {unchanged}",
        "{added} added, {removed} removed, {changed} changed, {unchanged} unchanged",
    ),
    "columns": ("变化的列：{columns}", "columns that changed: {columns}"),
    "what": ("变化", "change"),
    "added": ("增加", "added"),
    "removed": ("减少", "removed"),
    "changed": ("变化", "changed"),
    "nothing": ("空", "nothing"),
    "examples": (
        "xiezhi shelf diff enforcement_case --from 2",
        "xiezhi shelf diff enforcement_case --from 2",
    ),
}
