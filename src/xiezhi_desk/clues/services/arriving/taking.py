"""One bundle taken in: new clues, those seen again, those that changed, those that are gone.

Everything is written in batches of a few thousand, by COPY on PostgreSQL and by one prepared
statement on SQLite, in the transaction of the caller; memory does not grow with the bundle. New
clues stay columns from the bundle's files to the database; only those that are there already are
looked at one by one. While PostgreSQL writes a batch, the next one is made: what the base must say
about a batch is asked before the batch before it is written, and what that one brings is
remembered.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from xiezhi_desk.audit.services import record
from xiezhi_desk.clues import facts
from xiezhi_desk.clues.records import Arrival, Clue, Sighting, Step
from xiezhi_desk.clues.selectors.routing import Router
from xiezhi_desk.clues.services import counting
from xiezhi_desk.clues.services.arriving import evidence, gone, matters
from xiezhi_desk.clues.services.arriving.rows import (
    CLUE,
    SIGHTING,
    STEP,
    Known,
    ValueColumns,
    columns_of,
    known,
    shut,
    shut_column,
    values_of,
)
from xiezhi_desk.clues.services.arriving.scope import earlier, scope_of
from xiezhi_desk.clues.services.columns import ids_of
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
from xiezhi_desk.library.bundles import records_of

if TYPE_CHECKING:
    from datetime import datetime

    import pyarrow as pa

    from xiezhi_desk.library.bundles import ClueRecord, OpenBundle
    from xiezhi_desk.runs.records import Bundle

__all__ = ["receive"]

_BATCH = 5000
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
        try:
            for table in ahead(opened.clue_tables(batch=_BATCH)):
                taking.batch(table)
            behind.finish()
        except IntegrityError as error:
            if taking.first and any(name in str(error) for name in _KEY_THERE):
                raise ValueError(_OTHER_OR_TWICE) from error
            raise
        taking.close()


class _Sorted(NamedTuple):
    """A batch beside what the base knows of it."""

    new: pa.RecordBatch
    same: list[tuple[Known, ClueRecord]]
    changed: list[tuple[Known, ClueRecord]]


class _Fresh(NamedTuple):
    """New clues with all that was asked of the base for them.

    Attributes:
        offices, departments, reasons: Where each goes, and why.
        clues, sightings: Ids.
    """

    table: pa.RecordBatch
    offices: pa.Array
    departments: pa.Array
    reasons: pa.Array
    matters: matters.Matters
    clues: pa.Array
    sightings: pa.Array


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
        # Of a model's first bundle no clue can be there: 100,000 keys need not be looked up.
        self.first = not Clue.objects.filter(model=bundle.model).exists()
        self.router = Router(bundle.office)
        self.value = valuers[0](timezone.localdate(self.now)) if valuers else None
        self.before_keys: set[str] = set()
        self.before_matters: dict[str, int] = {}
        self.index = Indexer()
        self.places: Counter[Place] = Counter()
        self.done: Counter[str] = Counter()
        self.clues, self.steps = Table(Clue, CLUE), Table(Step, STEP)
        self.sightings, self.matters = Table(Sighting, SIGHTING), matters.table()

    def batch(self, table: pa.RecordBatch) -> None:
        """Take a batch of clues in; the new ones are written while the next batch is made."""
        found = self._sorted(table)
        fresh = self._asked(found.new) if found.new.num_rows else None
        self.behind.start()
        if fresh is not None:
            self._new(fresh)
        self.behind.settle()
        self.index.write_full()
        if found.same:
            self._same(found.same)
        if found.changed:
            self._changed(found.changed)

    def _sorted(self, table: pa.RecordBatch) -> _Sorted:
        import pyarrow as pa
        import pyarrow.compute as pc

        told: list[str] = table.column("key").to_pylist()
        keys = set(told)
        if len(keys) < len(told) or not keys.isdisjoint(self.before_keys):
            raise ValueError(_TWICE)
        self.before_keys, there = keys, {} if self.first else known(told)
        if not there:
            return _Sorted(table, [], [])
        old = pa.array([key in there for key in told], pa.bool_())
        found = _Sorted(table.filter(pc.invert(old)), [], [])
        for one in records_of(table.filter(old)):
            before = there[one.key]
            self._guard(before)
            (found.same if before.evidence == one.evidence else found.changed).append((before, one))
        return found

    def _guard(self, old: Known) -> None:
        if old.model != self.bundle.model:
            raise ValueError(_OTHER_MODEL)
        if old.bundle == self.bundle.pk:
            raise ValueError(_TWICE)

    def _asked(self, table: pa.RecordBatch) -> _Fresh:
        import pyarrow as pa

        organs = table.column("organ").dictionary_encode()
        model, line = self.card.model, self.card.line
        routes = [self.router.route(model, line, one) for one in organs.dictionary.to_pylist()]
        kinds = (pa.int64(), pa.int64(), pa.string())
        office, department, reason = (
            pa.array(told, kind).take(organs.indices)
            for told, kind in zip(zip(*routes, strict=True), kinds, strict=True)
        )
        found = matters.of(table, office, self.at, self.before_matters)
        self.before_matters = found.ids
        ids = (ids_of(reserve(record, table.num_rows)) for record in (Clue, Sighting))
        return _Fresh(table, office, department, reason, found, *ids)

    def _new(self, fresh: _Fresh) -> None:
        card, table, at = self.card, fresh.table, self.at
        values = columns_of(table)
        closed = shut_column(card, table)
        worth, why = self._worths(values)
        steps = (fresh.clues, "arrived", "", "new", fresh.offices, at, fresh.reasons, "{}")
        self.behind.put(self.matters, fresh.matters.new)
        self.behind.put(
            self.clues,
            (
                fresh.clues, numbers(table.num_rows), table.column("key"),
                fresh.matters.now, fresh.matters.own, card.model, card.version, card.line,
                values.organ, values.act, values.case_number, values.grade, card.sensitivity,
                values.amount, values.amount_type, values.occurred, values.expires,
                values.suppressed, "current", fresh.sightings, at, at, fresh.offices,
                fresh.departments, "new", at, closed, worth, why, 0,
            ),
        )  # fmt: skip
        self.behind.put(
            self.sightings,
            (
                fresh.sightings, fresh.clues, self.key, "new", table.column("evidence"),
                table.column("said_text"), table.column("links_text"), at,
            ),
        )  # fmt: skip
        self.behind.put(self.steps, steps)
        self._count(values, fresh.offices, closed)
        texts = (values.organ, values.act)
        common = (card.title_zh, card.title_en, *facts.common(card.model, card.line))
        told = {name: getattr(values, name) for name in facts.TOLD}
        self.index.add_all(fresh.clues, texts, common, values.case_number, told)
        self.done["new"] += table.num_rows

    def _count(self, values: ValueColumns, offices: pa.Array, closed: pa.Array) -> None:
        """Count new clues; those of the restricted channel are not."""
        told = (values.grade, offices, values.suppressed, closed)
        found = Counter(zip(*(one.to_pylist() for one in told), strict=True))
        for (grade, office, suppressed, hidden), number in found.items():
            if not hidden:
                place = Place(self.card.model, office, self.card.line, grade, "new", suppressed)
                self.places[place] += number

    def _worths(self, values: ValueColumns) -> tuple[pa.Array, pa.Array]:
        import pyarrow as pa

        asked = (values.grade, values.amount, values.amount_type, values.expires)
        told = [self._worth(*one) for one in zip(*(one.to_pylist() for one in asked), strict=True)]
        worth, why = zip(*told, strict=True)
        return pa.array(worth, pa.float64()), pa.array(why, pa.string())

    def _worth(self, grade: str, amount: Any, kind: str, expires: Any) -> tuple[float, str]:
        if self.value is None:
            return 0.0, "[]"
        return self.value(self.card.model, grade, amount, kind, expires)

    def _sighting(
        self, key: int, clue: int, kind: Sighting.Kind, one: ClueRecord
    ) -> tuple[Any, ...]:
        kept = (one.said_text, one.links_text) if kind == Sighting.Kind.CHANGED else (None, None)
        return (key, clue, self.key, kind.value, one.evidence, *kept, self.at)

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
            asked = values.grade, values.amount, values.amount_type, values.expires
            worth, why = self._worth(*asked)
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
        told = facts.facts(
            old.model, old.line, values.grade, values.amount, values.occurred, values.expires
        )
        self.index.add(old.id, (values.organ, values.act, *titles, *told), values.case_number)

    def close(self) -> None:
        """What follows the last clue: evidence, the gone, counters, words, the trail."""
        self.index.flush()
        if self.done["new"] or self.done["changed"]:
            whole = not self.done["same"]
            evidence.keep(self.bundle, self.opened, self.behind, whole=whole)
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
_OTHER_OR_TWICE = "The bundle names a clue that another model raised, or names one twice."
_KEY_THERE = ("clue_key", "clues_clue.key")
"""How PostgreSQL and SQLite name the rule that a key stands once."""


def _raised() -> Any:
    from django.db.models import F

    return F("revision") + 1
