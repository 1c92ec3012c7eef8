"""The wheel carries the built front end: hatchling calls the desk's own build command."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Frontend(BuildHookInterface[Any]):
    """Builds ``frontend/`` when its sources changed; an editable install and a wheel alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects files."""
        if os.environ.get("XIEZHI_SKIP_FRONTEND") or self.target_name == "sdist":
            return
        path = Path(self.root) / "src" / "xiezhi_desk" / "ui" / "frontend.py"
        spec = importlib.util.spec_from_file_location("xiezhi_frontend", path)
        if spec is None or spec.loader is None:
            message = f"{path} is missing: the front end cannot be built"
            raise FileNotFoundError(message)
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        if not module.SOURCES.is_dir():
            return
        try:
            built = module.build()
        except module.NoNodeError as error:
            if version == "editable":
                # An editable install may build later: the desk's system check says so.
                self.app.display_warning(f"front end: {error}")
                return
            raise
        self.app.display_info("front end: built" if built else "front end: up to date")
