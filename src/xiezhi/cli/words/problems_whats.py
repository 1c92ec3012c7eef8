"""What is wrong, in Chinese, where the sentence names a table, a column, a number.

A kind of problem has one Chinese sentence (``problems.py``). Where the library's own sentence holds
values, they would be lost in it: here is such a sentence with its values kept. A test reads every
such sentence of the rooms that a user of the shelf meets.
"""

from __future__ import annotations

import re

__all__ = ["MANY", "holds_values", "what_in"]

_SAID: dict[str, str] = {
    # Versions and deliveries
    "{} has no version {}.": "{} 没有第 {} 版。",
    "{} has no version.": "{} 还没有版本。",
    "Delivery {} cannot be loaded under this number.": "不能按第 {} 批上架。",
    "There is no delivery {}.": "没有第 {} 批。",
    "No table holds delivery {}.": "没有哪张表用着第 {} 批的数据。",
    "Another load of {} is still running.": "另一批数据正在装入 {}。",
    "Other machines keep changing {}.": "别的机器不断改动 {}。",
    "Columns of {} have changed their type.": "{} 有列的类型变了。",
    "The name {} is taken.": "名称 {} 已经用了。",
    # Tables and columns
    "There is no table {}.": "没有 {} 这张表。",
    "There is already a table {}.": "已经有 {} 这张表。",
    "{} has no column {}.": "{} 没有 {} 这一列。",
    "The column {} of {} is of another type.": "{0} 这一列（{1}）的类型不对。",
    "The table has no column {}.": "这张表没有 {} 这一列。",
    "There is no row {} in its present version.": "现在的版本里没有 {} 这一行。",
    "The file of {} cannot be read.": "{} 的文件无法读取。",
    "{} is not on this shelf.": "{} 不在数据架上。",
    "There is no column {} here.": "这里没有 {} 这一列。",
    "{} names {}, which {} does not have.": "{} 写了 {}，而 {} 没有这一列。",
    "The field {} is missing.": "缺少 {} 这一项。",
    "The column {} of {} is not used.": "{0} 这一列（{1}）没有用到。",
    "The input {} is not used.": "输入 {} 没有用到。",
    "The step {} is not used.": "步骤 {} 没有用到。",
    "The parameter {} is not used.": "参数 {} 没有用到。",
    "{} does not look at {} on the left.": "{} 在左边不看 {} 这一列。",
    "{} does not look at {} on the right.": "{} 在右边不看 {} 这一列。",
    "{} has no hit story.": "{} 没有命中的用例。",
    "{} has no look-alike story.": "{} 没有形似而非的用例。",
    "{} has no pending or boundary story.": "{} 没有待定或者边界的用例。",
    "There is no type {}.": "没有 {} 这种类型。",
    "{} has no stories.": "{} 没有用例。",
    "{} has no notes.md.": "{} 没有 notes.md。",
    # Mappings
    "Nothing gives {} its column {}.": "{} 缺 {} 这一列：没有表头对应它。",
    "{} is no word of {}.": "{} 不在词表 {} 里。",
    "The column {} is mapped twice.": "{} 这一列对应了两次。",
    "Rows of {} share a key and differ.": "{} 有键相同而内容不同的行，没有入库任何一行。",
    "The constant for {} is no {}.": "{} 的固定值不是 {}。",
    # Contracts, use, sharing
    "The legal basis {} is not confirmed.": "法律依据 {} 未经核对。",
    "{} is no purpose of the vocabulary.": "使用目的 {} 不在词表里。",
    "There is no {} {}.": "没有 {} {}。",
    "An application that is {} cannot be {}.": "申请现在是 {}，不能 {}。",
    "{} is not granted to this office.": "{} 没有授权给本单位使用。",
    "{} is no table of documents.": "{} 不是文书表。",
    "Data of {} are being disposed of.": "{} 的数据正在处置。",
    "The contract of {} does not cover this purpose.": "{} 的合同不包含这项使用目的。",
    "The contract of {} has expired.": "{} 的合同已过使用期限。",
    "The contract of {} does not hold yet.": "{} 的合同还没有到使用期限。",
    "Columns of {} are beyond what was agreed.": "模型要用的列超出 {} 约定的范围。",
    "{} is sensitive and no authorisation opens it.": "{} 属敏感数据，没有对应的签名授权。",
    "Rows cannot be granted by {}.": "不能按 {} 这一列限定行。",
    "The application names no scene.": "申请没有写明使用场景（--scene）。",
    "The application names no columns (or the model that needs them).": (
        "申请没有写明数据项（--columns 或者 --model）。"
    ),
    "The application names no basis.": "申请没有写明使用依据（--basis）。",
    "{} is no way of sharing.": "{} 不是共享方式。",
    "The application names no purpose.": "申请没有写明使用目的（--purpose 或者 --model）。",
    "The application names no office.": "申请没有写明单位（--office）。",
    "The application names no {}.": "申请没有写明{}。",
    "The office asks itself.": "数据架就是本单位的，不必申请。",
    "There is no standard table {}.": "没有标准表 {}。",
    "The term ends before it begins.": "期限的终点早于起点。",
    "The purpose asked for does not cover the model.": "申请的目的不包含这个模型。",
    "The query is more than one SELECT.": "查询不止一条 SELECT。",
    "There is no driver for {}.": "没有 {} 的数据库驱动。",
    "The database refused the query.": "数据库拒绝了查询。",
    "There is no column {} to go on from.": "没有可以接着读的列 {}。",
    "A file was written without its field ids.": "文件缺列的标识。",
    "A version has lost its list of files.": "这一版的文件清单丢失。",
    "The shelf's own file cannot be read.": "数据架自己的文件无法读取。",
    "A file of {} is missing or cannot be read.": "{} 的文件丢失或者无法读取。",
    "The record was changed.": "记录被改动过。",
    "The record cannot be read or written.": "记录无法读写。",
    "Columns beyond the model's need are asked for.": "申请的列超出模型的需要。",
    # Runs and readiness
    "{} is not here.": "没有 {} 这张表。",
    "Nobody says for which time {} is complete.": (
        "没有写明 {} 在哪段时间完整，查无的情形都无从判断。"
    ),
    "Nobody says of which day {} is.": "没有写明 {} 的数据截至哪一天。",
    "{} is stale.": "{} 的数据已过旧。",
    "{} is not as good as the model needs.": "{} 的数据质量没有达到模型的要求。",
    "The data break a promise of step {}: {}.": "数据不符合步骤 {} 的前提：{}。",
    "The table {} changed while the run read it.": "运行期间，{} 这张表变了。",
    "There is no model {}.": "没有 {} 这个模型。",
    "{} needs an as-of date.": "{} 需要知道数据截至哪一天，而数据没有说明。",
    "{} has no parameter {}.": "{} 没有 {} 这个参数。",
    # Linking
    "{} pairs would have to be compared; {} are allowed.": "要比较 {} 对，超过允许的 {} 对。",
    "More than {} pairs of texts would have to be confirmed.": "要逐对核对的文本超过 {} 对。",
    "Two judgements about {} contradict each other.": "对 {} 的两个判断互相矛盾。",
    "{} is no match of {}.": "{} 不是 {} 的一次匹配。",
    # Files
    "{} is empty.": "{} 是空的（0 字节）。",
    "{} is of no kind that is read.": "不能读取这种文件：{}。",
    "{} would unpack into far more than it is.": "{} 解压后远大于压缩包，可能是压缩炸弹。",
    "{} cannot be unpacked.": "{} 无法解压。",
    "{} names a place outside itself.": "{} 里有指向压缩包之外的路径。",
    "{} asks for a password.": "{} 有密码。",
    "Rows of {} cannot be parted into cells.": "{} 有的行分不出单元格。",
    "{} has no header.": "{} 没有表头。",
    "{} is no name of a table or column.": "{} 不是表名或者列名。",
    "{} has no text layer.": "{} 是扫描件，没有文字层。",
    "{} cannot be read.": "{} 无法读取。",
    "{} is too large for one JSON document.": "{} 作为一个 JSON 文件过大。",
    "{} holds no list of objects.": "{} 里没有对象的列表。",
    "{} holds no objects.": "{} 里没有对象。",
    "{} is no JSON.": "{} 不是 JSON。",
    "{} is no readable Parquet file.": "{} 不是能读取的 Parquet 文件。",
    "{} has {} columns.": "{} 有 {} 列。",
    "{} holds no table.": "{} 里没有表格。",
    "{} changed while it was read.": "读取时，{} 变了。",
    "{} holds a control sign at byte {}.": "{} 在第 {} 个字节有控制符。",
    "{} has a quotation mark that is never closed.": "{} 有引号没有闭合。",
    "{} is no text from byte {} on.": "{} 从第 {} 个字节起不是文本。",
    "{} cannot be read as a workbook.": "{} 不能作为工作簿读取。",
    "The entry of delivery {} is spoilt.": "第 {} 批的登记损坏。",
    # Documents
    "There is no file or folder {}.": "没有 {} 这个文件或者文件夹。",
    "The folder {} has no txt, docx or pdf file.": ("文件夹 {} 里没有 txt、docx、pdf 文件。"),
    "{} has no column text.": "{} 没有 text 这一列。",
    "{} is no readable parquet file.": "{} 不是能读取的 parquet 文件。",
    "{} cannot be written.": "{} 无法写入。",
}

_SHAPES = tuple(
    (re.compile(re.escape(english).replace(r"\{\}", "(.+?)"), re.DOTALL), chinese)
    for english, chinese in sorted(
        _SAID.items(), key=lambda one: (-len(one[0].replace("{}", "")), one[0])
    )
)
MANY = frozenset(
    [
        "adjust-step",
        "bundle-sums",
        "engine-failed",
        "law-unresolved",
        "name-unknown-step",
        "seal",
        "sharing-incomplete",
        "signing-key",
        "store-spoilt",
        "story-value",
    ]
)
"""Kinds of problems that are said in more sentences than one: the library's own says which."""
_VALUES = re.compile(r"[0-9_`\"“”]|[^\x00-\x7f]|\w[-./]\w")


def what_in(what: str) -> str | None:
    """The sentence in Chinese with its values; None when it is none of these."""
    for shape, chinese in _SHAPES:
        if found := shape.fullmatch(what):
            return chinese.format(*found.groups())
    return None


def holds_values(what: str) -> bool:
    """Whether an English sentence may name something that its kind's sentence does not."""
    return bool(_VALUES.search(what))
