"""``xiezhi seal``."""

WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "把一个卷宗包加密成一个文件，只有知道口令的收件人能打开（SM4-GCM，口令经 scrypt 派生；"
        "任何一个字节被改动都打不开）。口令用别的途径告知。",
        "Seals one bundle into a file that only a recipient with the passphrase opens (SM4-GCM, "
        "key by scrypt; one changed byte and it does not open). Tell the passphrase another way.",
    ),
    "BUNDLE": ("卷宗包文件夹（运行结果中的一个模型）", "the bundle's folder (one model of a run)"),
    "out": ("写到这个文件", "the file to write"),
    "cipher": ("加密算法", "the cipher"),
    "passphrase": (
        "第一行是口令的文件；不写则取环境变量 XIEZHI_PASSPHRASE，再没有就询问",
        "a file whose first line is the passphrase; else XIEZHI_PASSPHRASE, else it is asked for",
    ),
    "prompt": ("口令（至少 12 个字符）", "passphrase (at least 12 characters)"),
    "done": ("已封装：{out}（{size} 字节）", "sealed: {out} ({size} bytes)"),
    "examples": (
        "xiezhi seal run/sentence-dates-wrong --out sent.xz-bundle\n"
        "xiezhi unseal sent.xz-bundle --out received/sentence-dates-wrong",
        "xiezhi seal run/sentence-dates-wrong --out sent.xz-bundle\n"
        "xiezhi unseal sent.xz-bundle --out received/sentence-dates-wrong",
    ),
}
