"""How often organs fail, how often something only looks like a failure.

A rate belongs to a supervision point (``A-44``) and is the share of the occasions on which an
organ has the duty in question. ``Rates.load`` reads other rates from a file::

    default: {planted: 0.04, look_alike: 0.04}
    A-44: {planted: 0.2}
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import yaml

from xiezhi.kernel.errors import Problem, XiezhiError
from xiezhi.twin.province.arrays import Bools, Ints, np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xiezhi.twin.province.draw import Draw

__all__ = ["LOOK_ALIKE", "PLANTED", "RIGHT", "Rate", "Rates", "RatesError"]

RIGHT, PLANTED, LOOK_ALIKE = 0, 1, 2


class RatesError(XiezhiError):
    """A file of rates that cannot be followed."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Shares of the occasions, from 0 to 1.

    Attributes:
        planted: The organ fails.
        look_alike: It does not, though it looks so.
    """

    planted: float = 0.04
    look_alike: float = 0.04

    def conduct(self, draw: Draw, count: int) -> Ints:
        """What happens on each occasion: ``RIGHT``, ``PLANTED`` or ``LOOK_ALIKE``."""
        shares = draw.shares(count)
        found = np.full(count, RIGHT)
        found[shares < self.planted + self.look_alike] = LOOK_ALIKE
        found[shares < self.planted] = PLANTED
        return found

    def planted_among(self, draw: Draw, count: int) -> Bools:
        """Which occasions end in a failure."""
        return draw.shares(count) < self.planted


_OWN: Mapping[str, Rate] = {
    # few occasions: the share is higher, so that a small province has something to show
    "A-03": Rate(0.30, 0.10),
    "A-05": Rate(0.25, 0.25),
    "A-07": Rate(0.30, 0.10),
    "A-08": Rate(0.30, 0.10),
    "A-12": Rate(0.10, 0.10),
    "A-17": Rate(0.15, 0.10),
    "A-18": Rate(0.10, 0.10),
    "A-20": Rate(0.30, 0.10),
    "A-25": Rate(0.20, 0.0),
    "A-30": Rate(0.08, 0.10),
    "A-31": Rate(0.12, 0.10),
    "A-33": Rate(0.10, 0.10),
    "A-34": Rate(0.30, 0.10),
    "A-35": Rate(0.20, 0.20),
    "A-36": Rate(0.20, 0.20),
    "A-41": Rate(0.30, 0.20),
    "A-43": Rate(0.20, 0.20),
    "A-44": Rate(0.20, 0.10),
    "A-45": Rate(0.40, 0.10),
    "A-64": Rate(0.30, 0.10),
    "A-49": Rate(0.10, 0.08),
    "A-50": Rate(0.20, 0.20),
    "A-51": Rate(0.30, 0.20),
    "A-52": Rate(0.20, 0.15),
    "A-53": Rate(0.10, 0.10),
    "A-54": Rate(0.15, 0.10),
    "A-56": Rate(0.10, 0.10),
    "A-57": Rate(0.15, 0.10),
    "A-58": Rate(0.15, 0.15),
    "A-59": Rate(0.20, 0.10),
    "A-62": Rate(0.10, 0.08),
    "A-63": Rate(0.15, 0.15),
}


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates by supervision point.

    Attributes:
        default: For points without a rate of their own.
        own: Those with one.
    """

    default: Rate = Rate()
    own: Mapping[str, Rate] = field(default_factory=lambda: dict(_OWN))

    def of(self, check: str) -> Rate:
        """The rate of a supervision point."""
        return self.own.get(check, self.default)

    def many(self, check: str, usual: int) -> int:
        """How many failures of a point of which a province of this size has so many by default."""
        planted = self.of(check).planted
        if planted <= 0:
            return 0
        return max(round(usual * planted / Rates().of(check).planted), 1)

    def times(self, factor: float) -> Rates:
        """All rates of failure multiplied, at most 1 together with the look-alikes."""
        return Rates(
            _times(self.default, factor),
            {check: _times(rate, factor) for check, rate in self.own.items()},
        )

    @classmethod
    def load(cls, path: Path) -> Rates:
        """Rates from a YAML file; what it leaves out stays as it is.

        Raises:
            RatesError: It is no mapping of points to shares.
            OSError: It cannot be read.
        """
        said = yaml.safe_load(path.read_text("utf8")) or {}
        rates = cls()
        try:
            default = replace(rates.default, **said.pop("default", {}))
            own = {check: replace(rates.of(check), **shares) for check, shares in said.items()}
        except (TypeError, AttributeError) as error:
            raise RatesError(
                Problem(
                    what="The file of rates cannot be followed.",
                    where=str(path),
                    why=str(error),
                    cure="Write a line such as  A-44: {planted: 0.2, look_alike: 0.1}.",
                    code="twin-rates",
                )
            ) from error
        return cls(default, {**rates.own, **own})


def _times(rate: Rate, factor: float) -> Rate:
    planted = min(rate.planted * factor, 1.0)
    return Rate(planted, min(rate.look_alike, 1.0 - planted))
