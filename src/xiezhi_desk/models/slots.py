"""Parts of a model's page that the floors above make: clues by state, precision, outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from xiezhi_desk.accounts.access import PersonAccess

__all__ = ["ListFigure", "ModelPart", "list_figures", "model_parts"]


class ModelPart(NamedTuple):
    """A part of a model's page.

    Attributes:
        template: What shows it.
        values: ``(access, model id)`` → what the template is given, few queries.
    """

    template: str
    values: Callable[[PersonAccess, str], dict[str, Any]]


model_parts: list[ModelPart] = []
"""In the order they are shown."""


class ListFigure(NamedTuple):
    """A column of the list of models.

    Attributes:
        zh, en: Its head.
        values: ``(access, model ids)`` → text by model, one or two queries for all.
    """

    zh: str
    en: str
    values: Callable[[PersonAccess, Iterable[str]], dict[str, str]]


list_figures: list[ListFigure] = []
"""In the order they are shown."""
