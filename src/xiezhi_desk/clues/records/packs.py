"""A value kept as JSON text: written by the hundred thousand, read one by one, never asked into."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

__all__ = ["PackField"]


class PackField(models.JSONField):
    """JSON that the database keeps as it comes: no document of its own form, no check of its form.

    PostgreSQL would take each apart and put it together again, SQLite would parse it once more:
    both a tenth of an import. It cannot be filtered by what is in it, only by ``isnull``.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """A text on every database."""
        return "text"

    def db_check(self, connection: BaseDatabaseWrapper) -> None:
        """The library makes the texts; nothing is checked."""

    def get_db_prep_value(
        self,
        value: Any,
        connection: BaseDatabaseWrapper,
        prepared: bool = False,  # noqa: FBT001, FBT002  (Django's own)
    ) -> Any:
        """The text; ``None`` is no text at all."""
        if value is None or isinstance(value, models.expressions.Expression):
            return value
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
