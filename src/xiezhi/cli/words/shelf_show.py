"""``xiezhi shelf show``."""

WORDS: dict[str, tuple[str, str]] = {
    "brief": (
        "一张表、一份合同、一件申请",
        "a table, a contract, an application",
    ),
    "about": (
        "一张表的全部：版本、覆盖、每批来自哪里、合同；或者按编号看合同（C-）、申请（S-）、授"
        "权（A-）、处置（D-）、校核申请（K-）。不写则列出全部申请及其期限。",
        "All about a table: version, coverage, deliveries, contracts; or a contract (C-), an "
        "application (S-), an authorisation (A-), a disposal (D-), a request for correction (K-) "
        "by number. Without either: "
        "all applications and what is due.",
    ),
    "WHAT": (
        "标准表或者编号",
        "a table or a number",
    ),
    "no_applications": (
        "还没有申请。",
        "No office has asked for anything.",
    ),
    "version": (
        "第 {number} 版，{rows} 行，截至 {day}",
        "version {number}, {rows} rows, as of {day}",
    ),
    "covers": (
        "{scope}：{first} 至 {last} 完整",
        "{scope}: whole from {first} to {last}",
    ),
    "whole": (
        "整表",
        "whole table",
    ),
    "deliveries": (
        "各批：",
        "Deliveries:",
    ),
    "quarantined": (
        "隔离 {n} 行",
        "{n} rows in quarantine",
    ),
    "unconfirmed": (
        "未核对",
        "unconfirmed",
    ),
    "expired": (
        "（已到期）",
        " (expired)",
    ),
    "all_columns": (
        "全部",
        "all",
    ),
    "grade": (
        "分级",
        "grade",
    ),
    "sharing": (
        "共享属性",
        "sharing",
    ),
    "frequency": (
        "更新频率",
        "frequency",
    ),
    "conditions": (
        "使用条件",
        "conditions",
    ),
    "impact": (
        "影响评估",
        "impact assessment",
    ),
    "necessity": (
        "必要性",
        "necessity",
    ),
    "examples": (
        "xiezhi shelf show enforcement_case\nxiezhi shelf show C-0001\nxiezhi shelf show",
        "xiezhi shelf show enforcement_case\nxiezhi shelf show C-0001\nxiezhi shelf show",
    ),
}
