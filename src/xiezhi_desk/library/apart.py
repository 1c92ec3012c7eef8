"""A folder of models checked in a process of its own: ``python -m …apart FOLDER`` prints JSON.

What a stranger hands in may bring tables and law of its own, may be large or nested without end;
none of that may reach the process that serves pages.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

from xiezhi.kernel.errors import XiezhiError
from xiezhi.model.checking import check_folder
from xiezhi.model.explain import explain
from xiezhi.rulebook.own import bring_own, own_folder
from xiezhi.run.standing_rules import StandingRules
from xiezhi_desk.library.problems import problems_of

MOST = 20
"""Models looked at; further ones are counted only."""
SECONDS = 30
"""Of processor time."""


def main(root: Path) -> dict[str, Any]:
    """Every model below a folder, as ``checking.ModelChecked`` is made of.

    Args:
        root: The unpacked folder; nothing above it is read.
    """
    folders = sorted({path.parent for path in root.rglob("model.yaml") if path.is_file()})
    rules = StandingRules()
    return {
        "models": [_checked(folder, root, rules) for folder in folders[:MOST]],
        "left_out": max(0, len(folders) - MOST),
    }


def _checked(folder: Path, root: Path, rules: StandingRules) -> dict[str, Any]:
    office = own_folder(folder)
    try:
        if office is not None and office.is_relative_to(root.resolve()):
            bring_own(office)
        model, stories, found = check_folder(folder, rules)
    except XiezhiError as error:
        model, stories, found = None, (), list(error.problems)
    right = model is not None and not any(one.severity == "error" for one in found)
    told: dict[str, Any] = {
        "folder": str(folder.relative_to(root)),
        "id": model.id if model else "",
        "version": model.version if model else "",
        "title": [model.title.zh, model.title.en] if model else ["", ""],
        "line": model.line if model else "",
        "stories": len(stories),
        "right": right,
        "problems": [_said(one) for one in problems_of(found, root)],
        "prose": ["", ""],
    }
    if model is not None and right:
        told["prose"] = [explain(model, rules, "zh"), explain(model, rules, "en")]
    return told


def _said(one: Any) -> dict[str, Any]:
    return {
        "what": [one.what.zh, one.what.en],
        "cure": [one.cure.zh, one.cure.en],
        "where": one.where,
        "why": one.why,
        "code": one.code,
        "severity": one.severity,
    }


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    json.dump(main(Path(sys.argv[1]).resolve()), sys.stdout, ensure_ascii=False)
