"""Whether the database is of this version."""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from xiezhi_desk.runs.problems import Refused, problem

__all__ = ["pending", "refuse_pending"]


def pending() -> list[str]:
    """Changes of tables that were not made yet: ``app.name``."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def refuse_pending() -> None:
    """Refuse to go on with a database of another version.

    Raises:
        Refused: It has to be set up or upgraded first.
    """
    left = pending()
    if not left:
        return
    raise Refused(
        [
            problem(
                ("数据库还没有准备好。", "The database is not ready."),
                (f"有 {len(left)} 项表结构变更未执行。", f"{len(left)} changes are to be made."),
                (
                    "首次使用：xiezhi-desk setup；升级之后：xiezhi-desk upgrade。",
                    "At first: xiezhi-desk setup; after an upgrade: xiezhi-desk upgrade.",
                ),
                code="pending",
            )
        ]
    )
