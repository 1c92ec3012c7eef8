"""``xiezhi shelf renew``."""

WORDS: dict[str, tuple[str, str]] = {
    "brief": (
        "续订合同",
        "renew a contract",
    ),
    "about": (
        "合同续订：新的使用期限，或者提供单位同意增加的目的。按原编号登记，原来的内容留在登记"
        "里；已上架的批次随之按新的条款使用。已处置的不能续订。",
        "Renews a contract: a new last day, or further purposes that the provider agreed to. "
        "It keeps its number, the former terms stay in the register, and deliveries under it "
        "are used on the new terms. What was disposed of cannot be renewed.",
    ),
    "NUMBER": (
        "合同编号，例如 C-0001",
        "number of the contract, for instance C-0001",
    ),
    "until": (
        "新的使用期限",
        "new last day of use",
    ),
    "basis": (
        "法律依据；不写则不变；可以重复",
        "legal basis; as before if absent; may be repeated",
    ),
    "purpose": (
        "使用目的，全部写出；不写则不变；可以重复",
        "all purposes; as before if absent; may be repeated",
    ),
    "conditions": (
        "使用条件；不写则不变",
        "conditions of use; as before if absent",
    ),
    "done": (
        "{number} 至 {until}，目的：{purposes}",
        "{number} until {until}, for {purposes}",
    ),
    "examples": (
        "xiezhi shelf renew C-0001 --until 2032-12-31",
        "xiezhi shelf renew C-0001 --until 2032-12-31",
    ),
}
