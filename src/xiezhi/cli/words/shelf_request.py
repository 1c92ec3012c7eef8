"""``xiezhi shelf request``."""

WORDS: dict[str, tuple[str, str]] = {
    "brief": (
        "申请使用一张表",
        "ask for a table",
    ),
    "about": (
        "向数据架申请一张表：写明使用依据、使用场景、使用范围、共享方式、使用时限（政务数据共"
        "享条例第二十条，检察院参照执行）。写了 --model 的，只能申请该模型要用的列。缺什么一"
        "次告知。",
        "Asks for a table of the shelf: legal basis, scene, scope, way, term of use. With "
        "--model, only columns that the model needs may be asked for. What is missing is "
        "told at once.",
    ),
    "basis": (
        "使用依据：法律和条文；可以重复",
        "legal basis: law and article; may be repeated",
    ),
    "scene": (
        "使用场景：用来做什么",
        "scene: what it is used for",
    ),
    "purpose": (
        "使用目的；不写则为模型的目的；可以重复",
        "purpose of use; the model's if absent; may be repeated",
    ),
    "model": (
        "用于哪个模型",
        "the model it is for",
    ),
    "columns": (
        "数据项，逗号隔开；不写则为模型要用的列",
        "columns, by commas; those the model needs if absent",
    ),
    "rows": (
        "要哪些行，用文字说明",
        "which rows, in words",
    ),
    "way": (
        "共享方式：shelf、file、batch、service",
        "way of sharing: shelf, file, batch, service",
    ),
    "since": (
        "从哪一天起使用；不写则今天",
        "first day of use; today if absent",
    ),
    "until": (
        "使用到哪一天",
        "last day of use",
    ),
    "second": (
        "同一张表的另一用途：原授权的编号",
        "a second use of the same table: number of the first grant",
    ),
    "done": (
        "申请已登记：{number}",
        "put down as {number}",
    ),
    "examples": (
        "xiezhi shelf request pension_payment --office 某县人民检察院 --model "
        "pension-after-death --basis 检察院组织法#21 --scene 核对本县死亡人员养老金 --until "
        "2031-12-31",
        "xiezhi shelf request pension_payment --office 某县人民检察院 --model "
        "pension-after-death --basis 检察院组织法#21 --scene 核对本县死亡人员养老金 --until "
        "2031-12-31",
    ),
}
