"""How an app of the desk is configured: its tables live in ``records``, the word for them here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.module_loading import module_has_submodule

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from django.apps.registry import Apps

__all__ = ["DeskApp", "late"]


def late(name: str) -> Callable[..., Any]:
    """A function that is imported when it is first called.

    What an app hangs into other rooms' slots is needed by few processes; a job or a command starts
    in a third of the time when the pages and the library behind them stay where they are.

    Args:
        name: Module and function, ``xiezhi_desk.runs.handling.running.run``.
    """
    module, _, function = name.rpartition(".")

    def called(*given: Any, **named: Any) -> Any:
        return getattr(import_module(module), function)(*given, **named)

    called.__qualname__ = called.__name__ = function
    called.__module__ = module
    return called


class DeskApp(AppConfig):
    """An app whose tables are declared in ``records.py`` (or the package ``records``)."""

    default_auto_field = "django.db.models.BigAutoField"
    models_module: ModuleType | None

    def import_models(self) -> None:
        """Django's own step, with the room's name."""
        registry: Apps = self.apps  # type: ignore[assignment]
        self.models = registry.all_models[self.label]
        if self.module is not None and module_has_submodule(self.module, "records"):
            self.models_module = import_module(f"{self.name}.records")
