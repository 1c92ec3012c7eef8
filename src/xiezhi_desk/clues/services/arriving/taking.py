"""One bundle taken in: new clues, those seen again, those that changed, those that are gone.

Everything is written in batches of a few thousand, by COPY on PostgreSQL and by one prepared
statement on SQLite, in the transaction of the caller; memory does not grow with the bundle.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone

from xiezhi_desk.audit.services import record
from xiezhi_desk.clues.records import Arrival, Clue, Sighting, Step
from xiezhi_desk.clues.selectors.routing import Router
from xiezhi_desk.clues.services import counting
from xiezhi_desk.clues.services.arriving import evidence, gone, matters
from xiezhi_desk.clues.services.arriving.rows import (
    CLUE,
    SIGHTING,
    STEP,
    Known,
    Values,
    known,
    shut,
    values_of,
)
from xiezhi_desk.clues.services.arriving.scope import earlier, scope_of
from xiezhi_desk.clues.services.counting import Place
from xiezhi_desk.clues.services.indexing import Indexer
from xiezhi_desk.clues.services.loading import Table, ahead, alone, moment, numbers, reserve
from xiezhi_desk.clues.slots import valuers
from xiezhi_desk.clues.states import Presence

if TYPE_CHECKING:
    from datetime import datetime

    from xiezhi_desk.clues.selectors.routing import Routed
    from xiezhi_desk.clues.slots import Valued
    from xiezhi_desk.library.bundles import ClueRecord, OpenBundle
    from xiezhi_desk.runs.records import Bundle

__all__ = ["receive"]

_BATCH = 5000
_REMEMBERED = 200_000
"""Sightings held in memory (40 MB); of a larger bundle they are looked up."""
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_SEEN = (
    "UPDATE clues_clue SET last_seen = %s,"
    " presence = CASE WHEN presence = 'gone' THEN 'current' ELSE presence END"
    " WHERE id IN ({})"
)


@transaction.atomic
def receive(bundle: Bundle, opened: OpenBundle) -> None:
    """Take a bundle's clues in; inside the transaction that received it.

    A clue is found by its key. The same evidence: seen again. Other evidence: *changed*, with what
    the bundle now says; its state stays, its revision rises, so that nobody decides on the older
    evidence unknowingly. An older run than the one a clue was last seen by is kept as a sighting
    and changes nothing.

    Raises:
        ValueError: The bundle names a clue twice, or one of another model.
    """
    alone()
    taking = _Taking(bundle, opened)
    for batch in ahead(opened.clues(batch=_BATCH)):
        taking.batch(batch)
    taking.close()


class _Taking:
    """The state of one import between its batches."""

    def __init__(self, bundle: Bundle, opened: OpenBundle) -> None:
        self.bundle, self.opened, self.card = bundle, opened, opened.card
        self.key = bundle.pk
        self.now: datetime = bundle.received_at
        self.at = moment(self.now)
        self.scope = scope_of(opened.card)
        self.before, self.late = earlier(bundle, self.scope)
        self.router = Router(bundle.office)
        self.value = valuers[0](timezone.localdate(self.now)) if valuers else None
        self.told: dict[str, int] = {}
        self.worths: dict[tuple[Any, ...], tuple[float, str]] = {}
        self.index = Indexer()
        self.places: Counter[Place] = Counter()
        self.done: Counter[str] = Counter()
        self.clues, self.steps = Table(Clue, CLUE), Table(Step, STEP)
        self.sightings = Table(Sighting, SIGHTING)

    def batch(self, records: list[ClueRecord]) -> None:
        """Take a batch of clues in."""
        self.worths.clear()
        there = known(one.key for one in records)
        new: list[ClueRecord] = []
        same: list[tuple[Known, ClueRecord]] = []
        changed: list[tuple[Known, ClueRecord]] = []
        for one in records:
            old = there.get(one.key)
            if old is None:
                new.append(one)
                continue
            self._guard(old)
            (same if old.evidence == one.evidence else changed).append((old, one))
        if len({one.key for one in records}) < len(records):
            raise ValueError(_TWICE)
        if new:
            self._new(new)
        if same:
            self._same(same)
        if changed:
            self._changed(changed)

    def _guard(self, old: Known) -> None:
        if old.model != self.bundle.model:
            raise ValueError(_OTHER_MODEL)
        if old.bundle == self.bundle.pk:
            raise ValueError(_TWICE)

    def _new(self, records: list[ClueRecord]) -> None:
        routes = self.router.routes(self.card.model, self.card.line, records)
        rows = matters.of(records, routes, self.at)
        matters.table().write(rows.new)
        keys = reserve(Clue, len(records))
        seen = reserve(Sighting, len(records))
        names = numbers(len(records))
        titles = (self.card.title_zh, self.card.title_en)
        clues, sightings, steps = [], [], []
        for place, one in enumerate(records):
            key, route, values = keys[place], routes[place], values_of(one)
            clues.append(
                self._row((key, names[place]), one, values, rows.of[place], seen[place], route)
            )
            sightings.append(self._sighting(seen[place], key, Sighting.Kind.NEW, one))
            self._remember(one.key, seen[place])
            steps.append((key, "arrived", "", "new", route.office, self.at, route.reason, "{}"))
            if not shut(self.card, one):
                self.places[self._place(values, route.office)] += 1
            self.index.add(key, (values.organ, values.act, *titles), values.case_number)
        self.clues.write(clues)
        self.sightings.write(sightings)
        self.steps.write(steps)
        self.done["new"] += len(records)

    def _row(
        self,
        name: tuple[int, str],
        one: ClueRecord,
        values: Values,
        matter: tuple[int, int],
        seen: int,
        route: Routed,
    ) -> tuple[Any, ...]:
        worth, why = self._worth(values)
        card = self.card
        return (
            *name, one.key, *matter, card.model, card.version, card.line,
            values.organ, values.act, values.case_number, values.grade, card.sensitivity,
            values.amount, values.amount_type, values.occurred, values.expires,
            values.suppressed, "current", seen, self.at, self.at, route.office,
            route.department, "new", self.at, shut(card, one), worth, why, 0,
        )  # fmt: skip

    def _remember(self, key: str, sighting: int) -> None:
        """Keep which sighting holds a clue's evidence, as long as they are few enough."""
        if len(self.told) <= _REMEMBERED:
            self.told[key] = sighting

    def _worth(self, values: Values) -> tuple[float, str]:
        if self.value is None:
            return 0.0, "[]"
        asked = values.grade, values.amount, values.amount_type, values.expires
        if asked not in self.worths:
            found: Valued = self.value(self.card.model, *asked)
            self.worths[asked] = found[0], _JSON(found[1])
        return self.worths[asked]

    def _place(self, values: Values, office: int) -> Place:
        return Place(
            self.card.model, office, self.card.line, values.grade, "new", values.suppressed
        )

    def _sighting(
        self, key: int, clue: int, kind: Sighting.Kind, one: ClueRecord
    ) -> tuple[Any, ...]:
        kept = one.said_text if kind in {Sighting.Kind.NEW, Sighting.Kind.CHANGED} else None
        return (key, clue, self.key, kind.value, one.evidence, kept, self.at)

    def _same(self, pairs: list[tuple[Known, ClueRecord]]) -> None:
        ids = reserve(Sighting, len(pairs))
        self.sightings.write(
            self._sighting(ids[place], old.id, Sighting.Kind.SAME, one)
            for place, (old, one) in enumerate(pairs)
        )
        self.done["same"] += len(pairs)
        current = [(old, one) for old, one in pairs if not self._older(old)]
        if not current:
            return
        places = ", ".join(["%s"] * len(current))
        with connection.cursor() as cursor:
            cursor.execute(_SEEN.format(places), [self.at, *(old.id for old, _ in current)])
        for old, one in current:
            if old.suppressed != one.suppressed or (shut(self.card, one) and not old.restricted):
                self._rewrite(old, one, None)

    def _changed(self, pairs: list[tuple[Known, ClueRecord]]) -> None:
        ids = reserve(Sighting, len(pairs))
        self.sightings.write(
            self._sighting(ids[place], old.id, Sighting.Kind.CHANGED, one)
            for place, (old, one) in enumerate(pairs)
        )
        for place, (_, one) in enumerate(pairs):
            self._remember(one.key, ids[place])
        self.done["changed"] += len(pairs)
        current = [
            (ids[place], old, one) for place, (old, one) in enumerate(pairs) if not self._older(old)
        ]
        for sighting, old, one in current:
            self._rewrite(old, one, sighting)
        self.steps.write(
            (old.id, "changed", old.state, old.state, old.office, self.at, "", "{}")
            for _, old, _ in current
        )

    def _older(self, old: Known) -> bool:
        """Whether this run is older than the one the clue was last seen changed or new by."""
        mine, its = self.card.as_of, old.as_of
        return self.now < old.last_seen if mine is None or its is None else mine < its

    def _rewrite(self, old: Known, one: ClueRecord, sighting: int | None) -> None:
        """Write what the run now says over what it said before, counters and words in step."""
        values = values_of(one)
        restricted = old.restricted or shut(self.card, one)
        changes: dict[str, Any] = {**values._asdict(), "restricted": restricted}
        if sighting is not None:
            worth, why = self._worth(values)
            changes |= {
                "latest_id": sighting,
                "last_seen": self.now,
                "presence": Presence.CHANGED,
                "model_version": self.card.version,
                "worth": worth,
                "worth_why": json.loads(why),
            }
        Clue.objects.filter(pk=old.id).update(**changes, revision=_raised())
        before = Place(old.model, old.office, old.line, old.grade, old.state, old.suppressed)
        if not old.restricted:
            self.places[before] -= 1
        if not restricted:
            after = before._replace(grade=values.grade, suppressed=values.suppressed)
            self.places[after] += 1
        titles = (self.card.title_zh, self.card.title_en)
        self.index.add(old.id, (values.organ, values.act, *titles), values.case_number)

    def close(self) -> None:
        """What follows the last clue: evidence, the gone, counters, words, the trail."""
        self.index.flush()
        if self.done["new"] or self.done["changed"]:
            whole = not self.done["same"]
            told = self.told if len(self.told) <= _REMEMBERED else None
            evidence.keep(self.bundle, self.opened, told, whole=whole)
        if not self.late and self.before:
            self.done["gone"] = gone.mark(self.bundle, self.before, self.at)
        counting.add(self.places)
        sums = {name: self.done[name] for name in ("new", "same", "changed", "gone")}
        Arrival.objects.create(
            bundle=self.bundle,
            scope=self.scope,
            late=self.late,
            compared=bool(self.before),
            **sums,
        )
        record(
            by=self.bundle.received_by,
            action="clues.arrived",
            thing=f"bundle:{self.bundle.number}",
            details=sums,
            now=self.now,
        )


_TWICE = "The bundle names one clue twice."
_OTHER_MODEL = "The bundle names a clue that another model raised."


def _raised() -> Any:
    from django.db.models import F

    return F("revision") + 1
