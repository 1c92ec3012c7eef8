"""Does some story notice each mutant of a model?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xiezhi.kernel.errors import XiezhiError
from xiezhi.model.mutate import mutants
from xiezhi.run.stories import Teller, waits

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xiezhi.engine.base import Session
    from xiezhi.model.mutate import Mutant
    from xiezhi.model.rules import Rules
    from xiezhi.model.spec import Model
    from xiezhi.model.stories import Story

__all__ = ["MutationResult", "Survivor", "mutate"]


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that every story let pass.

    Attributes:
        what: Step or exclusion and what was changed.
        where: Place of what was changed.
    """

    what: str
    where: str


@dataclass(frozen=True, slots=True)
class MutationResult:
    """What became of a model's mutants.

    Attributes:
        killed: Mutants that some story noticed.
        stillborn: Mutants that no engine would run: the check at load refuses them.
        equal: Mutants that compile to the same statements: no other model.
        survivors: Mutants that every story let pass.
    """

    killed: int
    stillborn: int
    equal: int
    survivors: tuple[Survivor, ...]

    @property
    def total(self) -> int:
        """Mutants that could be told apart."""
        return self.killed + len(self.survivors)


def mutate(
    model: Model,
    stories: Sequence[Story],
    session: Session,
    rules: Rules,
    told: Callable[[int, str], None] | None = None,
) -> MutationResult:
    """Tell the stories on every mutant until one differs.

    Args:
        model: A model whose stories hold.
        stories: Its stories.
        session: Any session.
        rules: The rulebook.
        told: Progress: how many mutants are done, and the last.
    """
    killed = stillborn = equal = 0
    survivors: list[Survivor] = []
    order, teller = list(stories), Teller(session, rules)
    for number, mutant in enumerate(mutants(model), 1):
        fate = _fate(mutant, model, order, teller)
        killed += fate == "killed"
        stillborn += fate == "stillborn"
        equal += fate == "equal"
        if fate == "survived":
            survivors.append(Survivor(mutant.name, mutant.where))
        if told is not None:
            told(number, mutant.name)
    return MutationResult(killed, stillborn, equal, tuple(survivors))


def _fate(mutant: Mutant, model: Model, stories: list[Story], teller: Teller) -> str:
    if _statements(mutant.model, stories, teller) is None:
        return "stillborn"
    for counting in (False, True):  # most mutants show in the clues; counting costs as much again
        for place, story in enumerate(stories):
            if counting and not waits(story):
                continue
            if not teller.tell(mutant.model, story, counting=counting).passed:
                # what noticed one mutant of a place often notices the next
                stories.insert(0, stories.pop(place))
                return "killed"
    same = _statements(mutant.model, stories, teller) == _statements(model, stories, teller)
    return "equal" if same else "survived"


def _statements(model: Model, stories: list[Story], teller: Teller) -> tuple[str, ...] | None:
    """What each story would run; None when the model cannot be compiled."""
    try:
        compiled = [teller.compiled(model, story) for story in stories]
    except XiezhiError:
        return None
    return tuple(one.clues_sql + one.staged.counts + repr(one.prepared) for one in compiled)
