"""Reasons and remarks of the shelf in Chinese.

The library gives a reason in English, with the values that show it. Each pattern here is such a
sentence; what stands in its braces is kept. A test reads every reason of the sources.
"""

from __future__ import annotations

import re

__all__ = ["remark_in", "why_in"]

_SAID: dict[str, str] = {
    # Models
    "columns: {}": "有这些列：{}",
    "columns: ": "它的列一个也不认识",
    "known: {}": "认识的有 {}",
    "tables: {}": "有这些表：{}",
    "dated tables: {}": "有这些分时期的表：{}",
    "line {} is not what its hash says": "第 {} 行与它的哈希不符",
    "it looks at {}": "它看的有 {}",
    "many share {}: a name alone never makes a link": "{} 相同的人很多：仅凭姓名从不认定",
    "the clue comes from {} and does not need it": "线索出自 {}，用不到它",
    "a model without stories is refused": "没有用例的模型不予装入",
    # Files
    "it has {} bytes": "文件为 {} 字节",
    "it has {}": "它有 {}",
    "it has {}: give that file itself": "里面有 {}：直接给这个文件",
    "its name ends in {}": "文件名以 {} 结尾",
    "its name ends in nothing": "文件名没有扩展名",
    "it was silent for {} seconds": "等了 {} 秒没有回应",
    "no connection was made within {} seconds": "{} 秒内没有连上",
    "scanned pages without a text layer: install xiezhi[ocr], or deliver the text": (
        "扫描件，没有文字层：安装 xiezhi[ocr]，或者请提供文本"
    ),
    "its cells are encrypted": "单元格已加密",
    "a list of records has at most {}; this looks like a cross table": (
        "一张记录表最多 {} 列；这像是交叉表"
    ),
    "byte {} stands for no character": "第 {} 个字节不代表任何字符",
    "{} of the {} bytes there stand for no character": "此处 {}（共 {} 个）字节不代表任何字符",
    "it has {} MB; at most {} are held at once": "文件有 {} MB；一次最多处理 {} MB",
    "no row ends within 64 MB": "64 MB 以内没有一行结束",
    "none of its first lines is a JSON object": "开头几行都不是 JSON 对象",
    "none of its first {} rows looks like column titles": "前 {} 行都不像表头",
    "unpacked, the file would be written elsewhere": "解开后会写到别的文件夹",
    "{} would become {}": "{} 解开后有 {}",
    "row {}": "同第 {} 行",
    "{}, row {}": "同{} 第 {} 行",
    "{}, after byte {}": "{}，第 {} 字节之后",
    "{}, delivery {}": "{}，第 {} 批",
    "{}, input {}": "{}，输入 {}",
    "input {}": "输入 {}",
    "{}, byte {}": "{}，第 {} 字节",
    # Mappings and deliveries
    "it belongs to the key": "该列属于表的键",
    "it must have a value in each row": "每行都须有值",
    "also from {}": "另一处来自 {}",
    "the mapping knows {}; the titles are {}": "映射中的表头是 {}；文件的表头是 {}",
    "columns that came last time and are gone: {}": "上次有而这次没有的列：{}",
    "gone: {}": "没有了的表头：{}",
    "new: {}": "新出现的表头：{}",
    "{} may now be called {}": "“{}”可能改称“{}”",
    "{} held {} and holds {}": "“{}”原为 {}，现为 {}",
    "the key is {}; nothing says which row is right": "键是 {}；无从判断哪一行正确",
    "it is {}; {} is expected": "实为 {}，应为 {}",
    "it lacks {}": "缺少 {}",
    "the column is {}": "该列是 {}",
    "the whole row is refused, not one cell": "被拒绝的是整行，不是一个单元格",
    "{} row {} and {} row {}": "{} 第{}行与 {} 第{}行",
    # The store
    "there are {}": "现有 {}",
    "there are none": "一个也没有",
    "the number was never taken, or nothing was offered under it": (
        "没有用过这个批次号，或者这一批没有装入"
    ),
    "the number was never handed out": "没有发出过这个批次号",
    "a version of the table is already of this number": "这张表已有这个批次号的版本",
    "the number is that of a delivery that was disposed of": "这个批次号的数据已经处置",
    "the number is that of a delivery for {}": "这个批次号属于 {} 的数据",
    "it is batch {} by {}, loaded {}": "即第 {} 批，{} 提供，{} 上架",
    "it is batch {} by {}": "即第 {} 批，{} 提供",
    "it describes {}; batch {} by the same provider describes {}": (
        "这次的数据截至 {}；同一单位的第 {} 批截至 {}"
    ),
    "every {} must be of batch {}; {} have none": "每行的 {} 都应属于第 {} 批；{} 行没有",
    "every {} must be of batch {}": "每行的 {} 都应属于第 {} 批",
    "{} is {}; it must be from 1 to {}": "{} 是 {}；应在 1 到 {} 之间",
    "{} ({}), such as {}": "{}（{}），例如 {}",
    "{} attempts met a newer version": "试了 {} 次，每次都已有更新的版本",
    "it pins version {}": "它钉住第 {} 版",
    "waited {} s": "等了 {} 秒",
    "line {} was the last one when it was read, now it is {}": (
        "读取时最后一行是第 {} 行，现在是第 {} 行"
    ),
    "a database of another office is only read": "别的单位的数据库只读不写",
    # Contracts, sharing, use
    "it is {}'s, not {}'s": "属于{}，不属于{}",
    "by {}": "处置记录 {}",
    "beyond it: {}": "超出的列：{}",
    "contract {} does not give {}": "合同 {} 没有给 {}",
    "contract {}: its first day is {}, the run is of {}": ("合同 {} 的期限从 {} 起，运行之日是 {}"),
    "contract {}: its last day was {}, the run is of {}": (
        "合同 {} 的期限到 {} 为止，运行之日是 {}"
    ),
    "contract{} covers {}, not {}": "合同{} 的目的是 {}，不含 {}",
    "a signed authorisation names person, office and basis; none does for this person, office, "
    "purpose and day": "签名授权应写明使用人、单位、依据；没有一份对应此人、此单位、此目的和此日",
    "possible now: {}": "现在可以：{}",
    "it may be extended by 10 working days at most (政务数据共享条例#21)": (
        "最多延长 10 个工作日（政务数据共享条例#21）"
    ),
    "columns of divisions and agencies are {}": "行政区划和机关的列有 {}",
    "{} does not use {} (个人信息保护法#6, #34)": "{} 用不到 {}（个人信息保护法#6、#34）",
    "{}: another use needs the provider's consent (政务数据共享条例#25)": (
        "{}：作他用须经提供单位同意（政务数据共享条例#25）"
    ),
    "{} stands in the file's name, a sheet's or a title; secret data may not be put on this shelf "
    "(保守国家秘密法#31)": (
        "文件名、表名、标题或者表头有“{}”；涉密数据不得上架（保守国家秘密法#31）"
    ),
    "{} stands in the column {}; secret data may not be put on this shelf (保守国家秘密法#31)": (
        "“{}”见于“{}”列；涉密数据不得上架（保守国家秘密法#31）"
    ),
    "{} is requested": "{} 正待答复",
    "{} is approved": "{} 已同意，待授权",
    "{} is refused": "{} 未获同意",
    "{} is revoked": "{} 已收回",
    "{} is withdrawn": "{} 已撤回",
    "{} is suspended": "{} 已中止",
    "{} is granted": "{} 已授权",
    "{} is ended": "{} 已期满",
    "it has not both of {}": "它没有同时具备 {}",
    "a disposal began and has not come to its end": "处置已经开始，还没有办结",
    "{} reads rows that were granted to it": "{} 读取的是授权给它的行",
    "they were read from {}": "由 {} 读出",
    "it changed while it was read": "读取期间文件变了",
    "nobody asked for it": "没有提出过申请",
    "no <table>.parquet of a standard table is there": "没有一个标准表的 .parquet 文件",
    "allowed are {}": "可用的有 {}",
    "a purpose is definite (个人信息保护法#6): see rulebook/terms/purposes.yaml": (
        "目的应当明确（个人信息保护法#6）：见 rulebook/terms/purposes.yaml"
    ),
    "personal information is handled for a definite purpose (个人信息保护法#6)": (
        "处理个人信息应当具有明确的目的（个人信息保护法#6）"
    ),
    "its last day was {}": "最后一天是 {}",
    "{} is {}, grade {} ({})": "{} 的敏感程度为 {}，级别 {}（{}）",
    "data are collected within legal duty (数据安全法#38)": (
        "收集数据应当在法定职责的范围内（数据安全法#38）"
    ),
    "batch {} · sheet {} · row {}": "第 {} 批 · 第 {} 表 · 第 {} 行",
    # Linking
    "many texts share a form, or the threshold is low": "很多文书格式相同，或者阈值太低",
    "the same pair of rows is decided to be the same and different": (
        "同一对记录，一处判为同一，一处判为不同"
    ),
    # Runs
    "its size, its time or the file itself is another than when it was opened": (
        "文件的大小、时间或者文件本身与打开时不同"
    ),
    "other content in {}": "内容不同：{}",
    "other content in the hash itself": "汇总值本身不同",
    "the key {} is there {} times": "键 {} 出现 {} 次",
    "its size, time or inode is another one than when it was hashed": (
        "文件的大小、时间或者节点与核对时不同"
    ),
    "a run goes by the oldest day of its tables": "运行以各表中最早的一天为准",
    "its columns are {}": "它的列有 {}",
    "completeness of {} is {}, {} is needed": "{} 的完整性为 {}，要求 {}",
    "validity of {} is {}, {} is needed": "{} 的有效性为 {}，要求 {}",
    "uniqueness of {} is {}, {} is needed": "{} 的唯一性为 {}，要求 {}",
    "{} of {} is {}, {} is needed": "{1} 的 {0} 为 {2}，要求 {3}",
    # What a bundle cannot be replayed for
    "{}: {} was disposed of ({}): {} rows gone, {} clues blanked": (
        "{}：{} 的数据已处置（{}），删去 {} 行，{} 条线索的内容置空"
    ),
    "the model in the bundle gives another hash with this version of Xiezhi": (
        "按现在的程序版本，包里的模型哈希不同"
    ),
    "entries of the rulebook changed": "规则库的条目变了",
    "the facts were read by another version of the reader": "事实表由另一版本的读取程序写成",
    "the model language has another version": "模型语言的版本不同",
    "the adjustments changed": "本院的调整变了",
    "the parameters changed": "参数变了",
    "the as-of date changed": "截至日期变了",
    "input {}: version {} is no longer there": "输入 {}：第 {} 版已不在",
    # Remarks on how files were read
    "{} characters stand for bytes that are no text": "有 {} 处乱码，以替代字符表示",
    "{} lines are in another encoding than the rest": "有 {} 行与其余的编码不同，已分别解码",
    "the title {} is read as {}": "表头“{}”按“{}”读取",
    "the field {} is left out: it begins far down": "字段“{}”在后面才出现，没有读取",
    "not read: {}": "没有读取：{}",
    "{}: none of its titles is mapped": "{}：没有一个表头在对应之中",
    "{}: empty": "{}：空表",
    "{}: no row looks like column titles": "{}：没有像表头的行",
    "{}: an archive inside an archive": "{}：压缩包里的压缩包",
    "{}: a note, no delivery": "{}：说明，不是交付的内容",
    "{}: a document among tables": "{}：表格之中的文书",
}


