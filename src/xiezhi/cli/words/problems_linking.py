"""Problems of linking in Chinese, by their code; see ``problems.py``."""

IN_CHINESE: dict[str, tuple[str, str]] = {
    "link-no-row": (
        "这一步的行没有可以指称的标识。",
        "先用 distinct 或者 group，或者直接取输入表。",
    ),
    "link-least": ("least 应为大于 0、不超过 1 的数。", "例如 least: 0.95。"),
    "match-method": (
        "这种列不能用来比对。",
        "比对姓名、日期、号码、地点或者文字；by: 指定比对方法。",
    ),
    "match-name-alone": (
        "只比对了姓名或名称：仅凭同名不认定同一主体。",
        "同时比对身份号码、出生日期、住所、电话等。",
    ),
    "connect-node": (
        "这种列不能用来关联。",
        "节点须为身份号码、信用代码、文书等；共用的可以是电话、地址。",
    ),
    "similar-text": ("这一列不是文字。", "比较文书、理由、说明等文字列。"),
    "similar-take": ("没有写明对方的行。", "例如 take: [{other_doc: doc_id}]。"),
    "compile-engine": ("这个引擎上不能运行比对、近似和关联。", "在 DuckDB 上运行这个模型。"),
    "link-missing": ("没有安装比对所需的 Splink。", "先安装：pip install 'xiezhi[link]'"),
    "link-pairs": (
        "要比较的行对超过上限，没有开始比较。",
        "用更细的分块，或者在模型中提高 pairs。",
    ),
    "link-judgement": ("两条人工认定互相矛盾。", "撤回其中一条。"),
    "adjust-judgement": (
        "人工认定写得不完整，或者所指的步骤、列不对。",
        "写明 step、left、right、answer、who、on、why；以所比对的列指称两边的行。",
    ),
}
