"""``xiezhi shelf revoke``."""

WORDS: dict[str, tuple[str, str]] = {
    "brief": (
        "收回授权",
        "take a grant back",
    ),
    "about": (
        "收回授权，说明理由：共享目的已实现、超出目的使用拒不整改等。对方此后看不到这张表；已"
        "有的每次使用仍在记录里。",
        "Takes a grant back and says why. The office sees nothing of the table from then on; "
        "uses stay in the log.",
    ),
    "reason": (
        "理由（必写）",
        "why; must be given",
    ),
    "examples": (
        "xiezhi shelf revoke S-0001 --reason 共享目的已实现",
        "xiezhi shelf revoke S-0001 --reason 共享目的已实现",
    ),
}
