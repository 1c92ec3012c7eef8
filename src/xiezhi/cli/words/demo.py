"""``xiezhi demo``."""

WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "不需要任何数据，全程走一遍：虚构一个省（人、机关、各部门的数据文件）和一批裁判文书，把文件上架、"
        "把文书读成事实表，运行全部模型，把找到的与确有的违法逐项对照，写出报告。"
        "其中的人、机关、案号都不存在。",
        "The whole way without any data of yours: invents a province (people, organs, the files of "
        "its agencies) and judgments, puts the files on a shelf, reads the judgments, runs all "
        "models, compares what was found with what is truly wrong, and writes the report. No "
        "person, office or number in them exists.",
    ),
    "people": (
        "多少人；环境变量 DEMO_PEOPLE 可以改变默认值",
        "how many people; DEMO_PEOPLE in the environment changes the default",
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
    "lived": (
        "虚构一省 {people} 人，{tables} 张表，{rows} 行",
        "a province of {people} people invented, {tables} tables, {rows} rows",
    ),
    "delivered": (
        "写成各机关交来的样子，{files} 个文件",
        "written as offices hand them over, {files} files",
    ),
    "loading": ("上架", "onto the shelf"),
    "stocked": (
        "{tables} 张表上架：收到 {rows_in} 行 = 留用 {kept} + 隔离 {quarantined}"
        "（应留 {expected}）",
        "{tables} tables on the shelf: {rows_in} rows in = {kept} kept + {quarantined} quarantined "
        "({expected} had to be kept)",
    ),
    "judgments": ("裁判文书：", "Judgments:"),
    "province": ("各机关的数据：", "Data of the agencies:"),
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
    "untold": ("文书未载明", "not told by the text"),
    "pending": ("时限未到", "planted pending"),
    "early": ("其中误报", "raised too early"),
    "waiting": ("运行待定行", "rows the run lets wait"),
    "none_ran": ("没有模型可运行", "no model ran"),
    "total": ("合计", "total"),
    "report": ("报告：{path}", "Report: {path}"),
    "examples": (
        "xiezhi demo --open\nxiezhi demo --people 5000 --count 200 --out /tmp/demo",
        "xiezhi demo --open\nxiezhi demo --people 5000 --count 200 --out /tmp/demo",
    ),
}
