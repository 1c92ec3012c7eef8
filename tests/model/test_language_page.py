"""Every example of docs/model-language.md is read, checked and runs."""

import re
from pathlib import Path

import yaml
from golden_models import EXAMPLE
from plain_run import RULES, model_text, play

from xiezhi.model.adjust import adjust, parse_adjustments
from xiezhi.model.checking import check_model
from xiezhi.model.compile import VERBS
from xiezhi.model.compiling import compile_model
from xiezhi.model.load import load_model, parse_model
from xiezhi.model.stories import parse_stories
from xiezhi.sql.functions import FUNCTIONS

PAGE = (Path(__file__).parents[2] / "docs" / "model-language.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def block(word: str) -> str:
    (found,) = [text for text in BLOCKS if word in text]
    return found


def test_the_model_of_the_page_has_nothing_wrong():
    model = parse_model(block("supervises:"))
    assert check_model(model, RULES) == []


def test_the_stories_of_the_page_hold():
    model = load_model(EXAMPLE)
    for story in parse_stories(block("look_alike"), model, RULES):
        compiled = compile_model(model, RULES, as_of=story.as_of)
        assert play(story, compiled, RULES) == []


def test_the_adjustments_of_the_page_fit():
    _, parameters, suppressions = adjust(load_model(EXAMPLE), parse_adjustments(block("suppress:")))
    assert (parameters, len(suppressions)) == ({"grace": 45}, 1)


def test_the_settled_check_of_the_page_is_a_model():
    steps = block("settle:").replace("from: counts", "from: dated")
    text = model_text(
        "  counts: {table: judgment_count, columns: [doc_id, ordinal, count_ordinal, charge, offence_to, fine]}\n"
        "  judgments: {table: judgment, columns: [doc_id, court, case_number, judged_date]}",
        "  dated: {join: {left: counts, right: judgments, keys: [doc_id], kind: inner, "
        f"cardinality: many_to_one}}}}\n{steps}",
        "  from: missing\n  key: {subject: [doc_id, ordinal, count_ordinal], organ: court, episode: case_number}",
    )
    found = check_model(parse_model(text), RULES)
    assert [str(one) for one in found if "fine is null" not in one.why] == []


def test_every_verb_and_every_function_is_on_the_page():
    for verb in (*VERBS, "sql"):
        assert f"| `{verb}` |" in PAGE, verb
    for name in FUNCTIONS:
        assert re.search(rf"\b{name}\b", PAGE), name


def test_every_block_is_yaml():
    for text in BLOCKS:
        assert yaml.safe_load(text) is not None
