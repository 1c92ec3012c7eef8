"""``xiezhi shelf quality``."""

WORDS: dict[str, tuple[str, str]] = {
    "brief": (
        "数据质量",
        "how good a table is",
    ),
    "about": (
        "按阈值检查一张表：完整、唯一、有效、合理、关联、时效、数量变动；报告（HTML、JSON）和"
        "全部不合的行（parquet）留在工作区。",
        "Checks a table against thresholds: completeness, uniqueness, validity, "
        "plausibility, referential, freshness, volume. Report (HTML, JSON) and all failing "
        "rows (parquet) are kept in the workspace.",
    ),
    "version": (
        "哪一版；不写则现行版本",
        "which version; the current one if absent",
    ),
    "all": (
        "达标的也列出",
        "list what passed as well",
    ),
    "strict": (
        "有严重问题时退出码为 1",
        "exit code 1 when there is an error",
    ),
    "kept": (
        "报告 {page}\n不合的行 {rows}",
        "report {page}\nfailing rows {rows}",
    ),
    "summary": (
        "{table}：{rows} 行，{checks} 项检查，{failed} 项不达标，最重：{worst}",
        "{table}: {rows} rows, {checks} checks, {failed} failed, worst: {worst}",
    ),
    "state": (
        "结论",
        "state",
    ),
    "check": (
        "检查",
        "check",
    ),
    "column": (
        "列",
        "column",
    ),
    "share": (
        "比例",
        "share",
    ),
    "asked": (
        "要求",
        "asked",
    ),
    "why": (
        "说明",
        "why",
    ),
    "error": (
        "严重",
        "error",
    ),
    "warning": (
        "注意",
        "warning",
    ),
    "notice": (
        "提示",
        "notice",
    ),
    "passed": (
        "达标",
        "passed",
    ),
    "noted": (
        "仅记录",
        "noted",
    ),
    "not_applicable": (
        "不适用",
        "n/a",
    ),
    "examples": (
        "xiezhi shelf quality enforcement_case\n"
        "xiezhi shelf quality enforcement_case --all --strict",
        "xiezhi shelf quality enforcement_case\n"
        "xiezhi shelf quality enforcement_case --all --strict",
    ),
}
