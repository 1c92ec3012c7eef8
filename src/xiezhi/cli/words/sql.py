"""``xiezhi sql``."""

WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "显示模型编译成的查询：每个步骤一个同名的 CTE。只供阅读；运行用 xiezhi run。",
        "Shows the query a model compiles to, one CTE per step under its own name. For reading; to "
        "run it, use xiezhi run.",
    ),
    "MODEL": ("模型名，或者模型文件夹", "a model, or its folder"),
    "engine": ("哪种引擎的写法", "whose SQL"),
    "as_of": ("截至日期（年-月-日），模型需要时", "as-of date, where the model needs one"),
    "part": (
        "线索（clues）、逐步计数（counts）或者证据（evidence）",
        "the clues, the counts of the funnel, or the evidence",
    ),
    "one": (
        "要一个模型；这个写法指 {n} 个。",
        "One model is asked for; that word means {n}.",
    ),
    "clues": ("线索", "clues"),
    "counts": ("逐步计数", "counts"),
    "examples": (
        "xiezhi sql probation-period-fixed-term\n"
        "xiezhi sql probation-period-fixed-term --engine spark",
        "xiezhi sql probation-period-fixed-term\n"
        "xiezhi sql probation-period-fixed-term --engine spark",
    ),
}
