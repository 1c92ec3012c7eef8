"""``xiezhi show``."""

WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "列出一次运行的线索；给出编号（开头几位即可）则显示一条线索的全部：推算值与所载值、标出的原文、条件、条文、"
        "怎样才不成立、证据行。姓名和号码默认遮盖。",
        "Lists the clues of a run; with an id (its beginning will do) shows one whole: printed and "
        "computed values, passages marked, reasons, law, what would clear it, evidence rows. Names "
        "and numbers are covered.",
    ),
    "RUN": ("运行结果的文件夹，或者其中一个卷宗包", "the folder of a run, or one bundle in it"),
    "CLUE": ("线索编号或者它的开头", "a clue's id or its beginning"),
    "model": ("只看这个模型的线索", "clues of this model only"),
    "organ": ("只看名称含这些字的机关", "organs whose name contains this"),
    "grade": ("只看这个等级", "this grade only"),
    "letter": (
        "写出核实函（模型附有的话），姓名默认遮盖",
        "write the verification letter, if the model has one; names are covered",
    ),
    "letterless": ("模型 {model} 没有核实函。", "The model {model} has no letter."),
    "letters": (
        "xiezhi models --field-ready 列出附有核实函的模型。",
        "`xiezhi models --field-ready` lists the models that have one.",
    ),
    "limit": ("最多列出多少条", "how many to list at most"),
    "place": ("文书 {doc}，第 {start}–{end} 字", "document {doc}, characters {start}–{end}"),
    "none": (
        "没有线索（{models} 个模型）。用 xiezhi report 看每个模型的逐步筛选。",
        "No clues ({models} models). `xiezhi report` shows every model's funnel.",
    ),
    "more": (
        "列出 {shown} 条，共 {all} 条；用 --limit 多看一些。",
        "{shown} of {all}; see more with --limit.",
    ),
    "unknown": ("没有编号以 {id} 开头的线索。", "No clue's id begins with {id}."),
    "several": ("编号以 {id} 开头的线索不止一条。", "Several clues' ids begin with {id}."),
    "which": (
        "运行不带编号的 xiezhi show 看全部编号。",
        "List the ids with `xiezhi show` without one.",
    ),
    "revealed": ("未脱敏：{who}，{why}", "Not masked: {who}, {why}"),
    "examples": (
        "xiezhi show run/\n"
        "xiezhi show run/ --grade certain --organ 东桥区\n"
        "xiezhi show run/ 4f0c9d2e",
        "xiezhi show run/\n"
        "xiezhi show run/ --grade certain --organ 东桥区\n"
        "xiezhi show run/ 4f0c9d2e",
    ),
}
