"""What each step of a clue's history is called."""

from __future__ import annotations

from xiezhi_desk.ui.words import t

__all__ = ["MOVE_WORDS", "QUIET", "move_word"]

MOVE_WORDS = {
    "assign": ("分派", "assign"),
    "take": ("领取", "take"),
    "give_back": ("退回待分派", "give back"),
    "verify": ("开始核查", "begin to verify"),
    "propose_founded": ("提请认定属实", "propose as founded"),
    "propose_unfounded": ("提请认定不属实", "propose as unfounded"),
    "propose_undecidable": ("提请认定无法查清", "propose as undecidable"),
    "confirm": ("复核同意：属实", "confirm as founded"),
    "confirm_unfounded": ("复核同意：不属实", "confirm as unfounded"),
    "confirm_undecidable": ("复核同意：无法查清", "confirm as undecidable"),
    "refuse": ("复核退回", "do not confirm"),
    "withdraw": ("撤回提请", "withdraw the proposal"),
    "unfounded": ("认定不属实", "decide: unfounded"),
    "undecidable": ("认定无法查清", "decide: undecidable"),
    "transfer": ("移送其他机关", "transfer to another organ"),
    "reopen": ("重新办理", "reopen"),
    "hand_down": ("交办", "hand down"),
    "raise": ("提请提办", "raise to the office above"),
    "take_over": ("领办", "take over"),
    "send_across": ("移送其他检察院", "send to another office"),
    "urge": ("督办", "urge"),
    "receive": ("签收", "receive"),
    "feedback": ("反馈", "report back"),
    "handling": ("受理情况", "handling"),
    "snooze": ("暂缓", "put aside"),
    "wake": ("恢复办理", "take up again"),
    "restrict": ("设为限制知悉", "restrict"),
    "unrestrict": ("解除限制", "lift the restriction"),
    "name": ("指定知悉人员", "name a person"),
    "merge": ("并案", "merge"),
    "part": ("分案", "part"),
    "conflict": ("声明回避", "conflict of interest declared"),
    "arrived": ("线索产生", "raised by a model"),
    "changed": ("证据有变化", "evidence changed"),
    "gone": ("本次未再出现", "no longer raised"),
    "batch": ("编入批次", "put into a batch"),
    "unbatch": ("移出批次", "taken out of the batch"),
    "relieve": ("人员变动移交", "handed over by a leaver"),
    "blind": ("盲读完成", "read blind"),
}
"""What each step is called."""

QUIET = (
    "urge", "receive", "handling", "feedback", "snooze", "wake", "merge", "part", "conflict",
    "batch", "unbatch", "blind", "name",
)  # fmt: skip
"""Steps that leave the clue's revision as it is: a form that is open stays good."""


def move_word(name: str) -> str:
    """A step's name in the language of the page; the word itself when it has none."""
    return t(*MOVE_WORDS[name]) if name in MOVE_WORDS else name
