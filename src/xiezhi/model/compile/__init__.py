"""The verbs: one file each; this list is all that knows them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from xiezhi.model import step as steps

if TYPE_CHECKING:
    from xiezhi.model.verb import Verb

__all__ = ["VERBS", "verb_named", "verb_of"]


@lru_cache(maxsize=1)
def _verbs() -> dict[str, Verb[Any]]:
    from xiezhi.model.compile.absent import AbsentVerb
    from xiezhi.model.compile.choose import ChooseVerb
    from xiezhi.model.compile.combine import CombineVerb
    from xiezhi.model.compile.connect import ConnectVerb
    from xiezhi.model.compile.derive import DeriveVerb
    from xiezhi.model.compile.distinct import DistinctVerb
    from xiezhi.model.compile.explode import ExplodeVerb
    from xiezhi.model.compile.followed_by import FollowedByVerb
    from xiezhi.model.compile.group import GroupVerb
    from xiezhi.model.compile.join import JoinVerb
    from xiezhi.model.compile.keep import DropVerb, KeepVerb
    from xiezhi.model.compile.lookup import LookupVerb
    from xiezhi.model.compile.match import MatchVerb
    from xiezhi.model.compile.overlap import OverlapVerb
    from xiezhi.model.compile.reconcile import ReconcileVerb
    from xiezhi.model.compile.score import ScoreVerb
    from xiezhi.model.compile.settle import SettleVerb
    from xiezhi.model.compile.similar import SimilarVerb
    from xiezhi.model.compile.window import WindowVerb

    found: tuple[Verb[Any], ...] = (
        KeepVerb(),
        DropVerb(),
        DeriveVerb(),
        ChooseVerb(),
        DistinctVerb(),
        ExplodeVerb(),
        JoinVerb(),
        AbsentVerb(),
        FollowedByVerb(),
        OverlapVerb(),
        GroupVerb(),
        WindowVerb(),
        CombineVerb(),
        LookupVerb(),
        SettleVerb(),
        ReconcileVerb(),
        ScoreVerb(),
        MatchVerb(),
        SimilarVerb(),
        ConnectVerb(),
    )
    return {verb.word: verb for verb in found}


_WORDS: dict[type, str] = {
    steps.Derive: "derive",
    steps.Choose: "choose",
    steps.Distinct: "distinct",
    steps.Explode: "explode",
    steps.Join: "join",
    steps.Absent: "absent",
    steps.Group: "group",
    steps.Combine: "combine",
    steps.FollowedBy: "followed_by",
    steps.Overlap: "overlap",
    steps.Window: "window",
    steps.Lookup: "lookup",
    steps.Settle: "settle",
    steps.Reconcile: "reconcile",
    steps.Score: "score",
    steps.Match: "match",
    steps.Similar: "similar",
    steps.Connect: "connect",
}
VERBS = ("keep", "drop", *_WORDS.values())


def verb_named(word: str) -> Verb[Any] | None:
    """The verb of that word; None when there is none."""
    return _verbs().get(word)


def verb_of(step: steps.Step) -> Verb[Any]:
    """The verb of a step."""
    if isinstance(step, steps.Keep):
        return _verbs()["drop" if step.negated else "keep"]
    return _verbs()[_WORDS[type(step)]]
