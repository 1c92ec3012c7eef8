"""``xiezhi test``."""

WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "在引擎上运行模型的用例（cases.yaml），再把每个条件、排除、边界逐一改动：哪一处改动没有用例发现，"
        "就缺那样一个用例。",
        "Runs a model's stories (cases.yaml) on the engine, then flips every condition, exclusion "
        "and boundary: a mutant that no story notices names the story you lack.",
    ),
    "MODEL": (
        "all、业务条线、模型名，或者自己的模型文件夹",
        "all, a line, a model, or a folder of your own",
    ),
    "stories_only": ("只运行用例，不做改动", "the stories only, no mutants"),
    "mutants_of": ("改动 {model}", "mutants of {model}"),
    "stories": ("{model}：用例 {passed}/{all} 通过", "{model}: {passed} of {all} stories hold"),
    "failed": ("  未通过：{story}", "  does not hold: {story}"),
    "mutants": ("  改动 {killed}/{all} 被发现", "  {killed} of {all} mutants noticed"),
    "survived": ("  没有用例发现：{mutant}", "  no story notices: {mutant}"),
    "examples": (
        "xiezhi test probation-period-fixed-term\nxiezhi test criminal --stories-only",
        "xiezhi test probation-period-fixed-term\nxiezhi test criminal --stories-only",
    ),
}
