"""Packages of the door whose names are imported when they are asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["from_parts"]


def from_parts(package: str, where: Mapping[str, str]) -> Callable[[str], object]:
    """A package's ``__getattr__`` (PEP 562): a start that reads no bundle brings no Arrow.

    Args:
        package: The package's name.
        where: By name, the module of the package that has it.
    """

    def part(name: str) -> object:
        if name not in where:
            message = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(message)
        return getattr(import_module(f"{package}.{where[name]}"), name)

    return part