_WHOLE: dict[str, str] = {
    "{} rows have keys that the table had already and stand there twice now; roll back, and load "
    "by key (upsert) if they are the newer ones": (
        "有 {} 行的键表里早已有，现在各有两行：请回退（xiezhi shelf rollback）；"
        "确是较新的，改用 --mode upsert 按键更新"
    ),
}
"""Sentences with a semicolon in them."""

_SAID |= _WHOLE


def _shape(english: str) -> re.Pattern[str]:
    return re.compile(re.escape(english).replace(r"\{\}", "((?:(?!; ).)+?)"), re.DOTALL)


# The more a sentence says itself, the sooner it is tried.
_SHAPES = tuple(
    (_shape(english), chinese)
    for english, chinese in sorted(
        _SAID.items(), key=lambda one: (-len(one[0].replace("{}", "")), one[0])
    )
)


def why_in(why: str, language: str) -> str:
    """A reason as spoken: as a whole, else clause by clause; what is not known stays."""
    if language != "zh" or not why:
        return why
    whole = _chinese(why)
    if whole is not None:
        return whole
    return "；".join(_chinese(one) or one for one in why.split("; "))


def remark_in(remark: str, language: str) -> str:
    """A remark on how a file was read: the place stays, what is said of it is spoken."""
    if language != "zh":
        return remark
    if remark.startswith("not read: "):
        return _SAID["not read: {}"].format(why_in(remark.removeprefix("not read: "), language))
    place, parted, said = remark.rpartition(": ")
    told = _chinese(said)
    return f"{place}：{told}" if parted and told else why_in(remark, language)


def _chinese(text: str) -> str | None:
    for shape, words in _SHAPES:
        if found := shape.fullmatch(text):
            return words.format(*found.groups())
    return None
