"""What a person decided about two rows of a match: one and the same, or not; who, when and why.

Part of the office's own adjustments, so that a decision is kept and holds on the next run::

    judge:
    - {step: linked, left: {employer: A, city: B}, right: {entity: C}, answer: different,
       who: 甲某, on: 2031-05-02, why: 住所地不同}
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, cast

from xiezhi.kernel.errors import Problem
from xiezhi.model.linking import Match
from xiezhi.rulebook.yaml_nodes import Mapping, Scalar

if TYPE_CHECKING:
    import datetime

    from xiezhi.model.spec import Model
    from xiezhi.rulebook.form import Form
    from xiezhi.rulebook.yaml_nodes import Place

__all__ = ["Judgement", "judgement_problems", "read_judgement"]

Values = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision; it holds for every pair of rows with these values.

    Attributes:
        step: The match.
        left, right: Column → value as written, of either side: what is compared or blocked on.
        answer: ``same`` joins, ``different`` parts.
        who, on, why: Who decided, when, for what reason.
    """

    step: str
    left: Values
    right: Values
    answer: Literal["same", "different"]
    who: str
    on: datetime.date | None
    why: str
    at: Place = field(compare=False)


def read_judgement(form: Form) -> Judgement:
    """One entry of ``judge``."""
    found = Judgement(
        step=form.text("step"),
        left=_values(form, "left"),
        right=_values(form, "right"),
        answer=cast('Literal["same", "different"]', form.choice("answer", ("same", "different"))),
        who=form.text("who"),
        on=form.date("on"),
        why=form.text("why"),
        at=form.place,
    )
    if found.on is None:
        form.refuse(form.place, "A judgement has its day.", cure="on: 2031-05-02",
                    code="adjust-judgement")  # fmt: skip
    form.done()
    return found


def _values(form: Form, key: str) -> Values:
    node = form.node(key)
    found: Values = ()
    if isinstance(node, Mapping):
        found = tuple(
            (name, value.text) for name, value in node.entries.items() if isinstance(value, Scalar)
        )
    if not found:
        form.refuse(form.place_of(key), f"A judgement names the {key} row by its values.",
                    cure=f"{key}: {{name: …, city: …}}", code="adjust-judgement")  # fmt: skip
    return found


def judgement_problems(model: Model, judgements: tuple[Judgement, ...]) -> list[Problem]:
    """Judgements about steps that match nothing, or by columns that the step does not look at."""
    steps = dict(model.steps)
    found: list[Problem] = []
    for one in judgements:
        step = steps.get(one.step)
        if not isinstance(step, Match):
            found.append(
                Problem(what=f"{one.step!r} is no match of {model.id}.", where=str(one.at),
                        cure="Name a step with the verb match.", code="adjust-judgement")
            )  # fmt: skip
            continue
        for side, values in (("left", one.left), ("right", one.right)):
            known = {getattr(item, side) for item in step.compare}
            known |= {getattr(pair, side) for key in step.block for pair in key}
            for name, _ in values:
                if name not in known:
                    found.append(
                        Problem(
                            what=f"{one.step} does not look at {name!r} on the {side}.",
                            where=str(one.at),
                            why="it looks at " + ", ".join(sorted(known)),
                            cure="Name the rows by what is compared or blocked on.",
                            code="adjust-judgement",
                        )
                    )
    return found
