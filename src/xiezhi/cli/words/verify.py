"""``xiezhi verify``."""

WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "核验卷宗包：每个文件的校验和、格式、内容摘要、签名；给出 --facts 时在数据上重放，"
        "看得出的结果是否相同。任何一项不符，退出码为 1。",
        "Verifies bundles: sums of every file, schemas, content hash, signature; with --facts the "
        "model is run again and must give the same content. What does not hold ends with 1.",
    ),
    "RUN": ("运行结果的文件夹，或者其中一个卷宗包", "the folder of a run, or one bundle in it"),
    "workspace": (
        "在这个工作区的数据架上重放",
        "replay on the shelf of this workspace",
    ),
    "facts": ("在这个事实表文件夹上重放", "replay on this facts folder"),
    "trust": (
        '信任的机关：JSON 文件 {"机关": "base64 公钥"}',
        'trusted offices: a JSON file {"office": "public key in base64"}',
    ),
    "verifying": ("核验", "verifying"),
    "comma": ("，", ", "),
    "holds": ("校验和相符", "sums hold"),
    "does_not_hold": ("与所载不符", "is not what it says"),
    "trusted": ("签名有效（{issuer}）", "signed by {issuer}"),
    "unknown_issuer": (
        "签名有效，但 {issuer} 不在信任名单上",
        "signed by {issuer}, who is not on the list of trusted offices",
    ),
    "unsigned": ("没有签名", "unsigned"),
    "bad": ("签名无效", "the signature is bad"),
    "same": ("重放结果相同", "the replay gives the same"),
    "different": ("重放结果不同", "the replay gives something else"),
    "not_replayable": ("不能重放", "not replayable"),
    "examples": (
        "xiezhi verify run/\n"
        "xiezhi verify run/ --facts facts/\n"
        "xiezhi verify received/sentence-dates-wrong --trust offices.json",
        "xiezhi verify run/\n"
        "xiezhi verify run/ --facts facts/\n"
        "xiezhi verify received/sentence-dates-wrong --trust offices.json",
    ),
}
