"""One bundle taken in: new clues, those seen again, those that changed, those that are gone.

Everything is written in batches of a few thousand, by COPY on PostgreSQL and by one prepared
statement on SQLite, in the transaction of the caller; memory does not grow with the bundle. While
PostgreSQL writes a batch, the next one is made: what the base must say about a batch is asked
before the batch before it is written, and what that one brings is remembered.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

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
from xiezhi_desk.clues.services.loading import (
    Behind,
    Table,
    ahead,
    alone,
    moment,
    numbers,
    reserve,
)
from xiezhi_desk.clues.slots import valuers
from xiezhi_desk.clues.states import Presence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from xiezhi_desk.clues.selectors.routing import Routed
    from xiezhi_desk.library.bundles import ClueRecord, OpenBundle
    from xiezhi_desk.runs.records import Bundle

__all__ = ["receive"]

_BATCH = 5000
_REMEMBERED = 200_000
"""Sightings held in memory (40 MB); of a larger bundle they are looked up."""
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
    with Behind() as behind:
        taking = _Taking(bundle, opened, behind)
        for batch in ahead(opened.clues(batch=_BATCH)):
            taking.batch(batch)
        behind.finish()
        taking.close()


class _Sorted(NamedTuple):
    """A batch beside what the base knows of it."""

    new: list[ClueRecord]
    same: list[tuple[Known, ClueRecord]]
    changed: list[tuple[Known, ClueRecord]]


class _Fresh(NamedTuple):
    """New clues with all that was asked of the base for them.

    Attributes:
        clues, sightings: Ids.
    """

    records: list[ClueRecord]
    routes: list[Routed]
    rows: matters.Matters
    clues: Sequence[int]
    sightings: Sequence[int]


class _Taking:
    """The state of one import between its batches."""

    def __init__(self, bundle: Bundle, opened: OpenBundle, behind: Behind) -> None:
        self.bundle, self.opened, self.card = bundle, opened, opened.card
        self.behind = behind
        self.key = bundle.pk
        self.now: datetime = bundle.received_at
        self.at = moment(self.now)
        self.scope = scope_of(opened.card)
        self.before, self.late = earlier(bundle, self.scope)
        self.router = Router(bundle.office)
        self.value = valuers[0](timezone.localdate(self.now)) if valuers else None
        self.told: dict[str, int] = {}
        self.before_keys: set[str] = set()
        self.before_matters: dict[str, int] = {}
        self.index = Indexer()
        self.places: Counter[Place] = Counter()
        self.done: Counter[str] = Counter()
        self.clues, self.steps = Table(Clue, CLUE), Table(Step, STEP)
        self.sightings, self.matters = Table(Sighting, SIGHTING), matters.table()

    def batch(self, records: list[ClueRecord]) -> None:
        """Take a batch of clues in; the new ones are written while the next batch is made."""
        found = self._sorted(records)
        fresh = self._asked(found.new)
        self.behind.start()
        self._new(fresh)
        self.behind.settle()
        self.index.write_full()
        if found.same:
            self._same(found.same)
        if found.changed:
            self._changed(found.changed)

    def _sorted(self, records: list[ClueRecord]) -> _Sorted:
        keys = {one.key for one in records}
        if len(keys) < len(records) or not keys.isdisjoint(self.before_keys):
            raise ValueError(_TWICE)
        self.before_keys, there = keys, known(keys)
        found = _Sorted([], [], [])
        for one in records:
            old = there.get(one.key)
            if old is None:
                found.new.append(one)
                continue
            self._guard(old)
            (found.same if old.evidence == one.evidence else found.changed).append((old, one))
        return found

    def _guard(self, old: Known) -> None:
        if old.model != self.bundle.model:
            raise ValueError(_OTHER_MODEL)
        if old.bundle == self.bundle.pk:
            raise ValueError(_TWICE)

    def _asked(self, records: list[ClueRecord]) -> _Fresh:
        routes = self.router.routes(self.card.model, self.card.line, records)
        rows = matters.of(records, routes, self.at, self.before_matters)
        self.before_matters = {key: pk for pk, _, key, *_ in rows.new}
        count = len(records)
        return _Fresh(records, routes, rows, reserve(Clue, count), reserve(Sighting, count))

    def _new(self, fresh: _Fresh) -> None:
        names = numbers(len(fresh.records))
        titles = (self.card.title_zh, self.card.title_en)
        clues, sightings, steps = [], [], []
        for place, one in enumerate(fresh.records):
            key, seen, route = fresh.clues[place], fresh.sightings[place], fresh.routes[place]
            values = values_of(one)
            matter = fresh.rows.of[place]
            clues.append(self._row((key, names[place]), one, values, matter, seen, route))
            sightings.append(self._sighting(seen, key, Sighting.Kind.NEW, one))
            self._remember(one.key, seen)
            steps.append((key, "arrived", "", "new", route.office, self.at, route.reason, "{}"))
            if not shut(self.card, one):
                self.places[self._place(values, route.office)] += 1
            self.index.add(key, (values.organ, values.act, *titles), values.case_number)
        self.behind.put(self.matters, fresh.rows.new)
        self.behind.put(self.clues, clues)
        self.behind.put(self.sightings, sightings)
        self.behind.put(self.steps, steps)
        self.done["new"] += len(fresh.records)

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
        return self.value(self.card.model, *asked)

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
            evidence.keep(self.bundle, self.opened, told, self.behind, whole=whole)
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
