"""``xiezhi shelf catalogue``."""

WORDS: dict[str, tuple[str, str]] = {
    "brief": (
        "数据目录",
        "the catalogue of data",
    ),
    "about": (
        "数据目录：名称、数据项、提供单位、格式、更新频率、共享属性、共享方式、使用条件、分类"
        "分级（政务数据共享条例第十三条）。",
        "The catalogue of data: name, items, provider, form, frequency, sharing attribute, "
        "way, conditions, grade.",
    ),
    "out": (
        "写成 CSV",
        "write CSV",
    ),
    "written": (
        "{n} 条写入 {out}",
        "{n} entries in {out}",
    ),
    "examples": (
        "xiezhi shelf catalogue\nxiezhi shelf catalogue --out 目录.csv",
        "xiezhi shelf catalogue\nxiezhi shelf catalogue --out 目录.csv",
    ),
}
