"""Whether the data are as good as a model needs; measured on the version it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xiezhi.kernel.errors import Problem
from xiezhi.rulebook.tables import Tables
from xiezhi.shelf.quality.share import share_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xiezhi.model.spec import Model
    from xiezhi.shelf.catalogue import Version

__all__ = ["unmet_needs"]


def unmet_needs(model: Model, versions: Mapping[str, Version]) -> Iterator[Problem]:
    """A warning for each need of a model that its data do not meet.

    Args:
        model: The model.
        versions: Version by input; inputs without one are left out.
    """
    for item in model.inputs:
        version = versions.get(item.name)
        if version is None or item.table not in Tables.load():
            continue
        for need in item.needs:
            column = Tables.load()[item.table].column(need.column)
            if column is None or need.column not in version.schema.names:
                continue  # the check of columns says it
            share = share_of(version, column, need.check)
            if share is None or share >= need.least:
                continue
            yield Problem(
                what=f"{item.table} is not as good as the model needs.",
                where=f"{model.id}, input {item.name}",
                why=f"{need.check} of {need.column} is {float(share):.4f}, "
                f"{float(need.least):.4f} is needed",
                cure="Look at `xiezhi shelf quality`; ask the provider for better data. Clues may "
                "be missing.",
                code="run-quality",
                severity="warning",
            )
