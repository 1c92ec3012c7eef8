"""``xiezhi demo``."""

WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "不需要任何数据，全程走一遍：虚构裁判文书、读取、运行全部模型，把找到的与文书中确有的违法逐项对照，"
        "写出报告。文书里的人、机关、案号都不存在。",
        "The whole way without any data of yours: invents judgments, reads them, runs all models, "
        "compares what was found with what is truly wrong in them, and writes the report. No "
        "person, office or number in them exists.",
    ),
    "out": ("写到这个文件夹", "the folder for everything"),
    "count": (
        "多少份文书；环境变量 DEMO_DOCUMENTS 可以改变默认值",
        "how many documents; DEMO_DOCUMENTS in the environment changes the default",
    ),
    "seed": ("种子", "seed of all choices"),
    "invented": (
        "虚构 {documents} 份文书，{characters} 百万字",
        "{documents} documents invented, {characters} million characters",
    ),
    "read": ("读取 {documents} 份", "{documents} documents read"),
    "ran": ("运行 {models} 个模型", "{models} models run"),
    "wrote": ("写出 {clues} 条线索的报告", "report of {clues} clues written"),
    "seconds": ("（{seconds} 秒）", " ({seconds} s)"),
    "check": ("检查项", "check"),
    "model": ("模型", "model"),
    "true": ("确有", "true"),
    "found": ("找到", "found"),
    "missed": ("遗漏", "missed"),
    "extra": ("多报", "extra"),
    "look_alikes": ("形似而非", "look-alikes"),
    "deceived": ("其中误报", "taken for real"),
    "total": ("合计", "total"),
    "report": ("报告：{path}", "Report: {path}"),
    "examples": (
        "xiezhi demo --open\nxiezhi demo --count 200 --out /tmp/demo",
        "xiezhi demo --open\nxiezhi demo --count 200 --out /tmp/demo",
    ),
}
