"""An office's adjustments: applied, flagged, counted; on a mismatch the run stops."""

from datetime import date
from pathlib import Path

import pytest
from invented_facts import case_number

from xiezhi.model.adjust import AdjustError

ADJUSTMENTS = f"""\
model: fine-not-sent
versions: ">=1.0.0 <2.0.0"
parameters: {{grace: 60}}
exclude:
  - {{id: small-fines, title: {{zh: 小额罚金, en: small fines}}, step: owed, where: "fine < 3000"}}
suppress:
  - key: {{case_number: "{case_number(1)}", ordinal: 1}}
    reason: {{zh: 已由上级院办理, en: with the office above}}
    until: 2031-12-31
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "adjustments.yaml"
    path.write_text(ADJUSTMENTS, "utf8")
    return path


def test_suppressed_clues_stay_flagged_and_exclusions_are_counted_as_local(desk, file):
    desk.run(adjustments=(file,))
    bundle = desk.bundle()
    flags = {clue.values["case_number"]: clue.flags for clue in bundle.clues}
    assert flags == {case_number(1): ("suppressed",), case_number(7): ()}
    assert bundle.manifest.counts.suppressed == 1
    (suppressed,) = [clue for clue in bundle.clues if clue.suppression]
    assert suppressed.suppression == "已由上级院办理"
    owed = bundle.funnel.steps[1]
    assert [(one.id, one.rows, one.local) for one in owed.excluded] == [
        ("paid-at-trial", 1, False),
        ("small-fines", 1, True),
    ]
    assert bundle.manifest.parameters == {"grace": "60"}
    assert bundle.model_text("adjustments.yaml") == ADJUSTMENTS


def test_a_suppression_expires_by_the_as_of_date(desk, file):
    file.write_text(ADJUSTMENTS.replace("until: 2031-12-31", "until: 2031-12-30"), "utf8")
    desk.run(adjustments=(file,))
    assert desk.bundle().manifest.counts.suppressed == 0


def test_the_model_keeps_its_hash_and_the_run_gets_another_key(desk, file):
    desk.run()
    plain = desk.bundle().manifest
    desk.run(adjustments=(file,))
    adjusted = desk.bundle().manifest
    assert adjusted.model.hash == plain.model.hash
    differing = {
        part for part, value in adjusted.run_key.parts.items() if plain.run_key.parts[part] != value
    }
    assert differing == {"adjustments", "parameters"}


def test_adjustments_of_another_version_stop_the_run_before_anything_is_written(desk, file):
    file.write_text(ADJUSTMENTS.replace(">=1.0.0 <2.0.0", ">=2.0.0"), "utf8")
    with pytest.raises(AdjustError, match=r"is now 1\.0\.0"):
        desk.run(adjustments=(file,))
    assert not desk.out.exists()


def test_adjustments_of_a_model_that_does_not_run_are_left_alone(desk, file):
    assert desk.run("number-published", adjustments=(file,)).outcomes[0].state == "done"


def test_a_parameter_given_for_the_run_goes_before_the_office_s(desk, file):
    desk.run(
        adjustments=(file,), parameters={"fine-not-sent": {"grace": 10}}, as_of=date(2031, 12, 31)
    )
    assert desk.bundle().manifest.parameters == {"grace": "10"}
