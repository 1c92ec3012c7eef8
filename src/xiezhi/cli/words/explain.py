"""``xiezhi explain``."""

WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "把模型写成法律人可以审阅、签字的文字（Markdown）：监督谁的什么职责、依据的条文、所用的数据、"
        "每个步骤、怎样才不成立、线索写明什么、要核对什么。由模型的步骤生成，不会与运行的不一致。",
        "Writes a model as prose that a lawyer can read and sign (Markdown): whom it supervises in "
        "which duty, the law with its text, the data, every step, what makes it innocent, what a "
        "clue shows and asks. Made from the steps that run, so it cannot differ from them.",
    ),
    "MODEL": (
        "模型名、业务条线，或者自己的模型文件夹",
        "a model, a line, or a folder of your own",
    ),
    "between": ("\n\n---\n\n", "\n\n---\n\n"),
    "examples": (
        "xiezhi explain sentence-dates-wrong\n"
        "xiezhi explain sentence-dates-wrong --lang en > model.md",
        "xiezhi explain sentence-dates-wrong\n"
        "xiezhi explain sentence-dates-wrong --lang zh > model.md",
    ),
}
