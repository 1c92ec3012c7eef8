"""``xiezhi pairs``."""

WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "运行之前，逐一数出模型的每个认定同一主体的步骤（match）要比较多少对：按分块的键、最大的一块、上限。"
        "不比较，不认定。超过上限的，运行时拒绝。",
        "Counts, before anything runs, the pairs that each match of a model would compare: by key, "
        "its largest group, the limit. Nothing is compared or linked. A run above the limit is "
        "refused.",
    ),
    "MODEL": ("模型名，或者自己的模型文件夹", "a model, or a folder of your own"),
    "facts": ("事实表文件夹，代替数据架", "a facts folder in place of the shelf"),
    "none": ("{model} 没有认定同一主体的步骤。", "{model} has no match."),
    "step": (
        "{model} · {step}：{left} 行 × {right} 行，比较 {pairs} 对，上限 {limit}",
        "{model} · {step}: {left} × {right} rows, {pairs} pairs to compare, limit {limit}",
    ),
    "over": ("超过上限，运行会被拒绝。", "Above the limit: a run is refused."),
    "key": ("分块的键", "key"),
    "count": ("对数", "pairs"),
    "largest": ("最大一块", "largest group"),
    "examples": (
        "xiezhi pairs examples/h2/models\nxiezhi pairs 我的模型 --facts 事实表",
        "xiezhi pairs examples/h2/models\nxiezhi pairs my-model --facts facts",
    ),
}
