"""``xiezhi read``."""

WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "读取裁判文书，写成标准事实表（DIR/<表>.parquet）和 manifest.json。"
        "每个值都带在原文中的位置；没有把握的留空并写明理由，从不猜测。中断后再次运行会从断点继续；用全部处理器核心。",
        "Reads judgments into standard fact tables (DIR/<table>.parquet) and manifest.json. Every "
        "value carries its place in the text; where the reader is not sure it leaves the value "
        "empty and says why. Interrupted, the same command goes on where it was. All cores work.",
    ),
    "DOCS": (
        "含 doc_id 和 text 列的 parquet 或者 jsonl(.gz)，txt、docx、pdf 文件"
        "（扫描件和图片需要 ocr 组件）或者它们的文件夹；"
        "- 为标准输入；shelf:表名 为数据架上的文书表，不写为 shelf:document",
        "parquet or jsonl(.gz) with doc_id and text, a txt, docx or pdf file (scans and pictures "
        "need the extra ocr), a folder of them, - for stdin; shelf:TABLE for a table of documents "
        "on the shelf, shelf:document if absent",
    ),
    "out": (
        "事实表写到这个文件夹；读数据架时可以不写，为 WORKSPACE/facts（run 会一并读取）",
        "the folder for the fact tables; of the shelf WORKSPACE/facts if absent, which run reads",
    ),
    "where": (
        "读取文件须写 --out 文件夹；只有读取数据架（shelf:表名）时可以不写。",
        "Name the folder with --out: only a table of the shelf (shelf:TABLE) has one by itself.",
    ),
    "purpose": (
        "读取数据架上文书的目的；不写则用各份合同共有的目的",
        "what the shelf's documents are read for; if absent, a purpose that all contracts cover",
    ),
    "from_shelf": (
        "数据架 {table} 第 {version} 版，合同 {contracts}",
        "{table} of the shelf, version {version}, contract {contracts}",
    ),
    "unchanged": (
        "数据架 {table} 第 {version} 版（合同 {contracts}）此前已经读取，未再读",
        "{table} of the shelf, version {version} (contract {contracts}) had been read before",
    ),
    "processes": ("用几个处理器核心；不写则全部", "how many cores; all if absent"),
    "coverage": (
        "JSON 文件：这些文书完整覆盖哪些法院和日期，写入 manifest.json",
        "a JSON file that says which courts and dates are complete; goes into manifest.json",
    ),
    "coverage_unreadable": ("覆盖范围文件不是 JSON。", "The coverage file is no JSON."),
    "coverage_cure": ("见 docs/cli.md 中的例子。", "See the example in docs/cli.md."),
    "fresh": ("从头读，不从上次中断处继续", "begin anew instead of going on where it was"),
    "reading": ("读取", "reading"),
    "done": (
        "读取 {documents} 份文书（{characters} 百万字），写入 {out}",
        "{documents} documents ({characters} million characters) read into {out}",
    ),
    "reasons": ("未读出的主要理由：", "why the reader declined, commonest first:"),
    "duplicates_left_out": ("重复文书 {n} 份，未重复计入", "{n} repeated documents left out"),
    "ids_made_distinct": (
        "编号相同而内容不同的 {n} 份，已区分",
        "{n} documents with a used id renamed",
    ),
    "files_skipped": ("文件夹中另有 {n} 个不是文书的文件", "{n} files of other kinds were skipped"),
    "examples": (
        "xiezhi read judgments.parquet --out facts/\n"
        "xiezhi read 文书文件夹/ --out facts/\n"
        "# 数据架上的文书\n"
        "xiezhi read shelf:document --workspace 数据架/\n"
        "zcat more.jsonl.gz | xiezhi read - --out facts/",
        "xiezhi read judgments.parquet --out facts/\n"
        "xiezhi read folder-of-docx/ --out facts/\n"
        "# documents on the shelf\n"
        "xiezhi read shelf:document --workspace shelf/\n"
        "zcat more.jsonl.gz | xiezhi read - --out facts/",
    ),
}
