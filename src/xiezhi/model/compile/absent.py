"""``absent``: events without the answer that was due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.relation import ROW, UNKNOWN, Relation
from xiezhi.model.step import Absent
from xiezhi.model.verb import Body, Link, Verb
from xiezhi.sql.types import Type

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.describing import Describing
    from xiezhi.model.making import Making
    from xiezhi.model.reading import Reading
    from xiezhi.model.verb import Origin
    from xiezhi.rulebook.form import Form

__all__ = ["AbsentVerb"]

_NO_DAY = "cast(null as date)"
_DUE, _WAITING = "due_date", "days_waiting"


class AbsentVerb(Verb[Absent]):
    """Every event is a hit, answered, pending or not checkable; nothing else.

    A window is decided when it lies inside the coverage of the searched table and its last day is
    past; an answer that is there counts wherever it lies in the window.
    """

    word = "absent"

    def read(self, form: Form, reading: Reading) -> Absent:
        """``{event, expected, keys, after, dated, within, scope}``."""
        return Absent(
            event=form.text("event"),
            expected=form.text("expected"),
            key=reading.key(form),
            after=form.text("after", "") or None,
            dated=form.text("dated", "") or None,
            within=reading.length(form, "within"),
            scope=form.text("scope", "") or None,
            at=form.place,
        )

    def describe(self, step: Absent, name: str, describing: Describing) -> Relation:
        """The event's columns, the last day of the window and the days waited so far."""
        event = describing.relation(step.event, step.at)
        expected = describing.relation(step.expected, step.at)
        describing.key(step.key, event, expected)
        if step.after is None:
            if step.within is not None or step.dated is not None:
                describing.refuse(step.at, "A window needs the column it begins with.",
                                  cure="Write after: <date column of the event>.",
                                  code="absent-after")  # fmt: skip
            return event
        self._dates(step, event, expected, describing)
        self._coverage(step, event, expected, describing)
        made = {_WAITING: Type("days", "INTEGER")}
        if step.within is not None:
            made[_DUE] = Type("date", "DATE")
        for column in made:
            describing.new_name(column, event, step.at, {})
        return event.like(name, {**event.columns, **made})

    def _dates(
        self, step: Absent, event: Relation, expected: Relation, describing: Describing
    ) -> None:
        after = describing.has(event, step.after or "", step.at)
        if after != UNKNOWN and not after.is_date:
            describing.refuse(step.at, f"after is a date, {step.after} is {after}.",
                              code="type-argument")  # fmt: skip
        dated = _dated(step, expected)
        if dated is None:
            describing.refuse(
                step.at,
                f"Which date of {step.expected} answers?",
                cure="Write dated: <date column>, and declare it in the input.",
                code="absent-dated",
            )
            return
        kind = describing.has(expected, dated, step.at)
        if kind != UNKNOWN and not kind.is_date:
            describing.refuse(step.at, f"dated is a date, {dated} is {kind}.", code="type-argument")

    def _coverage(
        self, step: Absent, event: Relation, expected: Relation, describing: Describing
    ) -> None:
        covers = [describing.model.input(name) for name in sorted(expected.inputs)]
        if not any(item.covers for item in covers) and expected.inputs:
            describing.refuse(
                step.at,
                f"{step.expected} promises no coverage: absence cannot be decided.",
                cure="Write covers: {need: complete} in the input it is searched in.",
                code="absent-coverage",
            )
        for item in covers:
            if item.covers is None or item.covers.by is None:
                continue
            column = step.scope or item.covers.by
            if column not in event.columns:
                describing.refuse(
                    step.at,
                    f"{item.name} is covered by {item.covers.by}, which the event does not have.",
                    cure="Write scope: <the event's column with the same meaning>.",
                    code="absent-scope",
                )

    def reads(
        self, step: Absent, needed: frozenset[str], analysis: Analysis
    ) -> dict[str, set[str]]:
        """What passes through, the key and the dates of both sides."""
        event = analysis.relations[step.event]
        expected = analysis.relations[step.expected]
        asked = {column for column in needed if column not in (_DUE, _WAITING)}
        asked |= {pair.left for pair in step.key}
        searched = {pair.right for pair in step.key}
        if step.after is not None:
            asked.add(step.after)
            searched.add(_dated(step, expected) or "")
            asked |= {scope for _, scope in _scopes(step, analysis) if scope}
            if event.has_row:
                asked.add(ROW)
        if step.event == step.expected:
            return {step.event: asked | searched}
        return {step.event: asked, step.expected: searched}

    def body(self, step: Absent, making: Making) -> Body:
        """An anti join on the event's row, after a join that finds the answers."""
        columns = tuple((name, self._column(step, name, making)) for name in making.wanted())
        filled = tuple(f"{making.column(pair.left, 'e')} is not null" for pair in step.key)
        if step.after is None:
            on = " and ".join(making.same(step.key, "e", "x"))
            searched = making.source(step.expected, "x")
            source = f"{making.source(step.event, 'e')}\n  anti join {searched} on {on}"
            lost = " or ".join(condition.replace("is not null", "is null") for condition in filled)
            return Body(columns, source, hit=filled, states=(("not_checkable", lost),),
                        ids=making.ids(_s1="e"))  # fmt: skip
        joins, early, late = self._covers(step, making)
        after = making.column(step.after, "e")
        end = self._end(step, making)
        hit = [*filled, *early, *late]
        known = [*filled, f"{after} is not null", f"{end} is not null", *early]
        states = [("not_checkable", f"({' and '.join(known)}) is not true")]
        if step.within is not None:
            hit.append(f"{end} < {making.as_of}")
            states.append(("pending", f"{end} >= {making.as_of}"))
        if late:
            states.append(("not_checkable", f"({' and '.join(late)}) is not true"))
        source = "\n  ".join(
            [making.source(step.event, "e"), *joins, f"anti join {self._answered(step, making)}"]
        )
        return Body(columns, source, hit=tuple(hit), states=tuple(states), ids=making.ids(_s1="e"))

    def _column(self, step: Absent, name: str, making: Making) -> str:
        after = making.column(step.after or "", "e")
        if (
            name == _DUE
            and step.within is not None
            and _DUE not in making.relation(step.event).columns
        ):
            return making.later(after, step.within)
        if name == _WAITING and step.after is not None:
            return making.days(after, making.as_of)
        return making.column(name, "e")

    def _end(self, step: Absent, making: Making) -> str:
        if step.within is None:
            return making.as_of
        return making.later(making.column(step.after or "", "e"), step.within)

    def _answered(self, step: Absent, making: Making) -> str:
        """The events that have an answer: by row, or by key and day where rows have no name."""
        expected = making.relation(step.expected)
        after = making.column(step.after or "", "e")
        dated = making.column(_dated(step, expected) or "", "x")
        on = " and ".join(making.same(step.key, "e", "x"))
        row = "_id" if making.traced else ROW
        if making.traced or making.relation(step.event).has_row:
            names = [row]
        else:
            names = [*dict.fromkeys([*(pair.left for pair in step.key), step.after or ""])]
        chosen = ", ".join(f"e.{making.quote(name)}" for name in names)
        end = self._end(step, making)
        back = " and ".join(f"a.{making.quote(name)} = e.{making.quote(name)}" for name in names)
        return (
            f"(\n    select {chosen}\n    from {making.source(step.event, 'e')}"
            f"\n    join {making.source(step.expected, 'x')} on {on}"
            f"\n    where {dated} between {after} and {end}\n  ) as a on {back}"
        )

    def _covers(self, step: Absent, making: Making) -> tuple[list[str], list[str], list[str]]:
        """Joins to the coverage, and what must hold at the window's beginning and at its end."""
        joins: list[str] = []
        early: list[str] = []
        late: list[str] = []
        after, end = making.column(step.after or "", "e"), self._end(step, making)
        for number, (name, scope) in enumerate(_scopes(step, making.analysis), 1):
            alias = f"c{number}"
            if scope:
                on = f"{alias}.scope = {making.column(scope, 'e')}"
                joins.append(f"left join _covers_{name} as {alias} on {on}")
            else:
                joins.append(f"cross join _covers_{name} as {alias}")
            early.append(f"{after} >= {alias}.covers_from")
            late.append(f"{end} <= {alias}.covers_to")
        return joins, early, late

    def origins(self, step: Absent, analysis: Analysis) -> dict[str, tuple[Origin, ...]]:
        """The event's columns; the key on both sides."""
        found: dict[str, tuple[Origin, ...]] = {
            column: ((step.event, column),) for column in analysis.relations[step.event].columns
        }
        for pair in step.key:
            found[pair.left] = ((step.event, pair.left), (step.expected, pair.right))
        return found

    def shows(self, step: Absent, analysis: Analysis) -> frozenset[str]:
        """The key, the day and the scope that tell what was searched."""
        return frozenset(self.reads(step, frozenset(), analysis)[step.event])

    def links(self, step: Absent, making: Making) -> tuple[Link, ...]:
        """The event; what was searched is told apart, see ``searched``."""
        return (Link(step.event, "event", "_s1"),)

    def may_put_aside(self, step: Absent) -> tuple[str, ...]:
        """A window not yet closed waits; one outside the coverage cannot be decided."""
        return ("not_checkable",) if step.within is None else ("pending", "not_checkable")

    def asks_as_of(self, step: Absent) -> bool:
        """Whether a window is asked for."""
        return step.after is not None

    def searched(self, step: Absent, making: Making) -> tuple[str, str, str, str, str, str]:
        """Over the traced step ``t``: joins, key as text, window and coverage, from and to."""
        parts = " || '; ' || ".join(
            f"'{pair.right} = ' || coalesce({making.text(making.column(pair.left, 't'))}, '')"
            for pair in step.key
        )
        if step.after is None:
            return "", parts, _NO_DAY, _NO_DAY, _NO_DAY, _NO_DAY
        after = making.column(step.after, "t")
        end = making.as_of if step.within is None else making.later(after, step.within)
        scopes = _scopes(step, making.analysis)
        if not scopes:
            return "", parts, after, end, _NO_DAY, _NO_DAY
        joins = "".join(
            f" left join _covers_{name} as c{number} on "
            + (f"c{number}.scope = {making.column(scope, 't')}" if scope else "true")
            for number, (name, scope) in enumerate(scopes, 1)
        )
        first = ", ".join(f"c{number}.covers_from" for number in range(1, len(scopes) + 1))
        last = ", ".join(f"c{number}.covers_to" for number in range(1, len(scopes) + 1))
        return joins, parts, after, end, f"greatest({first})", f"least({last})"


def _dated(step: Absent, expected: Relation) -> str | None:
    if step.dated is not None:
        return step.dated
    if expected.dated is not None:
        return expected.dated
    days = [name for name in expected.visible if expected.columns[name].is_date]
    return days[0] if len(days) == 1 else None


def _scopes(step: Absent, analysis: Analysis) -> list[tuple[str, str]]:
    """(input, scope column of the event or empty) for each searched input with coverage."""
    found: list[tuple[str, str]] = []
    for name in sorted(analysis.relations[step.expected].inputs):
        covers = analysis.model.input(name).covers
        if covers is not None:
            found.append((name, (step.scope or covers.by) if covers.by else ""))
    return found
