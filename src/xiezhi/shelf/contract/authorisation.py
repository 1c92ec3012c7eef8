"""Who may run models over sensitive tables: a named person of a named office, on a legal basis."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from xiezhi.rulebook.purposes import covers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Authorisation", "authorised"]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Authorisation:
    """A signed permission.

    Attributes:
        id: Its number.
        person: Who may run.
        office: The office the person acts for.
        basis: Legal basis and decision.
        tables: Standard tables it opens.
        purposes: Purposes it is given for.
        valid_from: First day.
        valid_until: Last day.
        issuer: The office that signs.
        signature: The detached signature of ``payload``, as ``xiezhi.evidence.signature`` writes
            it; empty before it is signed.
    """

    id: str
    person: str
    office: str
    basis: str
    tables: tuple[str, ...]
    purposes: tuple[str, ...]
    valid_from: date
    valid_until: date
    issuer: str
    signature: str = ""

    @property
    def payload(self) -> bytes:
        """What is signed: every field but the signature, as canonical JSON."""
        body = {name: value for name, value in self.to_json().items() if name != "signature"}
        text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode("utf8")

    def opens(self, table: str, person: str, office: str, purpose: str, day: date) -> bool:
        """Whether it lets this person of this office run for this purpose on that day."""
        return (
            table in self.tables
            and self.person == person
            and self.office == office
            and self.valid_from <= day <= self.valid_until
            and covers(self.purposes, purpose)
        )

    def to_json(self) -> Json:
        """As the register holds it."""
        plain: Json = {one.name: getattr(self, one.name) for one in fields(self)}
        for name in ("tables", "purposes"):
            plain[name] = list(plain[name])
        for name in ("valid_from", "valid_until"):
            plain[name] = plain[name].isoformat()
        return plain

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Authorisation:
        """The reverse of ``to_json``."""
        values = {one.name: said[one.name] for one in fields(cls)}
        for name in ("tables", "purposes"):
            values[name] = tuple(values[name])
        for name in ("valid_from", "valid_until"):
            values[name] = date.fromisoformat(values[name])
        return cls(**values)


def authorised(
    given: Iterable[Authorisation], table: str, person: str, office: str, purpose: str, day: date
) -> Authorisation | None:
    """The first authorisation that opens the table; None when there is none."""
    return next((one for one in given if one.opens(table, person, office, purpose, day)), None)
