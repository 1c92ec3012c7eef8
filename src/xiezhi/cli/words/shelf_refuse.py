"""``xiezhi shelf refuse``."""

WORDS: dict[str, tuple[str, str]] = {
    "brief": (
        "不同意申请",
        "refuse an application",
    ),
    "about": (
        "不同意一件申请，说明理由。",
        "Says no to an application, and why.",
    ),
    "reason": (
        "理由（必写）",
        "why; must be given",
    ),
    "examples": (
        "xiezhi shelf refuse S-0001 --reason 与该院职责无关",
        "xiezhi shelf refuse S-0001 --reason 与该院职责无关",
    ),
}
