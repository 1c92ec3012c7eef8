"""``xiezhi check``."""

WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "检查模型的写法、类型、引用、用例和说明：不认识的字段、不存在的列、永远不成立的条件、"
        "不能单独连接的键、查不到的法条等，逐一指出文件、行、列、原因和改法。",
        "Checks a model, its stories and notes: unknown fields, missing columns, conditions that "
        "can never hold, keys that may not link alone, citations that do not resolve; each with "
        "file, line, column, reason and cure, all at once.",
    ),
    "MODEL": (
        "all、业务条线、模型名，或者自己的模型文件夹",
        "all, a line, a model, or a folder of your own",
    ),
    "right": ("{model}：没有错误，{stories} 个用例", "{model}: nothing wrong, {stories} stories"),
    "wrong": ("{model}：{n} 处错误", "{model}: {n} errors"),
    "examples": (
        "xiezhi check all\nxiezhi check ./my-models/late-transfer",
        "xiezhi check all\nxiezhi check ./my-models/late-transfer",
    ),
}
