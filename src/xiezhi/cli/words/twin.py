"""``xiezhi twin``."""

WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "生成虚构的刑事裁判文书：判决书的各种写法、埋设的错误、形似而非的情形，以及真值表。人、机关、案号都不存在。"
        "同一种子得到同样的文书。",
        "Invents criminal judgments in the variety of real ones, with planted errors, look-alikes "
        "and the truth. No person, office or number in them exists. The same seed gives the same "
        "documents.",
    ),
    "KIND": ("judgments（裁判文书）", "judgments"),
    "count": ("多少份", "how many"),
    "seed": ("种子", "seed of all choices"),
    "out": (
        "写到这个文件夹：judgments、truth_facts、truth_violations 三个 parquet",
        "the folder: judgments, truth_facts and truth_violations as parquet",
    ),
    "done": (
        "{documents} 份虚构文书（{characters} 百万字，{facts} 个真值）写入 {out}",
        "{documents} invented documents ({characters} million characters, {facts} true values) "
        "in {out}",
    ),
    "check": ("检查项", "check"),
    "planted": ("埋设", "planted"),
    "background": ("自然出现", "by chance"),
    "look_alike": ("形似而非", "look-alike"),
    "examples": (
        "xiezhi twin judgments --count 2000 --seed 7 --out twin/\n"
        "xiezhi read twin/judgments.parquet --out facts/",
        "xiezhi twin judgments --count 2000 --seed 7 --out twin/\n"
        "xiezhi read twin/judgments.parquet --out facts/",
    ),
}
