"""``xiezhi shelf grant``."""

WORDS: dict[str, tuple[str, str]] = {
    "brief": (
        "授权使用",
        "open a table to an office",
    ),
    "about": (
        "授权一个单位使用已同意的表；--only 只给本辖区的行（行政区划或者机关的列）。行的范围"
        "由引擎限定，模型看不到别的行；此后何处完整也只按给出的范围算。",
        "Opens an approved table to the office; --only shows the rows of its jurisdiction. "
        "The engine shows no other row to any model, and coverage counts for those rows only.",
    ),
    "only": (
        "只给这些行，例如 division=320830 或者 court=甲院,乙院",
        "these rows only, for instance division=320830 or court=A,B",
    ),
    "below": (
        "值是行政区划代码的开头，下级一并给",
        "values are beginnings of division codes: what lies below is included",
    ),
    "bad_only": (
        "{text} 不是 列=值。",
        "{text} is not COLUMN=VALUE.",
    ),
    "examples": (
        "xiezhi shelf grant S-0001 --only division=3208 --below\nxiezhi shelf grant S-0002",
        "xiezhi shelf grant S-0001 --only division=3208 --below\nxiezhi shelf grant S-0002",
    ),
}
