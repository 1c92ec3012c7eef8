"""``xiezhi shelf correct``."""

WORDS: dict[str, tuple[str, str]] = {
    "brief": ("请提供机关校核、更正数据", "ask the provider to correct data"),
    "about": (
        "发现数据不准确或者不完整的，向提供机关提出校核申请；提供机关应当自收到之日起十个工作日内"
        "核实、更正并反馈（政务数据共享条例第二十六条）。写标准表提出申请，写编号（K-）加 --answer "
        "登记反馈，都不写则列出全部。架上的数据不改，更正后的行随提供机关的下一批数据入库。",
        "Who finds data inaccurate or incomplete asks the provider, which checks, corrects and "
        "answers within ten working days (Regulation on sharing government data, article 26). "
        "A table asks; a number (K-) with --answer puts the answer down; neither lists all. "
        "Nothing on the shelf is changed: corrected rows come with the provider's next delivery.",
    ),
    "WHAT": ("标准表，或者申请编号", "a table, or the number of a request"),
    "row": (
        "哪一行，例如 B3-S1-R145（批次、表、行号）；不写则指整张表，例如缺行",
        "the row, for instance B3-S1-R145 (batch, sheet, row); the whole table if absent, "
        "for instance where rows are missing",
    ),
    "column": ("哪一列；不写则指整行", "the column; the whole row if absent"),
    "wrong": ("哪里不准确或者不完整", "what is inaccurate or incomplete"),
    "right": ("应当是什么，如果知道", "what it should be, if that is known"),
    "provider": (
        "提供机关；几家都提供了这张表而又没有写 --row 的，须写",
        "the provider; needed where several delivered the table and no --row tells which",
    ),
    "answer": (
        "反馈：corrected 已更正，upheld 核实无误，withdrawn 撤回申请",
        "the answer: corrected, upheld (found right), withdrawn (by the asker)",
    ),
    "reason": ("反馈的内容；核实无误、撤回的须写", "what was said; needed for upheld, withdrawn"),
    "asked": ("已提出校核申请", "asked"),
    "corrected": ("已更正", "corrected"),
    "upheld": ("核实无误", "found right"),
    "withdrawn": ("已撤回", "withdrawn"),
    "due": ("反馈期限", "answer due"),
    "is_wrong": ("问题", "wrong"),
    "is_right": ("应为", "should be"),
    "none": ("没有校核申请。", "There is no request for correction."),
    "open": ("待反馈的校核申请：", "Requests for correction that wait for an answer:"),
    "line": (
        "  {id}  {table}  {provider}  期限 {due}{late}",
        "  {id}  {table}  {provider}  due {due}{late}",
    ),
    "examples": (
        "xiezhi shelf correct enforcement_case --row B3-S1-R145 --column file_date "
        "--wrong 立案日期早于判决生效日期\n"
        "xiezhi shelf correct K-0001 --answer corrected --reason 已按卷宗更正，下批提供",
        "xiezhi shelf correct enforcement_case --row B3-S1-R145 --column file_date "
        "--wrong 'filed before the judgment took effect'\n"
        "xiezhi shelf correct K-0001 --answer corrected --reason 'comes with the next delivery'",
    ),
}
