"""Problems of contracts, sharing, use and quality in Chinese; read by ``problems.py``."""

IN_CHINESE: dict[str, tuple[str, str]] = {
    # The records that only grow
    "chain-broken": ("记录被改动过。", "从备份恢复；不会往断开的记录里再写。"),
    "chain-unreadable": ("记录无法读取。", "核对磁盘和权限。"),
    "chain-unwritable": ("记录无法写入。", "核对磁盘和写入权限。"),
    "chain-moved": ("别人同时写了记录。", "再做一次，即按最新的记录办理。"),
    "register-missing": ("没有这个编号。", "用 xiezhi shelf list、xiezhi shelf show 看全部编号。"),
    # Contracts
    "contract-word": ("用词不在词表里。", "见 rulebook/terms/data_grades.yaml。"),
    "contract-secret": (
        "涉密数据不得上架。",
        "按保密规定在相应等级的涉密信息系统里处理。",
    ),
    "contract-purpose-missing": ("没有写明使用目的。", "写 --purpose，例如 刑事执行监督。"),
    "contract-column": ("标准表里没有这一列。", "按标准表的列名写。"),
    "contract-days": ("期限的终点早于起点。", "改正起止日期。"),
    "contract-expired": ("使用期限已过。", "先约定新的期限，再上架。"),
    "contract-provider": ("没有写明提供单位。", "写 --provider。"),
    "contract-not-shared": (
        "提供单位的目录写明不予共享。",
        "提供单位变更共享属性之后再上架。",
    ),
    "contract-impact-assessment": (
        "敏感数据须先有影响评估的记录。",
        "写 --impact（个人信息保护法第五十五条、第五十六条）。",
    ),
    "contract-necessity": (
        "敏感数据须写明必要性。",
        "写 --necessity（个人信息保护法第二十八条、第三十四条）。",
    ),
    "contract-basis-missing": ("没有写明法律依据。", "写 --basis，例如 法释〔2014〕13号#7。"),
    "contract-basis-unconfirmed": (
        "法律依据未经核对。",
        "写明法律和条文；不在法律目录里的，保留未核对的标记。",
    ),
    "purpose-unknown": (
        "使用目的不在词表里。",
        "见 rulebook/terms/purposes.yaml；目的应当明确、合理。",
    ),
    # Sharing
    "sharing-no-way": ("申请现在的状态不允许这样做。", "用 xiezhi shelf show 看申请进行到哪一步。"),
    "sharing-reason": ("须说明理由。", "写 --reason。"),
    "sharing-extended": ("答复期限已经延长过一次。", "同意或者不同意。"),
    "shelf-not-granted": (
        "这张表没有授权给本单位使用。",
        "用 xiezhi shelf request 提出申请。",
    ),
    # Use
    "reading-table": ("这张表不是文书表。", "文书上架：xiezhi shelf add document 文件夹。"),
    "reading-disposed": (
        "这张表的数据正在处置。",
        "再次执行同一条 xiezhi shelf dispose，办结处置。",
    ),
    "reading-out": ("工作区里的事实表归数据架的所有单位。", "用 --out 写到本单位的文件夹。"),
    "reading-other": (
        "这个文件夹里是由别的文书读出的事实表。",
        "用 --out 写到别的文件夹，或者用 --fresh 替换。",
    ),
    "run-expired": (
        "合同的使用期限已过。",
        "约定新的期限，或者用 xiezhi shelf dispose 处置数据。",
    ),
    "run-not-yet": ("合同的使用期限还没有开始。", "到期限开始之日再运行。"),
    "run-columns": (
        "模型要用的列超出约定的范围。",
        "说明必要性另行申请，或者从模型里去掉这些列。",
    ),
    "run-authorisation": (
        "表属敏感数据，没有对应的签名授权。",
        "用 xiezhi shelf authorise 取得写明使用人、单位、依据的授权。",
    ),
    "run-quality": (
        "数据质量没有达到模型的要求。",
        "看 xiezhi shelf quality；请提供单位改进数据。可能有遗漏的线索。",
    ),
    "needs-column": ("模型对没有声明的列提出了质量要求。", "声明这一列，或者删去要求。"),
    "needs-share": ("质量要求不是比例。", "写 0.95 表示 95%。"),
    "contract-marked-secret": (
        "数据带有密级标志。",
        "向提供单位核实；误标的，由其去掉标志再提供。",
    ),
    "contract-beyond": (
        "对照表取用的列超出合同。",
        "不取这些列，或者另行约定。",
    ),
    "shelf-missing": (
        "这个文件夹里没有数据架。",
        "用 --workspace 或者 XIEZHI_WORKSPACE 指定；新建的，先运行 xiezhi shelf add。",
    ),
    "register-owner": ("数据架属于另一个单位。", "另开工作区，或者申请需要的表。"),
    "disposal-reason": ("处置数据须说明理由。", "写 --reason。"),
    "disposal-nothing": (
        "架上没有这些合同的数据。",
        "用 xiezhi shelf dispose 看已到期的。",
    ),
    "ready-missing": ("没有这张表。", "用 xiezhi ready 模型 --request 申请函.docx 申请。"),
    "ready-not-covered": (
        "没有写明这张表在哪段时间完整，查无的情形都无从判断。",
        "下次上架时写 --covers。",
    ),
    "ready-stale": ("数据已过旧。", "请提供单位交付到期应交的数据。"),
    "ready-age-unknown": (
        "没有写明数据截至哪一天。",
        "下次上架时写 --as-of；运行时也可写 --as-of。",
    ),
    "sharing-consent": (
        "使用目的超出上架的合同。",
        "写 --reason，载明提供单位的同意；否则不同意。",
    ),
    "sharing-filter": ("不能按这一列限定行。", "写行政区划或者机关的列：--only 列=值。"),
    "sharing-no-table": ("这张表不在数据架上。", "先上架，或者不同意。"),
    "sharing-beyond": (
        "申请的列超出模型的需要。",
        "只申请模型要用的列（个人信息保护法第六条、第三十四条）。",
    ),
    "sharing-incomplete": ("申请不完整。", "补齐后再提出；没有登记。"),
    "correcting-said": ("没有写明哪里不对。", "写 --wrong。"),
    "correcting-column": ("这张表没有这一列。", "用 xiezhi shelf show 看这张表的列。"),
    "correcting-row": (
        "现在的版本里没有这一行。",
        "行标识取自线索或者 xiezhi shelf diff，例如 B3-S1-R145。",
    ),
    "correcting-provider": ("不清楚是哪家提供的。", "写 --provider。"),
    "correcting-answered": ("这件校核申请已经反馈过。", "数据仍然不对的，重新提出。"),
    "shelf-no-version": ("没有这一版。", "用 xiezhi shelf history 看全部版本。"),
    "shelf-no-batch": ("没有哪张表用着这一批的数据。", "用 xiezhi shelf history 看各批。"),
    "deliveries-list": (
        "上架清单无法照办。",
        "每一项都写明 table、file、provider、basis、purposes、until。",
    ),
    "contract-ended": ("合同的数据已经处置。", "按新的合同重新上架。"),
}
