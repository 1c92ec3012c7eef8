"""``xiezhi shelf reoffer``."""

WORDS: dict[str, tuple[str, str]] = {
    "brief": ("把更正后的值装回", "give back corrected values"),
    "about": (
        "装回 xiezhi shelf quarantine 导出、填好更正值的文件：只装有更正的行，行号不变；"
        "仍被拒的留在隔离区。",
        "Loads the file that xiezhi shelf quarantine exported, with corrections filled in: only "
        "rows with a correction, under the line they always had; what is still refused stays in "
        "quarantine.",
    ),
    "FILE": ("填好更正值的文件", "the file with corrections"),
    "done": (
        "{rows_in} 行有更正：装回 {kept}，仍被拒 {refused}；第 {number} 版，共 {rows} 行",
        "{rows_in} rows corrected: {kept} loaded, {refused} still refused; version {number}, "
        "{rows} rows",
    ),
    "examples": (
        "xiezhi shelf reoffer 3 隔离.xlsx",
        "xiezhi shelf reoffer 3 refused.xlsx",
    ),
}
