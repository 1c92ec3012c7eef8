"""The yields that ``rulebook/models/field-ready.yaml`` publishes of the models over agencies' data.

    python -m bench.field_ready [--people N] [--seed S]

Writes an invented province, runs the models of the list over it and prints the rows of the list:
violations known, found by a clue of the model, clues about none. The truth is computed from life
histories that know nothing of the models.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from click.testing import CliRunner

from xiezhi.cli.command import app
from xiezhi.cli.scoring import checks_of
from xiezhi.cli.scoring_subjects import found_in, known_in, tally
from xiezhi.rulebook.field_ready import field_ready
from xiezhi.twin.province.write import write_province
from xiezhi.workspace import Workspace


def main() -> None:
    """Measure and print."""
    listed = field_ready()
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=listed.people)
    options.add_argument("--seed", type=int, default=listed.seed)
    chosen = options.parse_args()
    names = [one.model for one in listed.province]
    checks = {model.id: checks_of(model) for model in Workspace.models(("all",))}
    with tempfile.TemporaryDirectory() as folder:
        facts, run = Path(folder) / "province", Path(folder) / "run"
        written = write_province(facts, chosen.people, chosen.seed)
        words = ["run", "--facts", facts, "--models", ",".join(names), "--out", run]
        answer = CliRunner().invoke(app, [str(word) for word in words])
        known = known_in(facts / "truth_violations.parquet")
        print(f"  people: {chosen.people}\n  seed: {chosen.seed}\n  as_of: {written.as_of}")
        for name in names:
            if not (run / name).is_dir():
                print(f"    # {name} did not run: {answer.stdout} {answer.stderr}")
                continue
            check = next(one for one in checks[name] if one.startswith("A-"))
            beside = sorted(one for one in checks if check in checks[one] and one != name)
            score = tally(check, [name], found_in(run, name), known.get(check, []))
            print(
                f"    - {{model: {name}, check: {check}, clues: {score.clues}, true: {score.true}, "
                f"found: {score.found}, extra: {len(score.extra)}"
                + (f", beside: [{', '.join(beside)}]" if beside else "")
                + "}"
            )


if __name__ == "__main__":
    main()
