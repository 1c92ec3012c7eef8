"""Seeing names."""

WORDS: dict[str, tuple[str, str]] = {
    "reveal": (
        "不遮盖姓名和号码；须写明 --who 和 --why",
        "do not cover names and numbers; needs --who and --why",
    ),
    "who": ("谁要看", "who asks"),
    "why": ("为什么要看", "for what reason"),
    "without": (
        "--who 和 --why 只与 --reveal 一起使用。",
        "--who and --why go with --reveal.",
    ),
    "incomplete": (
        "--reveal 须写明谁（--who）和为什么（--why）；两者都会写入结果。",
        "--reveal needs who (--who) and why (--why); both are written into the result.",
    ),
}
