"""``xiezhi models``."""

WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "列出监督模型：名称、标题、等级（确定、可疑、提示）、状态（试验、已测试、已验证、停用）。",
        "Lists the supervision models: name, title, grade and status.",
    ),
    "MODEL": (
        "all（默认）、业务条线、模型名，或者自己的模型文件夹",
        "all (the default), a line, a model, or a folder of your own",
    ),
    "field_ready": (
        "只看可以直接使用的模型（附核实函、误报清单、公布的产出）",
        "field-ready models only (with letter, known false alarms, published yield)",
    ),
    "star": (
        "* 可以直接使用：附核实函（xiezhi show RUN CLUE --letter）、误报清单、公布的产出",
        "* field-ready: with letter (xiezhi show RUN CLUE --letter), false alarms, published yield",
    ),
    "letters": (
        "xiezhi show RUN CLUE --letter 写出核实函；误报清单见各模型的 notes.md。",
        "`xiezhi show RUN CLUE --letter` writes the verification letter; known false alarms stand "
        "in each model's notes.md.",
    ),
    "on_judgments": (
        "裁判文书 {n} 个：在 {documents:,} 份真实裁判文书上运行一次的线索数（已逐条审读）",
        "On judgments, {n} models: clues of one run over {documents:,} real judgments, each read",
    ),
    "on_province": (
        "部门数据 {n} 个：在虚构省（{people:,} 人，种子 {seed}）的已知违法中找到多少；"
        "是虚构数据，不说明现实中有多少",
        "On agencies' data, {n} models: found of the violations known in an invented province "
        "({people:,} people, seed {seed}); invented data, it does not say how often the fault "
        "happens",
    ),
    "yield": ("产出", "yield"),
    "clues": ("{n} 条线索", "clues: {n}"),
    "found": ("找到 {found}/{true}", "found {found} of {true}"),
    "extra": ("，误报 {n}", ", {n} in vain"),
    "beside": (
        "找到 {found}/{true}（其余由同一检查的其他模型查找）",
        "found {found} of {true} (other models of the check look for the rest)",
    ),
    "grade": ("只列这个等级", "this grade only"),
    "status": ("只列这个状态", "this status only"),
    "id": ("模型", "model"),
    "title": ("标题", "title"),
    "state": ("状态", "status"),
    "experimental": ("试验", "experimental"),
    "tested": ("已测试", "tested"),
    "verified": ("已验证", "verified"),
    "retired": ("停用", "retired"),
    "count": ("{n} 个模型", "{n} models"),
    "examples": (
        "xiezhi models\nxiezhi models criminal --grade certain\nxiezhi models ./my-models --json",
        "xiezhi models\nxiezhi models criminal --grade certain\nxiezhi models ./my-models --json",
    ),
}
