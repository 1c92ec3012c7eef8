"""``xiezhi unseal``."""

WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "打开一个封装的卷宗包。口令不对或者内容被改动时，什么也不写出。",
        "Opens a sealed bundle. A wrong passphrase or a changed byte leaves nothing behind.",
    ),
    "FILE": ("封装的文件", "the sealed file"),
    "out": ("写到这个文件夹（尚不存在）", "the folder to write (not there yet)"),
    "there": ("{out} 已经存在。", "{out} is there already."),
    "done": ("已打开：{out}，{clues} 条线索", "opened: {out}, {clues} clues"),
    "examples": (
        "xiezhi unseal sent.xz-bundle --out received/sentence-dates-wrong\n"
        "xiezhi verify received/sentence-dates-wrong --trust offices.json",
        "xiezhi unseal sent.xz-bundle --out received/sentence-dates-wrong\n"
        "xiezhi verify received/sentence-dates-wrong --trust offices.json",
    ),
}
