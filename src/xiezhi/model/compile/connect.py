"""``connect``: components over the pairs that rows state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.model.linking import Connect
from xiezhi.model.relation import UNKNOWN, Relation
from xiezhi.model.verb import Body, Link, Prepared, Verb, prepared_name
from xiezhi.sql.types import Type

if TYPE_CHECKING:
    from xiezhi.model.analysis import Analysis
    from xiezhi.model.describing import Describing
    from xiezhi.model.making import Making
    from xiezhi.model.reading import Reading
    from xiezhi.model.verb import Origin
    from xiezhi.rulebook.form import Form

__all__ = ["ConnectVerb"]

_COMPONENT = "component"
_COUNT = Type("count", "BIGINT")
_NAMES = ("person_name", "org_name")


class ConnectVerb(Verb[Connect]):
    """One row per node: its component, how large that is, and how many it touches."""

    word = "connect"

    def read(self, form: Form, reading: Reading) -> Connect:
        """``{from, pair: [a, b], least}``."""
        pair = form.texts("pair")
        if len(pair) != 2:
            form.refuse(form.place_of("pair"), "A pair is two columns.",
                        cure="pair: [uscc, phone]", code="form-kind")  # fmt: skip
            pair = (*pair, "", "")[:2]
        return Connect(
            from_=form.text("from"),
            pair=(pair[0], pair[1]),
            least=form.integer("least", 2) or 1,
            at=form.place,
        )

    def describe(self, step: Connect, name: str, describing: Describing) -> Relation:
        """The node, its component named by the smallest node in it, sizes and degree."""
        source = describing.relation(step.from_, step.at)
        kinds = [describing.has(source, column, step.at) for column in step.pair]
        if UNKNOWN not in kinds:
            self._nodes(step, kinds[0], kinds[1], describing)
        node = step.pair[0]
        made = {
            _COMPONENT: kinds[0],
            "component_size": _COUNT,
            "component_pairs": _COUNT,
            "degree": _COUNT,
        }
        if node in made:
            describing.refuse(step.at, f"There is already a column {node!r}.", code="name-twice")
        return Relation(
            name,
            {node: kinds[0], **made},
            unique=(frozenset({node}),),
            not_null=frozenset({node, *made}),
            inputs=source.inputs,
        )

    def _nodes(self, step: Connect, one: Type, other: Type, describing: Describing) -> None:
        kinds = describing.rules.types
        for column, kind in zip(step.pair, (one, other), strict=True):
            alone = kinds[kind.name].key == "alone"
            shared = column == step.pair[1] and not self._alike(one, other)
            good = kinds[kind.name].key != "never" and kind.name not in _NAMES
            if kind.many or not (alone or (shared and good)) or kind.storage != "VARCHAR":
                describing.refuse(
                    step.at,
                    f"{kind} ({column}) connects nothing.",
                    why=kinds[kind.name].why,
                    cure="A node is an identity number, a credit code, a document; what nodes "
                    "share may be a telephone or an address.",
                    code="connect-node",
                )

    @staticmethod
    def _alike(one: Type, other: Type) -> bool:
        return one.name == other.name

    def reads(
        self, step: Connect, needed: frozenset[str], analysis: Analysis
    ) -> dict[str, set[str]]:
        """The pair."""
        return {step.from_: set(step.pair)}

    def prepared(self, step: Connect, name: str, analysis: Analysis) -> Prepared | None:
        """The pairs in; nodes with their component out."""
        source = analysis.relations[step.from_]
        own = source.columns[step.pair[0]]
        columns = (
            ("node", own),
            (_COMPONENT, own),
            ("component_size", _COUNT),
            ("component_pairs", _COUNT),
            ("degree", _COUNT),
        )
        return Prepared(((step.from_, step.pair, ()),), columns, None)

    def body(self, step: Connect, making: Making) -> Body:
        """The nodes as prepared."""
        columns = tuple(
            (name, making.column("node" if name == step.pair[0] else name, "p"))
            for name in making.wanted()
        )
        return Body(
            columns,
            f"{making.quote(prepared_name(making.name))} as p",
            (f"{making.column('component_size', 'p')} >= {step.least}",),
        )

    def origins(self, step: Connect, analysis: Analysis) -> dict[str, tuple[Origin, ...]]:
        """None: a component rests on rows that do not show its node."""
        return {}

    def shows(self, step: Connect, analysis: Analysis) -> frozenset[str]:
        """The component."""
        return frozenset({_COMPONENT})

    def links(self, step: Connect, making: Making) -> tuple[Link, ...]:
        """Every row whose pair lies in the component, once per component."""
        prepared = making.quote(prepared_name(making.name))
        node = making.column(step.pair[0], "s")
        return (
            Link(
                step.from_,
                "member",
                match=f"{node} = {making.column('node', 'p')}",
                via=f"{prepared} as p on {making.column(_COMPONENT, 'p')} = t.{_COMPONENT}",
                by=(_COMPONENT,),
            ),
        )
