"""Packs back to what a person reads: rendered, and masked unless told otherwise."""

from xiezhi_desk.library.covering import cover_text
from xiezhi_desk.library.showing.document import WholeDocument, whole_document
from xiezhi_desk.library.showing.graph import Edge, Graph, Node
from xiezhi_desk.library.showing.shown import Headline, Proved, Shown, headline, shown
from xiezhi_desk.library.showing.timeline import Moment

__all__ = [
    "Edge",
    "Graph",
    "Headline",
    "Moment",
    "Node",
    "Proved",
    "Shown",
    "WholeDocument",
    "cover_text",
    "headline",
    "shown",
    "whole_document",
]
