"""``xiezhi shelf quarantine``."""

WORDS: dict[str, tuple[str, str]] = {
    "brief": ("查看或者导出被拒的值", "look at refused values, or export them"),
    "about": (
        "一次交付中被拒的行和值：在哪个文件哪一行，原值，理由。用 --out 写成 xlsx 或者 csv，"
        "在最后一列填上更正后的值，再用 xiezhi shelf reoffer 装回。",
        "Rows and values of a delivery that were refused: file, line, raw value, reason. --out "
        "writes them as xlsx or csv; fill in the last column and give it back with xiezhi shelf "
        "reoffer.",
    ),
    "BATCH": ("批次", "the batch"),
    "out": ("导出到这个文件（.xlsx 或 .csv）", "export to this file (.xlsx or .csv)"),
    "rows": ("最多显示多少条", "how many to show"),
    "written": ("已写出 {lines} 条：{out}", "{lines} lines written: {out}"),
    "none": ("这一批没有被拒的值。", "Nothing of this batch was refused."),
    "file": ("文件", "file"),
    "line": ("行", "line"),
    "title": ("列", "title"),
    "raw": ("原值", "raw value"),
    "reason": ("理由", "reason"),
    "more": ("还有 {n} 条", "{n} more"),
    "examples": (
        "xiezhi shelf quarantine 3\nxiezhi shelf quarantine 3 --out 隔离.xlsx",
        "xiezhi shelf quarantine 3\nxiezhi shelf quarantine 3 --out refused.xlsx",
    ),
}
