"""Front door to the vocabularies: everything lazy, read once, shared."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xiezhi.kernel.workday import WorkdayCalendar
    from xiezhi.rulebook.brackets import Offence
    from xiezhi.rulebook.charges import Charges
    from xiezhi.rulebook.dated import DatedTable, DatedTables
    from xiezhi.rulebook.places import Divisions, Organs
    from xiezhi.rulebook.remedies import Deadline, Remedy
    from xiezhi.rulebook.vocabularies import Vocabulary

__all__ = ["Terms"]


class Terms:
    """The terms of the rulebook. Nothing is read before it is asked for.

    ``Terms.load().charges.resolve("贩卖毒品罪")`` gives the name in the list;
    ``Terms.load().dated["charge_rule"].rows`` the flat rows that ``lookup`` joins.
    """

    @classmethod
    def load(cls) -> Terms:
        """The terms of the rulebook."""
        return cls()

    @cached_property
    def charges(self) -> Charges:
        """Names of charges."""
        from xiezhi.rulebook.charges import Charges

        return Charges.load()

    @cached_property
    def offences(self) -> tuple[Offence, ...]:
        """Penal provisions with their brackets and versions."""
        from xiezhi.rulebook.brackets import offences

        return offences()

    @cached_property
    def dated(self) -> DatedTables:
        """Dated tables for ``lookup``."""
        from xiezhi.rulebook.dated import DatedTables

        return DatedTables.load()

    @cached_property
    def vocabularies(self) -> dict[str, Vocabulary]:
        """Closed lists of words."""
        from xiezhi.rulebook.vocabularies import vocabularies

        return vocabularies()

    @cached_property
    def remedies(self) -> dict[str, Remedy]:
        """What may follow."""
        from xiezhi.rulebook.remedies import remedies

        return remedies()

    @cached_property
    def deadlines(self) -> dict[str, Deadline]:
        """Periods that run from an event."""
        from xiezhi.rulebook.remedies import deadlines

        return deadlines()

    @cached_property
    def divisions(self) -> Divisions:
        """Administrative divisions."""
        from xiezhi.rulebook.places import divisions

        return divisions()

    @cached_property
    def organs(self) -> Organs:
        """Levels of courts."""
        from xiezhi.rulebook.places import organs

        return organs()

    @cached_property
    def workdays(self) -> WorkdayCalendar:
        """Working days."""
        from xiezhi.rulebook.places import workdays

        return workdays()

    def lookup_table(self, name: str) -> DatedTable:
        """A dated table with its rows; ``KeyError`` when there is none of that name."""
        return self.dated[name]
