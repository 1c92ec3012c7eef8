"""Every pattern file proves itself: examples are found with their groups, the others are not."""

import pytest

from xiezhi.text import pattern

ALL = [
    pytest.param(file, name, id=f"{file}-{name}")
    for file in pattern.names()
    for name in pattern.load(file).patterns
]


@pytest.mark.parametrize(("file", "name"), ALL)
def test_pattern_finds_its_examples_and_nothing_in_its_counter_examples(file, name):
    patterns = pattern.load(file)
    entry, regex = patterns.patterns[name], patterns[name]
    assert entry.explanation.strip()
    assert entry.examples, "a pattern without an example proves nothing"
    for example in entry.examples:
        found = regex.search(example.text)
        assert found is not None, example.text
        groups = {key: value for key, value in found.groupdict().items() if value is not None}
        assert groups == example.groups, example.text
    for text in entry.counter_examples:
        assert regex.search(text) is None, text


def test_an_insertion_that_names_no_fragment_is_refused():
    with pytest.raises(KeyError):
        pattern._insert("{{nothing_of_that_name}}", {})


def test_fragments_insert_fragments():
    assert pattern._insert("{{a}}x", {"a": "{{b}}+", "b": "[12]"}) == "(?:(?:[12])+)x"


BEGINNINGS = [
    pytest.param(file, name, id=f"{file}-{name}")
    for file in pattern.names()
    for name in pattern.load(file).begins
]


@pytest.mark.parametrize(("file", "name"), BEGINNINGS)
def test_a_beginning_loses_no_match(file, name):
    patterns = pattern.load(file)
    texts = [example.text for entry in patterns.patterns.values() for example in entry.examples]
    texts += ["次日、" + "，".join(texts), "二〇三一年元月二日，同年3月4日，当月5日，十一月十二日"]
    for text in texts:
        for start in range(len(text)):
            slow = [match.span() for match in patterns[name].finditer(text, start)]
            assert [match.span() for match in patterns.each(name, text, start)] == slow, text
