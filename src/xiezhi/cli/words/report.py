"""``xiezhi report``."""

WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "把一次运行写成一个 HTML 文件：概览、逐步筛选、按模型和机关排列的线索，"
        "每条线索有标出的原文、条文、理由和核对清单。文件自成一体，不联网，从磁盘直接打开。姓名和号码默认遮盖，原文之中也遮盖。",
        "Writes a run as one HTML file: overview, funnel, clues by model and organ, each with the "
        "passages marked, the law, the reasons and the checklist. The file stands alone, needs no "
        "network and opens from a disk. Names and numbers are covered, inside the passages too.",
    ),
    "RUN": ("运行结果的文件夹，或者其中一个卷宗包", "the folder of a run, or one bundle in it"),
    "out": (
        "写到这个文件；不写则在运行文件夹里写 report.html",
        "the file; report.html in the run folder if absent",
    ),
    "open": ("写完后用浏览器打开", "open it in the browser"),
    "written": (
        "{path}：{clues} 条线索，{models} 个模型，{size} MB",
        "{path}: {clues} clues, {models} models, {size} MB",
    ),
    "revealed": (
        "文件未脱敏；其中写明了 {who} 因“{why}”调取。",
        "The file is not masked; it says that {who} asked because: {why}",
    ),
    "examples": (
        "xiezhi report run/ --open\n"
        "xiezhi report run/sentence-end-date --out one.html\n"
        "# 需要看姓名时\n"
        'xiezhi report run/ --reveal --who 张检察官 --why "办理某案，核对被告人"',
        "xiezhi report run/ --open\n"
        "xiezhi report run/sentence-end-date --out one.html\n"
        "# when names must be seen\n"
        'xiezhi report run/ --reveal --who "Prosecutor Zhang" --why "checking the defendant"',
    ),
}
