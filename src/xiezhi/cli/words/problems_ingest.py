"""Problems of what offices deliver, in Chinese, by their code; see ``problems.py``."""

_ANEW = "请提供方重新提供。"

IN_CHINESE: dict[str, tuple[str, str]] = {
    # Files
    "ingest-missing": ("没有这个文件或者文件夹。", "核对路径。"),
    "ingest-empty": ("文件是空的（0 字节）。", _ANEW),
    "ingest-html": ("这是改了扩展名的网页。", "用表格软件打开，另存为 .xlsx。"),
    "ingest-rar": ("不读取 rar 压缩包。", "解压后给出文件夹。"),
    "ingest-7z": ("不读取 7z 压缩包。", "解压后给出文件夹。"),
    "ingest-gzip": ("不读取 gzip 压缩包。", "解压后给出其中的文件。"),
    "ingest-sqlite": ("这是 SQLite 数据库。", "写成 sqlite:///路径。"),
    "ingest-binary": ("文件从某一字节起不是文本。", "文件已损坏或者与别的文件粘在一起：重新索取。"),
    "ingest-control-sign": ("文件里有控制字符。", "去掉该字符，或者重新索取。"),
    "ingest-file-changed": (
        "读取期间文件有变动，没有入库任何一行。",
        "等文件写完，再提交一次。",
    ),
    "ingest-decoding": ("解码文件的进程提前结束，没有入库任何一行。", "再提交一次。"),
    "ingest-csv": ("有的行分不成单元格。", "另存为工作簿，或者换一种分隔符。"),
    "ingest-quotes": ("有一个引号没有配对。", "补上引号，或者不带引号另存。"),
    "ingest-no-header": ("找不到表头。", "把列名放在第一行。"),
    "ingest-no-table": ("其中没有数据表。", "把列名放在工作表的第一行。"),
    "ingest-too-wide": ("列数太多，像是交叉表。", "改成一条记录一行，月份、类别作为值。"),
    "ingest-workbook": ("工作簿无法读取。", "在原来的软件里打开，另存为 .xlsx。"),
    "ingest-password": ("文件有密码。", "用密码打开，另存为没有密码的文件。"),
    "ingest-json": ("不是完整的 JSON。", _ANEW),
    "ingest-json-shape": ("JSON 里没有对象的列表。", "写成对象的列表，一个对象一行记录。"),
    "ingest-json-size": ("一个 JSON 文件太大。", "每行写一个对象（JSONL）。"),
    "ingest-parquet": ("Parquet 文件已损坏。", "核对是否复制完整。"),
    "ingest-zip": ("压缩包无法解开。", "重新索取，或者解压后给出文件夹。"),
    "ingest-zip-bomb": ("压缩包解开后远大于其本身，已拒绝。", "人工解压查看后，给出文件夹。"),
    "ingest-zip-path": ("压缩包里的文件名指向外面的位置。", "不要使用这个压缩包，重新索取。"),
    "ingest-no-text-layer": (
        "扫描件没有文字层。",
        "安装 xiezhi[ocr] 后再提交，或者提供带文字的文件。",
    ),
    "ingest-no-document": ("文书无法读取。", "重新索取，或者另存为 txt、docx。"),
    "no-json": ("该行不是 JSON 对象。", ""),
    # Databases
    "ingest-database-what": (
        "没有写明读哪张表或者哪条查询。",
        "写 --query：表名，或者一条 SELECT。",
    ),
    "ingest-database-query": ("数据库没有接受这条查询。", "写一条 SELECT；核对表、列和账号权限。"),
    "ingest-database-name": ("这不是表或者列的名称。", "名称需要引号的，改写成查询。"),
    "ingest-database-driver": ("没有安装这种数据库的驱动。", "安装相应的扩展，核对地址。"),
    "ingest-database-connection": ("连不上数据库。", "核对地址、账号和口令，数据库是否在运行。"),
    "ingest-database-lost": ("数据库连接中断，没有入库任何一行。", "再提交一次。"),
    "ingest-database-silent": (
        "数据库没有回应，没有入库任何一行。",
        "数据库有回应后再提交，或者少取一些；查询确需更久的，在地址后面写 read_timeout=秒数。",
    ),
    "ingest-database-watermark": ("没有用来续接的列。", "写一个只增不减的列。"),
    # Mappings and deliveries
    "mapping-unknown-column": ("映射写了标准表没有的列。", "用列出的列名。"),
    "mapping-twice": ("同一列映射了两次。", "留下一个。"),
    "mapping-unknown-word": ("映射写了词表没有的词。", "用列出的词。"),
    "mapping-missing-column": (
        "标准表的必填列没有来源。",
        "在对应文件的 columns 里对应一个表头，或者在 constants 里写各行共同的值，"
        "用 --mapping 装入。",
    ),
    "mapping-constant": ("映射里的常量不合该列的类型。", "改正映射。"),
    "mapping-no-sheet": (
        "没有一张工作表有映射中的表头。",
        "换用这个文件的对应（--mapping），或者重新对应。",
    ),
    "ingest-schema-changed": (
        "表头与上次不同。",
        "在对应文件里写好新的表头（--mapping），或者加 --accept-changes：没有了的列为空；"
        "另一种格式的文件也这样装，两种对应都留存，以后按表头选用。",
    ),
    "ingest-repeated-key": (
        "键相同的行内容不同，没有入库任何一行。",
        "请提供方改正，或者加 --repeats quarantine：每个键留第一行，其余进隔离区。",
    ),
    # Corrections
    "quarantine-missing": ("这一批没有隔离的数据。", ""),
    "quarantine-xlsx": ("这里不能写工作簿。", "导出为 .csv，或者安装 xlsxwriter。"),
    "correction-none": ("清单里没有填写更正。", "填写“更正后”一列。"),
    "correction-titles": ("这不是导出的隔离清单。", "用导出的清单填写。"),
    "correction-unknown": (
        "有一条更正不属于被拒绝的单元格。",
        "只改导出清单里的行；列数不符的行请重新提供。",
    ),
}
