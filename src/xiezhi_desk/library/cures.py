"""What to do next at the desk, where the library's cure is an option of the command line."""

from __future__ import annotations

from xiezhi.rulebook.form import Title

__all__ = ["AT_THE_DESK"]

AT_THE_DESK: dict[str, Title] = {
    "store-same-delivery": Title(
        "无需再做；确要再装一次的，勾选“即使较旧或已上架也上架”并写明理由。",
        "Nothing is to be done; to load it once more, tick “Load although older or there already” "
        "and say why.",
    ),
    "store-older": Title(
        "向提供单位要新的数据；确要装旧的，勾选“即使较旧或已上架也上架”并写明理由。",
        "Ask the provider for the newer data; if the older are wanted, tick “Load although older "
        "or there already” and say why.",
    ),
    "store-older-append": Title(
        "拿错文件的，换新的；补送以前时段的，填写覆盖起止；确要照装的，勾选“即使较旧或已上架也上架”"
        "并写明理由。",
        "A wrong file: take the newer one. Rows of an earlier period that were missing: fill in "
        "what they cover. Otherwise tick “Load although older or there already” and say why.",
    ),
    "store-keys": Title(
        "改用“追加”或者“替换整表”；或者请提供单位更正。",
        "Load it by append or replace, or have the provider correct it.",
    ),
    "ingest-schema-changed": Title(
        "给新的表头选好对应的列，或者勾选“接受与上次不同的表头”：没有了的列为空。",
        "Choose columns for the new titles, or tick “Accept titles that changed”: columns that "
        "are gone are empty.",
    ),
    "mapping-missing-column": Title(
        "给这一列选一个表头。", "Choose the title that gives this column."
    ),
    "contract-impact-assessment": Title(
        "填写影响评估记录（个人信息保护法第五十五条、第五十六条）。",
        "Fill in the recorded impact assessment.",
    ),
    "contract-necessity": Title(
        "填写必要性说明（个人信息保护法第二十八条、第三十四条）。",
        "Fill in why these data are necessary.",
    ),
    "contract-purpose-missing": Title("勾选使用目的。", "Tick the purposes."),
    "contract-basis-missing": Title("填写法律依据。", "Fill in the legal basis."),
    "contract-provider": Title("填写提供单位。", "Fill in the provider."),
}
