"""``xiezhi shelf authorise``."""

WORDS: dict[str, tuple[str, str]] = {
    "brief": (
        "授权人员使用敏感表",
        "authorise a person for sensitive tables",
    ),
    "about": (
        "授权具名人员在敏感表上运行模型：人员、单位、依据、表、目的、期限，由签发单位用 "
        "Ed25519 私钥签名。数据架所属单位的公钥自动列入 trusted.json，其他单位的由人加入。没"
        "有这样的授权，运行被拒绝。",
        "Lets a named person run models over sensitive tables: person, office, basis, "
        "tables, purposes, term, signed with the issuing office's Ed25519 key. The shelf's "
        "own office is put into trusted.json by itself, others by hand. Without it a run is "
        "refused.",
    ),
    "person": (
        "谁（与运行时的 XIEZHI_WHO 一致）",
        "who, as XIEZHI_WHO says when running",
    ),
    "basis": (
        "法律依据和审批决定",
        "legal basis and decision",
    ),
    "purpose": (
        "目的；可以重复",
        "purpose; may be repeated",
    ),
    "since": (
        "从哪一天起；不写则今天",
        "first day; today if absent",
    ),
    "until": (
        "到哪一天",
        "last day",
    ),
    "sign": (
        "签发单位的 Ed25519 私钥（PEM；openssl genpkey -algorithm ed25519）",
        "the issuing office's Ed25519 key (PEM; openssl genpkey -algorithm ed25519)",
    ),
    "issuer": (
        "签发单位；不写则为数据架所属单位",
        "the issuing office; the shelf's own if absent",
    ),
    "done": (
        "{number}：{office} {person} 可在 {tables} 上运行，至 {until}",
        "{number}: {person} of {office} may run over {tables} until {until}",
    ),
    "untrusted": (
        "{issuer} 的公钥不在 trusted.json 里，这份授权还不生效。公钥：{key}",
        "The key of {issuer} is not in trusted.json: the authorisation does not count yet. "
        "Key: {key}",
    ),
    "examples": (
        "xiezhi shelf authorise drug_treatment --person 王小明 --basis 检察长批准〔2031〕5号 "
        "--purpose 行政检察 --until 2031-12-31 --sign office.pem",
        "xiezhi shelf authorise drug_treatment --person 王小明 --basis 检察长批准〔2031〕5号 "
        "--purpose 行政检察 --until 2031-12-31 --sign office.pem",
    ),
}
