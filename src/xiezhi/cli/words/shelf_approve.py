"""``xiezhi shelf approve``."""

WORDS: dict[str, tuple[str, str]] = {
    "brief": (
        "同意申请",
        "agree to an application",
    ),
    "about": (
        "同意一件申请。使用目的超出上架合同的，须在 --reason 写明提供单位的同意（政务数据共享"
        "条例第二十五条）。同意后二十个工作日内授权。",
        "Agrees to an application. A purpose beyond the contracts of the table needs the "
        "consent of who gave the data, named by --reason. The grant is due within twenty "
        "working days.",
    ),
    "reason": (
        "理由，或者提供单位的同意",
        "reason, or the provider's consent",
    ),
    "examples": (
        "xiezhi shelf approve S-0001\n"
        "xiezhi shelf approve S-0002 --reason 提供单位同意函〔2031〕2号",
        "xiezhi shelf approve S-0001\n"
        "xiezhi shelf approve S-0002 --reason 提供单位同意函〔2031〕2号",
    ),
}
