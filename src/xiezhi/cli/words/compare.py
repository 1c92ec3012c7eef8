"""``xiezhi compare``."""

WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "对照同一批模型的两次运行：哪些线索新增、消失、变化，以及因为什么（数据、模型、规则库、阅读器、"
        "本地调整、参数、截至日期）。有差别不算错误，退出码为 0。",
        "Two runs of the same models side by side: clues that are new, gone or changed, and "
        "because of what (data, model, rulebook, reader, adjustments, parameters, as-of date). A "
        "difference is no error: the exit code is 0.",
    ),
    "BEFORE": ("先前的运行文件夹或者卷宗包", "the earlier run folder or bundle"),
    "AFTER": ("后来的运行文件夹或者卷宗包", "the later run folder or bundle"),
    "clues": ("逐条列出有差别的线索", "list every clue that differs"),
    "same": ("相同", "same"),
    "new": ("新增", "new"),
    "gone": ("消失", "gone"),
    "changed": ("变化", "changed"),
    "causes": ("因为", "because of"),
    "data": ("数据", "data"),
    "model": ("模型", "model"),
    "rulebook": ("规则库", "rulebook"),
    "reader": ("阅读器", "reader"),
    "adjustments": ("本地调整", "adjustments"),
    "parameters": ("参数", "parameters"),
    "as_of": ("截至日期", "as-of date"),
    "language": ("语言版本", "language version"),
    "columns": ("（{columns}）", " ({columns})"),
    "only_before": ("只在先前的运行中：{models}", "only in the earlier run: {models}"),
    "only_after": ("只在后来的运行中：{models}", "only in the later run: {models}"),
    "examples": (
        "xiezhi compare run-2023/ run-2024/\nxiezhi compare run-a/ run-b/ --clues",
        "xiezhi compare run-2023/ run-2024/\nxiezhi compare run-a/ run-b/ --clues",
    ),
}
