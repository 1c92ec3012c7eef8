"""The register of a shelf: contracts, authorisations, applications and disposals.

Everything is an entry of one chain (``log/register.jsonl``): nothing is changed or struck out,
a later entry says what became of an earlier one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.shelf.chain import Chain
from xiezhi.shelf.contract.authorisation import Authorisation
from xiezhi.shelf.contract.contract import Contract
from xiezhi.shelf.sharing.application import Application, RowFilter, as_action
from xiezhi.shelf.sharing.correcting import CorrectionRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from xiezhi.shelf.sharing.correcting import Answer
    from xiezhi.shelf.sharing.states import Action

__all__ = ["Asked", "Disposal", "Register", "RegisterError", "Written"]

Json = dict[str, Any]


class RegisterError(XiezhiError):
    """There is no such contract, application or authorisation."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Written:
    """Who writes, and when.

    Attributes:
        at: The moment, ISO 8601; the library reads no clock.
        by: Who.
    """

    at: str
    by: str

    @property
    def day(self) -> date:
        """The day."""
        return date.fromisoformat(self.at[:10])


@dataclass(frozen=True, slots=True)
class Disposal:
    """A disposal that was carried out.

    Attributes:
        id: Its number.
        tables: Tables whose every version was removed.
        contracts: Contracts under which they were held.
        done: What was removed, by kind: files, rows, bundles, spill.
        left: What could not be reached, in words.
    """

    id: str
    tables: tuple[str, ...]
    contracts: tuple[str, ...]
    done: Mapping[str, Any]
    left: tuple[str, ...]
    reason: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A provider's database was asked and had no row that the shelf has not: no version came of it.

    Attributes:
        table: The standard table.
        provider: Whose database.
        behind: Up to where it was read before, in words: ``id 17``.
        day: The day of which it was so: said with the delivery, else the day of asking.
        at: When, ISO 8601.
        by: Who asked.
    """

    table: str
    provider: str
    behind: str
    day: date
    at: str
    by: str


class Register:
    """Reads the chain once, keeps what it says, adds to both.

    Args:
        folder: The workspace folder.
    """

    def __init__(self, folder: Path) -> None:
        self.chain = Chain(folder / "log" / "register.jsonl")
        self.contracts: dict[str, Contract] = {}
        self.ended: dict[str, str] = {}
        self.authorisations: dict[str, Authorisation] = {}
        self.applications: dict[str, Application] = {}
        self.disposals: dict[str, Disposal] = {}
        self.corrections: dict[str, CorrectionRequest] = {}
        self.asked: list[Asked] = []
        self.owner = ""
        self._seen = 0
        for entry in self.chain.entries():
            self._take(entry)

    def record_owner(self, office: str, written: Written) -> None:
        """Put down whose shelf it is; once for all.

        Raises:
            RegisterError: It is another office's already.
        """
        if self.owner == office:
            return
        if self.owner:
            raise RegisterError(
                Problem(
                    what="The shelf belongs to another office.",
                    where=str(self.chain.path),
                    why=f"it is {self.owner}'s, not {office}'s",
                    cure="Open a workspace of your own, or ask for the tables you need.",
                    code="register-owner",
                )
            )
        self._add("owner", {"office": office}, written)

    def record_contract(self, contract: Contract, written: Written) -> Contract:
        """Put a contract down; one without a number gets the next (``C-0001``)."""
        number = contract.id or self._number("C", self.contracts)
        contract = replace(contract, id=number, recorded=written.at, recorded_by=written.by)
        self._add("contract", contract.to_json(), written)
        return contract

    def contracts_of(self, table: str) -> tuple[Contract, ...]:
        """Contracts of a table that were not ended, the newest last."""
        return tuple(
            one
            for one in self.contracts.values()
            if one.table == table and one.id not in self.ended
        )

    def contract(self, number: str) -> Contract:
        """The contract of that number.

        Raises:
            RegisterError: There is none.
        """
        if number not in self.contracts:
            raise _missing("contract", number, self.contracts)
        return self.contracts[number]

    def authorise(self, authorisation: Authorisation, written: Written) -> None:
        """Put a signed authorisation down; its signature was checked before."""
        self._add("authorisation", authorisation.to_json(), written)

    def next_number(self, kind: str, also: Iterable[str] = ()) -> str:
        """The next free number of ``A`` (authorisations), ``S`` (applications), ``D``.

        Args:
            kind: The letter.
            also: Numbers given to what is not put down yet.
        """
        known: dict[str, Iterable[str]] = {
            "A": self.authorisations,
            "S": self.applications,
            "D": self.disposals,
            "C": self.contracts,
            "K": self.corrections,
        }
        return self._number(kind, (*known[kind], *also))

    def request(self, application: Application, written: Written) -> Application:
        """Put an application down."""
        number = application.id or self._number("S", self.applications)
        application = replace(application, id=number)
        self._add("request", application.to_json(), written)
        return self.applications[number]

    def application(self, number: str) -> Application:
        """The application of that number.

        Raises:
            RegisterError: There is none.
        """
        if number not in self.applications:
            raise _missing("application", number, self.applications)
        return self.applications[number]

    def act(
        self,
        number: str,
        action: Action,
        written: Written,
        reason: str = "",
        rows: RowFilter | None = None,
    ) -> Application:
        """Do something with an application; what the states do not allow is not written.

        Raises:
            RegisterError: There is no such application.
            SharingError: Its state does not allow it.
        """
        self.application(number).done(action, written.day, written.by, reason, rows)
        said: Json = {"id": number, "action": action, "reason": reason, "filter": None}
        if rows is not None:
            said["filter"] = {
                "column": rows.column,
                "values": list(rows.values),
                "prefix": rows.prefix,
            }
        self._add("act", said, written)
        return self.applications[number]

    def ask_correction(self, request: CorrectionRequest, written: Written) -> CorrectionRequest:
        """Put a request for correction down (``K-0001``)."""
        number = self._number("K", self.corrections)
        self._add("correction", replace(request, id=number).to_json(), written)
        return self.corrections[number]

    def answer_correction(
        self, number: str, answer: Answer, written: Written, reason: str = ""
    ) -> CorrectionRequest:
        """Put down what came of a request for correction.

        Raises:
            RegisterError: There is no such request.
            SharingError: It was answered before, or a reason is missing.
        """
        if number not in self.corrections:
            raise _missing("request for correction", number, self.corrections)
        self.corrections[number].answered(answer, written.day, written.by, reason)
        self._add("answer", {"id": number, "answer": answer, "reason": reason}, written)
        return self.corrections[number]

    def corrections_of(self, table: str) -> tuple[CorrectionRequest, ...]:
        """Requests about a table that wait for an answer, the oldest first."""
        return tuple(
            one for one in self.corrections.values() if one.table == table and one.state == "asked"
        )

    def record_asked(self, asked: Asked, written: Written) -> None:
        """Put down that a database had nothing new."""
        said = {"table": asked.table, "provider": asked.provider, "behind": asked.behind}
        self._add("asked", said | {"day": asked.day.isoformat()}, written)

    def last_asked(self, table: str) -> Asked | None:
        """The last time a database had nothing new for a table; None when that never was."""
        found = [one for one in self.asked if one.table == table]
        return max(found, key=lambda one: one.day, default=None)

    def dispose(self, disposal: Disposal) -> None:
        """Put down that data were disposed of; their contracts end."""
        said = {
            "id": disposal.id,
            "tables": list(disposal.tables),
            "contracts": list(disposal.contracts),
            "done": dict(disposal.done),
            "left": list(disposal.left),
            "reason": disposal.reason,
        }
        self._add("disposal", said, Written(disposal.at, disposal.by))

    def _add(self, event: str, said: Json, written: Written) -> None:
        entry = {"event": event, "said": said, "at": written.at, "by": written.by}
        line = self.chain.append(entry, after=self._seen)
        self._take(line)

    def _take(self, entry: Json) -> None:
        self._seen = entry["n"]
        take: dict[str, Callable[[Json, Json], None]] = {
            "owner": self._take_owner,
            "contract": self._take_contract,
            "authorisation": self._take_authorisation,
            "request": self._take_request,
            "act": self._take_act,
            "disposal": self._take_disposal,
            "correction": self._take_correction,
            "answer": self._take_answer,
            "asked": self._take_asked,
        }
        take[entry["event"]](entry["said"], entry)

    def _take_owner(self, said: Json, _: Json) -> None:
        self.owner = said["office"]

    def _take_contract(self, said: Json, _: Json) -> None:
        self.contracts[said["id"]] = Contract.from_json(said)

    def _take_authorisation(self, said: Json, _: Json) -> None:
        self.authorisations[said["id"]] = Authorisation.from_json(said)

    def _take_request(self, said: Json, _: Json) -> None:
        self.applications[said["id"]] = Application.from_json(said)

    def _take_act(self, said: Json, entry: Json) -> None:
        rows = said["filter"]
        only = (
            RowFilter(rows["column"], tuple(rows["values"]), rows["prefix"])
            if rows is not None
            else None
        )
        day = date.fromisoformat(entry["at"][:10])
        self.applications[said["id"]] = self.applications[said["id"]].done(
            as_action(said["action"]), day, entry["by"], said["reason"], only
        )

    def _take_disposal(self, said: Json, entry: Json) -> None:
        self.disposals[said["id"]] = Disposal(
            id=said["id"],
            tables=tuple(said["tables"]),
            contracts=tuple(said["contracts"]),
            done=said["done"],
            left=tuple(said["left"]),
            reason=said["reason"],
            at=entry["at"],
            by=entry["by"],
        )
        self.ended |= dict.fromkeys(said["contracts"], said["id"])

    def _take_correction(self, said: Json, _: Json) -> None:
        self.corrections[said["id"]] = CorrectionRequest.from_json(said)

    def _take_answer(self, said: Json, entry: Json) -> None:
        day = date.fromisoformat(entry["at"][:10])
        self.corrections[said["id"]] = self.corrections[said["id"]].answered(
            said["answer"], day, entry["by"], said["reason"]
        )

    def _take_asked(self, said: Json, entry: Json) -> None:
        self.asked.append(
            Asked(
                said["table"],
                said["provider"],
                said["behind"],
                date.fromisoformat(said["day"]),
                entry["at"],
                entry["by"],
            )
        )

    @staticmethod
    def _number(kind: str, known: Iterable[str]) -> str:
        taken = [int(one[2:]) for one in known if one.startswith(f"{kind}-") and one[2:].isdigit()]
        return f"{kind}-{max(taken, default=0) + 1:04d}"


def _missing(what: str, number: str, known: Mapping[str, object]) -> RegisterError:
    return RegisterError(
        Problem(
            what=f"There is no {what} {number}.",
            why=f"there are {', '.join(sorted(known)) or 'none'}",
            cure="See them with `xiezhi shelf list`.",
            code="register-missing",
        )
    )
