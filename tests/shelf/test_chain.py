"""The record only grows: whatever is changed in it is found."""

import json
import multiprocessing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiezhi.shelf.chain import START, Chain, ChainError


def chain_of(folder, *words):
    chain = Chain(folder / "log" / "use.jsonl")
    for word in words:
        chain.append({"event": word, "at": "2031-01-01T08:00:00+08:00"})
    return chain


def test_an_entry_names_the_one_before(tmp_path):
    chain = chain_of(tmp_path, "甲", "乙")
    first, second = chain.entries()
    assert (first["n"], first["previous"], first["event"]) == (1, START, "甲")
    assert (second["n"], second["previous"]) == (2, first["hash"])
    assert (chain.head.n, chain.head.hash) == (2, second["hash"])


def test_an_empty_record_has_a_head(tmp_path):
    chain = Chain(tmp_path / "none.jsonl")
    assert chain.entries() == []
    assert (chain.head.n, chain.head.hash) == (0, START)


@pytest.mark.parametrize("kind", ["word", "dropped", "swapped", "spoilt", "rehashed"])
def test_whatever_was_changed_breaks_the_chain(tmp_path, kind):
    chain = chain_of(tmp_path, "甲", "乙", "丙", "丁")
    lines = chain.path.read_text("utf8").splitlines()
    if kind == "word":
        lines[1] = lines[1].replace("乙", "己")
    elif kind == "dropped":
        del lines[1]
    elif kind == "swapped":
        lines[1], lines[2] = lines[2], lines[1]
    elif kind == "spoilt":
        lines[1] = lines[1][:-9]
    else:  # a line changed together with its own hash no longer fits the next one
        other = chain_of(tmp_path / "other", "甲", "己")
        lines[1] = other.path.read_text("utf8").splitlines()[1]
    chain.path.write_text("\n".join(lines) + "\n", "utf8")
    with pytest.raises(ChainError) as raised:
        chain.entries()
    (problem,) = raised.value.problems
    assert problem.code == "chain-broken"
    assert problem.where.endswith(":2") or kind == "rehashed"


def test_a_line_cut_off_by_a_crash_was_never_written(tmp_path):
    chain = chain_of(tmp_path, "甲")
    with chain.path.open("a", encoding="utf8") as file:
        file.write('{"event":"乙","n":2')
    assert [one["event"] for one in chain.entries()] == ["甲"]
    chain.append({"event": "丙"})
    assert [one["event"] for one in chain.entries()] == ["甲", "丙"]


def test_nothing_is_added_behind_a_changed_line(tmp_path):
    chain = chain_of(tmp_path, "甲", "乙")
    chain.path.write_text(chain.path.read_text("utf8").replace("乙", "丙"), "utf8")
    with pytest.raises(ChainError):
        chain.append({"event": "丁"})


def _write(path, word):
    chain = Chain(path)
    for _ in range(20):
        chain.append({"event": word})


def test_two_processes_write_one_chain(tmp_path):
    path = tmp_path / "use.jsonl"
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_write, args=(path, word)) for word in "甲乙"]
    for process in both:
        process.start()
    for process in both:
        process.join()
    entries = Chain(path).entries()
    assert len(entries) == 40
    assert sum(one["event"] == "甲" for one in entries) == 20


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=5).filter(lambda key: key not in ("n", "previous", "hash")),
        st.none() | st.integers(-9, 9) | st.text(max_size=9) | st.lists(st.text(max_size=3)),
        max_size=4,
    )
)
def test_what_is_written_comes_back(tmp_path_factory, entry):
    chain = Chain(tmp_path_factory.mktemp("chain") / "log.jsonl")
    chain.append(entry)
    (read,) = chain.entries()
    own = {key: value for key, value in read.items() if key not in ("n", "previous", "hash")}
    assert own == json.loads(json.dumps(entry))
