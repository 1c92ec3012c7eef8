"""What apps hang into slots by name is there, and a start without pages leaves the library be."""

import subprocess
import sys

import pytest

from xiezhi_desk.accounts import slots as people
from xiezhi_desk.clues import slots as clues
from xiezhi_desk.library import bundles
from xiezhi_desk.models import slots as models
from xiezhi_desk.runs import slots as runs
from xiezhi_desk.ui.app import late

HUNG = {
    f"{function.__module__}.{function.__name__}": function
    for function in (
        *runs.handlers.values(),
        *runs.bundle_received,
        *runs.nightly,
        *clues.valuers,
        *clues.effects,
        *clues.matter_carried,
        *(part.values for part in clues.page_parts + clues.matter_parts),
        *(part.values for part in models.model_parts + models.list_figures),
        *people.handover,
        *people.open_work,
    )
}
SETUP = """
import sys, django
django.setup()
import xiezhi_desk.runs.services
print(*sorted({"pandas", "pyarrow", "duckdb", "pyiceberg", "sqlglot", "docx"} & set(sys.modules)))
"""


@pytest.mark.parametrize("name", sorted(HUNG))
def test_every_function_in_a_slot_is_there(name):
    module, _, function = name.rpartition(".")
    __import__(module)
    assert callable(getattr(sys.modules[module], function))


def test_every_name_of_the_late_package_is_there():
    names = {name: getattr(bundles, name).__name__ for name in bundles.__all__}
    assert names == {name: name for name in names}
    assert names.keys() > {"OpenBundle", "check", "read"}
    with pytest.raises(AttributeError, match="nobody"):
        _ = bundles.nobody


def test_a_function_is_imported_when_it_is_called():
    assert late("nowhere.at.all.nothing").__name__ == "nothing"
    assert late("xiezhi_desk.ui.words.t")("中", "en") in ("中", "en")


def test_a_command_starts_without_what_reads_data():
    done = subprocess.run(
        [sys.executable, "-c", SETUP], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == ""
