"""``xiezhi twin``."""

WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "生成虚构数据和真值表。judgments：刑事判决书的各种写法；province：一个虚构省份的人口、各机关的标准表和它们交来的文件。"
        "都有埋设的错误、形似而非的情形；人、机关、案号都不存在。同一种子得到同样的数据。",
        "Invents data with the truth: criminal judgments in the variety of real ones, or a "
        "province with its people and the tables of its agencies. Both hold planted errors and "
        "look-alikes. "
        "No person, office or number in them exists. The same seed gives the same data.",
    ),
    "KIND": ("judgments（裁判文书）或者 province（省份）", "judgments or province"),
    "count": ("judgments：多少份", "judgments: how many"),
    "people": ("province：多少人", "province: how many people"),
    "months": (
        "province：按月发放的表回溯多少个月",
        "province: how many months back the tables of monthly payments reach",
    ),
    "seed": ("种子", "seed of all choices"),
    "as_of": (
        "province：数据截止日，缺省 2025-12-31",
        "province: the day the data describe; 2025-12-31 if absent",
    ),
    "rates": (
        "province：各监督点埋设比例（YAML：A-44: {planted: 0.2, look_alike: 0.1}）",
        "province: shares planted (YAML: A-44: {planted: 0.2, look_alike: 0.1})",
    ),
    "clean": (
        "province：只写标准表，不写各机关的文件",
        "province: only the standard tables, not the agencies' files",
    ),
    "out": (
        "写到这个文件夹，缺省 twin-judgments、twin-province",
        "the folder; twin-judgments or twin-province if absent",
    ),
    "done": (
        "{documents} 份虚构文书（{characters} 百万字，{facts} 个真值）写入 {out}",
        "{documents} invented documents ({characters} million characters, {facts} true values) "
        "in {out}",
    ),
    "province_done": (
        "{people} 人的虚构省份：{tables} 张表，{rows} 行，截至 {as_of}，写入 {out}",
        "an invented province of {people} people: {tables} tables, {rows} rows, as of {as_of}, "
        "in {out}",
    ),
    "files_done": (
        "各机关交来的 {files} 个文件（各种格式和脏数据）在 {out}",
        "{files} files as the agencies hand them over, dirt included, in {out}",
    ),
    "check": ("检查项", "check"),
    "planted": ("埋设", "planted"),
    "background": ("自然出现", "by chance"),
    "untold": ("文书未载明", "not told by the text"),
    "look_alike": ("形似而非", "look-alike"),
    "pending": ("时限未到", "pending"),
    "examples": (
        "xiezhi twin judgments --count 2000 --seed 7 --out twin/\n"
        "xiezhi read twin/judgments.parquet --out facts/\n"
        "xiezhi twin province --people 100000 --seed 7 --out province/\n"
        "xiezhi run --facts province/ --models public_interest --out run/",
        "xiezhi twin judgments --count 2000 --seed 7 --out twin/\n"
        "xiezhi read twin/judgments.parquet --out facts/\n"
        "xiezhi twin province --people 100000 --seed 7 --out province/\n"
        "xiezhi run --facts province/ --models public_interest --out run/",
    ),
}
