"""Second pass: the same steps over the clues' rows alone, each row knowing where it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.assemble import listed
from xiezhi.model.compile import verb_of
from xiezhi.model.compiled import EvidencePlan, Statement
from xiezhi.model.need import needs, restrictions
from xiezhi.model.relation import ROW
from xiezhi.model.step import Absent
from xiezhi.model.verb import INHERIT
from xiezhi.sql.name import quote

if TYPE_CHECKING:
    from xiezhi.model.compiled import InputPlan
    from xiezhi.model.plan import Planner
    from xiezhi.model.step import Step
    from xiezhi.model.verb import Link

__all__ = ["evidence_plan"]


def evidence_plan(planner: Planner, inputs: tuple[InputPlan, ...]) -> EvidencePlan:
    """Statements that lead from the clues back to the rows of the inputs."""
    return _Tracer(planner, inputs).plan()


class _Tracer:
    def __init__(self, planner: Planner, inputs: tuple[InputPlan, ...]) -> None:
        self.planner = planner
        self.inputs = inputs
        self.analysis = planner.analysis
        self.engine = planner.engine
        self.clue = planner.analysis.model.clue.from_
        self.needed = needs(self.analysis, planner.needed[self.clue], traced=True)
        self.pairs = restrictions(self.analysis, self.needed)

    def plan(self) -> EvidencePlan:
        setup = [self._input(item) for item in self.inputs if item.kind == "table"]
        setup += [self._step(name, step) for name, step in self.planner.steps]
        walked = self._walk()
        setup += walked
        links = "\nunion all\n".join(
            f"select _clue, '{item.name}' as input, _id as _row, step, role from _e_{item.name}"
            for item in self.inputs
        )
        rows = tuple((item.name, self._rows(item)) for item in self.inputs)
        names = [item.name for item in self.inputs if item.kind == "table"]
        names += [name for name, _ in self.planner.steps]
        drops = [f"_t_{name}" for name in names] + [
            f"_e_{name}" for name in [*names, *self._references()]
        ]
        teardown = tuple(
            Statement(f"drop {name}", f"drop table if exists {name}") for name in drops
        )
        return EvidencePlan(tuple(setup), links, rows, self._searched(), teardown)

    def _references(self) -> list[str]:
        return [item.name for item in self.inputs if item.kind == "reference"]

    # --- rows -----------------------------------------------------------------------------------

    def _input(self, item: InputPlan) -> Statement:
        """The rows of an input that may be evidence, whole when they are few."""
        chosen = self._chosen(item.name)
        relation = self.analysis.relations[item.name]
        names = [name for name in relation.columns if name in self.needed[item.name]]
        if chosen:
            names = [*names, *(column.name for column in (*item.columns, *item.companions))]
        columns = [
            (name, f"s.{quote(name, self.engine)}") for name in dict.fromkeys(["_row", *names])
        ]
        text = (
            f"create temporary table _t_{item.name} as\n"
            f"select {listed([('_id', 's._row'), *columns], self.engine)}\n"
            f"from {quote(item.name, self.engine)} as s"
        )
        return Statement(f"evidence {item.name}", text + self._restriction(item.name, chosen))

    def _restriction(self, name: str, chosen: list[tuple[str, str]]) -> str:
        """A semi join with the clues' values, on every column they may stand for."""
        if not chosen:
            return ""
        keys = ", ".join(
            f"{quote(clue, self.engine)} as k{index}" for index, (_, clue) in enumerate(chosen)
        )
        filled = self.analysis.relations[name].not_null | {ROW}
        on = " and ".join(
            f"s.{quote(own, self.engine)} "
            f"{'=' if own in filled else 'is not distinct from'} k.k{index}"
            for index, (own, _) in enumerate(chosen)
        )
        return f"\nsemi join (select distinct {keys} from _clues) as k on {on}"

    def _chosen(self, name: str) -> list[tuple[str, str]]:
        """A clue column per column of an input: its row, else its key, else all that link rows."""
        kinds = self.analysis.rules.types
        relation = self.analysis.relations[name]
        found: dict[str, str] = {}
        for own, clue in sorted(self.pairs.get(name, ())):
            kind = relation.columns[own]
            if clue not in self.planner.carried or kind.many:
                continue
            if own == ROW or (kind.name in kinds and kinds[kind.name].key != "never"):
                found.setdefault(own, clue)
        for key in sorted(relation.unique, key=len):
            if key <= found.keys() and key <= relation.not_null | {ROW}:
                return sorted((own, found[own]) for own in key)
        return sorted(found.items())

    def _traced_name(self, name: str) -> str:
        return f"_t_{name}"

    def _step(self, name: str, step: Step) -> Statement:
        making = self.planner.making(name, "traced", self._traced_name, self.needed[name])
        sql = self.planner.step_sql(name, step, making)
        text = (
            f"create temporary table _t_{name} as\nselect row_number() over () as _id, q.*\n"
            f"from (\n{sql}\n) as q"
        )
        if name == self.clue:
            text += f"\nsemi join _clues as k on {self._key('q', 'k')}"
        return Statement(f"evidence {name}", text)

    def _key(self, left: str, right: str) -> str:
        return " and ".join(
            f"{left}.{quote(name, self.engine)} is not distinct from "
            f"{right}.{quote(name, self.engine)}"
            for name in self.analysis.model.clue.key.columns
        )

    def _rows(self, item: InputPlan) -> str:
        whole = item.kind == "table" and bool(self._chosen(item.name))
        source = f"_t_{item.name}" if whole else quote(item.name, self.engine)
        columns = [("_row", "s._row")] + [
            (column.name, f"s.{quote(column.name, self.engine)}")
            for column in (*item.columns, *item.companions)
        ]
        return (
            f"select {listed(columns, self.engine)}\nfrom {source} as s\n"
            f"semi join _e_{item.name} as e on e._id = s._row"
        )

    # --- links ----------------------------------------------------------------------------------

    def _walk(self) -> list[Statement]:
        """From the clues backwards: per relation the rows that are evidence, and as what."""
        ways: dict[str, list[str]] = {}
        statements = [
            Statement(
                f"links {self.clue}",
                f"create temporary table _e_{self.clue} as\n"
                f"select k._clue, t._id, '{self.clue}' as step, 'subject' as role\n"
                f"from _t_{self.clue} as t join _clues as k on {self._key('t', 'k')}",
            )
        ]
        order = [name for name, _ in reversed(self.planner.steps)]
        for name, step in reversed(self.planner.steps):
            making = self.planner.making(name, "traced", self._traced_name, self.needed[name])
            if name != self.clue:
                statements.append(self._evidence(name, ways.get(name, [])))
            for link in verb_of(step).links(step, making):
                ways.setdefault(link.source, []).append(self._way(name, link))
        for item in self.inputs:
            if item.name not in order:
                statements.append(self._evidence(item.name, ways.get(item.name, [])))
        return statements

    def _evidence(self, name: str, ways: list[str]) -> Statement:
        union = "\nunion\n".join(ways) if len(ways) > 1 else ways[0] if ways else _NOTHING
        return Statement(
            f"links {name}",
            f"create temporary table _e_{name} as\n"
            + (union if len(ways) > 1 else union.replace("select ", "select distinct ", 1)),
        )

    def _way(self, name: str, link: Link) -> str:
        step, role = f"'{name}'", f"'{link.role}'"
        if link.extreme:
            role = f"case when {link.extreme} then 'extreme' else {role} end"
        if link.role == INHERIT:
            step, role = "e.step", "e.role"
        head = f"from _e_{name} as e join _t_{name} as t on t._id = e._id"
        if link.via:
            return self._shared(link, head, step, role)
        if link.id_column:
            return (
                f"select e._clue, t.{link.id_column} as _id, {step} as step, {role} as role\n"
                f"{head}\nwhere t.{link.id_column} is not null"
            )
        join = f"join _t_{link.source} as s on {link.match}"
        if link.one:
            return (
                f"select e._clue, min(s._id) as _id, {step} as step, {role} as role\n{head}\n"
                f"{join}\ngroup by e._clue, e._id"
            )
        return f"select e._clue, s._id, {step} as step, {role} as role\n{head}\n{join}"

    def _shared(self, link: Link, head: str, step: str, role: str) -> str:
        """Evidence that agrees on ``link.by`` leads to one set of rows: walked once."""
        by = ", ".join(f"t.{quote(column, self.engine)}" for column in link.by)
        return (
            f"select t._clue, s._id, {step} as step, {role} as role\n"
            f"from (select distinct e._clue, {by} {head}) as t\n"
            f"join {link.via} join _t_{link.source} as s on {link.match}"
        )

    def _searched(self) -> str | None:
        parts: list[str] = []
        for name, step in self.planner.steps:
            if not isinstance(step, Absent):
                continue
            making = self.planner.making(name, "traced", self._traced_name, self.needed[name])
            found = verb_of(step).searched(step, making)  # type: ignore[attr-defined]
            joins, key, begin, end, first, last = found
            names = ", ".join(sorted(self.analysis.relations[step.expected].inputs))
            parts.append(
                f"select e._clue, '{name}' as step, '{names}' as input, {key} as key, "
                f"{begin} as window_from, {end} as window_to, {first} as covers_from, "
                f"{last} as covers_to\nfrom _e_{name} as e join _t_{name} as t on t._id = e._id"
                f"{joins}"
            )
        return "\nunion all\n".join(parts) or None


_NOTHING = (
    "select cast(null as bigint) as _clue, cast(null as bigint) as _id, '' as step, '' as role "
    "where false"
)
