"""``xiezhi shelf rollback``."""

WORDS: dict[str, tuple[str, str]] = {
    "brief": ("回到以前的版本", "go back to an earlier version"),
    "about": (
        "使以前的一版重新成为现行版本；后来的版本留在历史里，仍可以再回到它。",
        "Makes an earlier version the current one again; later ones stay in the history and can "
        "be taken up again.",
    ),
    "to": ("版本序号（见 xiezhi shelf history）", "number of the version (see shelf history)"),
    "done": (
        "{table} 现在是第 {number} 版，{rows} 行",
        "{table} is at version {number} now, {rows} rows",
    ),
    "examples": (
        "xiezhi shelf rollback enforcement_case --to 3",
        "xiezhi shelf rollback enforcement_case --to 3",
    ),
}
