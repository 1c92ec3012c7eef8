"""What the list of verbs and every help share."""

WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "獬豸读取刑事裁判文书，运行监督模型，给出带证据的线索：原文、推算值、条文、以及怎样才不成立。"
        "不联网；数据只读。",
        "Xiezhi reads criminal judgments, runs supervision models and gives clues with their "
        "evidence: the passage, the computed value, the article, what would make it innocent. "
        "No network; data are only read.",
    ),
    "usage": ("用法", "Usage"),
    "verb": ("命令", "VERB"),
    "arguments": ("参数", "Arguments"),
    "options": ("选项", "Options"),
    "examples": ("示例", "Examples"),
    "default": ("（默认 {value}）", " (default {value})"),
    "lang": (
        "中文或者英文；不写则依系统语言",
        "Chinese or English; the system's language if absent",
    ),
    "help": ("显示帮助", "show this help"),
    "version": ("显示版本", "show the version"),
    "json": ("结果以 JSON 写到标准输出", "the result as JSON on standard output"),
    "quiet": ("不显示进度", "no progress"),
    "more": (
        "xiezhi 命令 --help 显示该命令的说明和示例。",
        "xiezhi VERB --help explains a verb with examples.",
    ),
    "exits": (
        "退出码：0 完成；1 发现问题或者被拒绝；2 用法有误；3 输入无法读取；4 卷宗包无法读取；"
        "5 结果无法写出；70 程序自身有误；130 被 Ctrl-C 中断。",
        "Exit codes: 0 done; 1 a problem was found or refused; 2 wrong usage; 3 input unreadable; "
        "4 bundle unreadable; 5 results not writable; 70 a fault of the program; 130 Ctrl-C.",
    ),
    "work": ("读、跑、看", "Read, run, look"),
    "data": ("数据上架", "Data on the shelf"),
    "ready": (
        "这个模型在本院能不能运行；写出数据申请函",
        "can I run this model here? writes the data request",
    ),
    "shelf": (
        "各机关的数据：上架、映射、版本、合同、共享、质量、处置",
        "agencies' data: load, map, versions, contracts, sharing, quality, disposal",
    ),
    "model": ("模型", "Models"),
    "proof": ("对照与核验", "Compare and verify"),
    "invented": ("虚构数据", "Invented data"),
    "read": (
        "把裁判文书读成事实表，每个值都带原文位置",
        "documents → fact tables, each value with its place",
    ),
    "run": ("在事实表上运行监督模型，产生卷宗包", "run supervision models over facts → bundles"),
    "report": ("把运行结果写成一个可离线打开的 HTML 文件", "one self-contained HTML file of a run"),
    "show": ("在终端里看线索", "look at clues in the terminal"),
    "models": ("列出监督模型", "list the supervision models"),
    "explain": ("用中文或者英文把模型讲清楚", "a model as prose a lawyer can sign"),
    "check": ("检查模型文件，指出行列、原因和改法", "check model files: line, reason, cure"),
    "test": (
        "运行模型的用例，再逐一改动条件看用例能否发现",
        "run a model's stories, then its mutants",
    ),
    "sql": ("显示模型编译成的查询", "the query a model compiles to"),
    "pairs": ("认定同一主体要比较多少对", "how many pairs a match would compare"),
    "compare": ("对照两次运行：新增、消失、变化及其原因", "two runs: new, gone, changed, and why"),
    "verify": ("核验卷宗包：校验和、签名、重放", "a bundle: sums, signature, replay"),
    "seal": ("把卷宗包加密成一个文件", "a bundle as one encrypted file"),
    "unseal": ("打开加密的卷宗包", "open a sealed bundle"),
    "demo": ("虚构文书，全程走一遍，对照埋设的错误", "the whole way over invented judgments"),
    "twin": (
        "生成虚构的裁判文书或者省份，附真值",
        "invented judgments or a province, with the truth",
    ),
}
