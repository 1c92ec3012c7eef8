"""``xiezhi run``."""

WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "在数据架上（或者用 --facts 在事实表上）运行监督模型：合同的目的、期限、列和敏感表的"
        "授权不符的，拒绝并说明；每次使用都有记录。每个模型写出一个卷宗包（DIR/<模型>/）：线"
        "索、理由、证据行、原文、逐步筛选；run_index.json 列出全部结果。数据只读；没有变化的"
        "模型直接用上次的卷宗包。缺表的模型不运行，其余照常。",
        "Runs supervision models over the shelf, or with --facts over fact tables. What "
        "purpose, term, columns or authorisation do not allow is refused with the reason, "
        "and every use is logged. Every model leaves a bundle (DIR/<model>/): clues, "
        "reasons, evidence rows, passages, funnel; run_index.json lists them. Data are only "
        "read; an unchanged run is answered from its bundle. A model whose tables are "
        "missing is refused, the rest goes on.",
    ),
    "MODEL": (
        "模型、业务条线、all，或者自己的模型文件夹；同 --models",
        "a model, a line, all, or a folder of your own; like --models",
    ),
    "which": (
        "写出要运行的模型，例如 xiezhi run pension-after-death。",
        "Name the models to run, for instance `xiezhi run pension-after-death`.",
    ),
    "where": (
        "用 --facts 时要写 --out。",
        "--facts needs --out.",
    ),
    "facts": (
        "在这个事实表文件夹（xiezhi read 的结果）上运行，不用数据架",
        "run over these fact tables (what xiezhi read wrote) and not over the shelf",
    ),
    "models": (
        "模型：all、业务条线（criminal）、模型名，或者自己的模型文件夹；可以重复",
        "all, a line (criminal), a model, or a folder of your own; may be repeated",
    ),
    "out": (
        "卷宗包写到这个文件夹；在数据架上运行时不写则为工作区的 runs/<日期>，"
        "其他单位为 <日期>-<单位>",
        "the folder for the bundles; over a shelf runs/<day> of the workspace if absent, for "
        "another office <day>-<office>",
    ),
    "as_of": (
        "截至日期（年-月-日）；不写则取各表 data_as_of 中最早的",
        "as-of date; the oldest data_as_of of the tables if absent",
    ),
    "set": (
        "改变参数，例如 probation-too-short.grace=60；可以重复",
        "a parameter; may be repeated",
    ),
    "adjust": (
        "本地调整文件（参数、排除、抑制），可以重复",
        "local adjustments of a model (parameters, exclusions, suppressions); may be repeated",
    ),
    "documents": (
        "卷宗包带走原文全文、相关段落还是不带；不写则依模型的敏感级别",
        "how documents are taken along; by the model's sensitivity if absent",
    ),
    "memory": (
        "内存上限，例如 4GB",
        "most memory, for instance 4GB",
    ),
    "spill": (
        "内存不够时的临时文件夹；不写则用系统的临时文件夹",
        "where to spill when memory is short; the system's temporary folder if absent",
    ),
    "threads": (
        "线程数",
        "threads",
    ),
    "key": (
        "线索密钥文件；不写则用事实表文件夹的 .xiezhi/office.key",
        "the office's key for clue ids; .xiezhi/office.key of the facts if absent",
    ),
    "sign": (
        "用这个 Ed25519 私钥（PEM）签名卷宗包",
        "sign bundles with this Ed25519 key (PEM)",
    ),
    "issuer": (
        "签名机关的名称",
        "the issuing office's name",
    ),
    "sign_and_issuer": (
        "--sign 和 --issuer 要一起写。",
        "--sign and --issuer go together.",
    ),
    "anew": (
        "没有变化也重新运行",
        "run even where nothing changed",
    ),
    "running": (
        "运行模型",
        "running",
    ),
    "bad_setting": (
        "{text} 不是 模型.参数=值。",
        "{text} is not MODEL.NAME=VALUE.",
    ),
    "bad_size": (
        "{text} 不是大小，例如 4GB。",
        "{text} is no size such as 4GB.",
    ),
    "clues": (
        "线索",
        "clues",
    ),
    "grade": (
        "等级",
        "grade",
    ),
    "model": (
        "模型",
        "model",
    ),
    "state": (
        "状态",
        "state",
    ),
    "certain": (
        "确定",
        "certain",
    ),
    "suspicious": (
        "可疑",
        "suspicious",
    ),
    "indicative": (
        "提示",
        "indicative",
    ),
    "done_state": (
        "完成",
        "done",
    ),
    "unchanged": (
        "未变",
        "unchanged",
    ),
    "failed": (
        "失败",
        "failed",
    ),
    "refused": (
        "未运行",
        "refused",
    ),
    "interrupted": (
        "中断",
        "interrupted",
    ),
    "refused_models": (
        "{n} 个模型不能在这些数据上运行：",
        "{n} models cannot run on these data:",
    ),
    "done": (
        "{models} 个模型，{clues} 条线索，写入 {out}",
        "{models} models, {clues} clues, in {out}",
    ),
    "of_day": (
        "（截至 {day}）",
        " (as of {day})",
    ),
    "examples": (
        "xiezhi run pension-after-death\n"
        "xiezhi run --facts facts/ --models criminal --out run/\n"
        "xiezhi run --facts facts/ --models probation-period-fixed-term --out run/ --anew\n"
        "# 自己的模型\n"
        "xiezhi run --facts facts/ --models ./my-models --out run/ --as-of 2024-06-30",
        "xiezhi run pension-after-death\n"
        "xiezhi run --facts facts/ --models criminal --out run/\n"
        "xiezhi run --facts facts/ --models probation-period-fixed-term --out run/ --anew\n"
        "# models of your own\n"
        "xiezhi run --facts facts/ --models ./my-models --out run/ --as-of 2024-06-30",
    ),
}
