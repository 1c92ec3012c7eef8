"""``xiezhi shelf list``."""

WORDS: dict[str, tuple[str, str]] = {
    "brief": ("列出数据架上的表", "list the tables"),
    "about": (
        "每张表一行：行数、版本、数据截至哪一天、提供机关、合同及其有效期。",
        "One line a table: rows, version, the day the data describe, provider, contract and its "
        "last day.",
    ),
    "examples": ("xiezhi shelf list", "xiezhi shelf list"),
}
