"""The golden bundle as a desk receives it, with names a court would print: 张三, 李四."""

from __future__ import annotations

import sys
from pathlib import Path

import cast as people

from xiezhi_desk.clues.records import Clue
from xiezhi_desk.runs.services import receive_bundle

sys.path.insert(0, str(Path(__file__).parent / "library"))

from golden_bundle import named

NAMES = ("张三", "李四")


def received(folder: Path, settings) -> list[Clue]:
    """Its clues, in the county office, all but the first few fields as the import makes them."""
    settings.BUNDLES = folder / "store"
    people.province()
    shu = people.person("shu")
    incoming = folder / "incoming"
    incoming.mkdir()
    receive_bundle(named(incoming), "command", shu, people.office("qingpu"), people.NOW)
    Clue.objects.update(office=people.office("qingpu"))
    return list(Clue.objects.select_related("latest__bundle", "office").order_by("pk"))
