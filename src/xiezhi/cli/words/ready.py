"""``xiezhi ready``."""

WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "这个模型在本院能不能运行：逐个输入说明就绪、缺表、未授权、过旧、类型不符、覆盖不明、"
        "目的不符、合同到期、列超出约定、敏感表未授权、质量不足，并说明怎么办。--request 写出"
        "数据共享申请函（Word）：使用依据、使用场景、使用范围（只有模型要用的列）、共享方式、"
        "使用时限，每个提供单位一封。",
        "Whether a model can be run here: per input ready, missing, not granted, stale, "
        "wrong type, not covered, purpose, expired, columns beyond, not authorised, quality, "
        "and what to do. --request writes the data request (Word): legal basis, scene, scope "
        "(only the columns the model needs), way and term; a letter to each provider.",
    ),
    "MODEL": (
        "模型",
        "the model",
    ),
    "facts": (
        "看这个事实表文件夹，不看数据架",
        "look at this facts folder, not at the shelf",
    ),
    "request": (
        "写出数据共享申请函（.docx）",
        "write the data request (.docx)",
    ),
    "rows": (
        "申请哪些行，例如“某市，2030年以来”；不写则留空",
        "which rows, in words; a blank if absent",
    ),
    "until": (
        "使用到哪一天；不写则留空",
        "last day of use; a blank if absent",
    ),
    "way": (
        "共享方式：file、batch、service、shelf",
        "way of sharing: file, batch, service, shelf",
    ),
    "everything": (
        "已有的表也申请（续期时用）",
        "ask for what is there as well, to renew it",
    ),
    "no_office": (
        "　　　　人民检察院",
        "        People's Procuratorate",
    ),
    "ready": (
        "就绪",
        "ready",
    ),
    "missing": (
        "缺表",
        "missing",
    ),
    "not_granted": (
        "未授权给本单位",
        "not granted",
    ),
    "unreadable": (
        "无法读取",
        "unreadable",
    ),
    "wrong_type": (
        "缺列或者类型不符",
        "wrong type",
    ),
    "not_covered": (
        "覆盖不明",
        "not covered",
    ),
    "stale": (
        "过旧",
        "stale",
    ),
    "age_unknown": (
        "截至日不明",
        "age unknown",
    ),
    "purpose": (
        "目的不符",
        "purpose",
    ),
    "expired": (
        "合同不在期内",
        "expired",
    ),
    "columns": (
        "列超出约定",
        "columns beyond",
    ),
    "authorisation": (
        "敏感表未授权",
        "not authorised",
    ),
    "quality": (
        "质量不足",
        "quality",
    ),
    "verdict_ready": (
        "{model} 可以运行。",
        "{model} can be run.",
    ),
    "verdict_runs": (
        "{model} 可以运行，但请留意上述各项。",
        "{model} can be run; mind the above.",
    ),
    "verdict_not": (
        "{model} 现在不能运行。用 --request 写申请函。",
        "{model} cannot be run now. Write the request with --request.",
    ),
    "written": (
        "{n} 封申请函写入 {out}",
        "{n} letters in {out}",
    ),
    "nothing_to_ask": (
        "没有缺少的数据，{out} 没有写。",
        "Nothing is lacking; {out} was not written.",
    ),
    "examples": (
        "xiezhi ready pension-after-death\n"
        "xiezhi ready pension-after-death --request 申请函.docx --rows 某市，2030年以来 "
        "--until 2031-12-31",
        "xiezhi ready pension-after-death\n"
        "xiezhi ready pension-after-death --request request.docx --until 2031-12-31",
    ),
}
