"""The rules that send new clues to offices: added, put in order, taken away. Each is recorded.

How they are read stands in ``selectors.routing``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from xiezhi_desk.audit.services import record
from xiezhi_desk.clues.records import Route

if TYPE_CHECKING:
    from datetime import datetime

    from xiezhi_desk.accounts.records import Person

__all__ = ["add_rule", "move_rule", "remove_rule"]


@transaction.atomic
def add_rule(rule: Route, *, by: Person, now: datetime) -> Route:
    """Put a rule behind its owner's others, or at its place; those from there on move by one."""
    rules = _of(rule)
    place = min(max(rule.place or len(rules) + 1, 1), len(rules) + 1)
    rules.insert(place - 1, rule)
    rule.place = place
    rule.save()
    _number(rules)
    record(by=by, action="route.added", thing=f"route:{rule.pk}", reason=rule.reason, now=now)
    return rule


@transaction.atomic
def move_rule(rule: Route, place: int, *, by: Person, now: datetime) -> None:
    """Give a rule another place."""
    rules = [one for one in _of(rule) if one.pk != rule.pk]
    rules.insert(min(max(place, 1), len(rules) + 1) - 1, rule)
    _number(rules)
    record(by=by, action="route.moved", thing=f"route:{rule.pk}", details={"place": place}, now=now)


@transaction.atomic
def remove_rule(rule: Route, *, by: Person, now: datetime) -> None:
    """Take a rule away; clues that it sent stay where they are."""
    pk, rules = rule.pk, _of(rule)
    rule.delete()
    _number([one for one in rules if one.pk != pk])
    record(by=by, action="route.removed", thing=f"route:{pk}", reason=rule.reason, now=now)


def _of(rule: Route) -> list[Route]:
    """The owner's rules, held for this change."""
    return list(Route.objects.select_for_update().filter(owner_id=rule.owner_id))


def _number(rules: list[Route]) -> None:
    for place, rule in enumerate(rules, start=1):
        if rule.pk is not None and rule.place != place:
            rule.place = place
            rule.save(update_fields=["place"])
