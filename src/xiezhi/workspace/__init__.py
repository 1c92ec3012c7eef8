"""Composition: opens a facts folder or a shelf, hands out catalogue, rulebook, engine; runs.

``facts.py`` is the anonymous workspace of ``xiezhi read``; ``shelf.py`` the workspace of an office
with contracts, versions and a log of uses.
"""

from xiezhi.workspace.facts import Workspace
from xiezhi.workspace.shelf import Shelf

__all__ = ["Shelf", "Workspace"]
