"""Strict YAML: the 1.2 core schema, places, and what is refused."""

import pytest

from xiezhi.rulebook.yaml_nodes import Mapping, Scalar, YamlError, parse_yaml, plain, read_yaml


def problems(text):
    with pytest.raises(YamlError) as caught:
        parse_yaml(text, "m.yaml")
    return caught.value.problems


def test_words_that_yaml_1_1_would_turn_into_booleans_stay_words():
    assert plain(parse_yaml("{a: on, b: yes, c: no, d: y, e: off}")) == {
        "a": "on",
        "b": "yes",
        "c": "no",
        "d": "y",
        "e": "off",
    }


def test_core_schema_scalars():
    text = "[1, -2, 010, 0o17, 0x1f, 1.5, 1e3, .5, true, False, ~, null, '1', \"true\", 12:30]"
    assert plain(parse_yaml(text)) == [
        1,
        -2,
        10,
        15,
        31,
        1.5,
        1000.0,
        0.5,
        True,
        False,
        None,
        None,
        "1",
        "true",
        "12:30",
    ]


def test_dates_stay_text_until_something_types_them():
    assert plain(parse_yaml("from: 2011-05-01")) == {"from": "2011-05-01"}


def test_an_exact_decimal_keeps_its_digits():
    node = parse_yaml("rate: 4.250")
    assert isinstance(node, Mapping)
    scalar = node["rate"]
    assert isinstance(scalar, Scalar)
    assert (scalar.value, scalar.text) == (4.25, "4.250")


def test_every_node_and_key_knows_its_place_in_characters():
    node = parse_yaml("一: 1\n二三:\n  - x\n  - {四: y}\n", "m.yaml")
    assert isinstance(node, Mapping)
    assert str(node.key_places["二三"]) == "m.yaml:2:1"
    inner = node["二三"].items[1]
    assert str(inner.place) == "m.yaml:4:5"
    assert str(inner["四"].place) == "m.yaml:4:9"


def test_all_problems_come_at_once_with_their_lines():
    found = problems("a: &x [1]\nb: *x\nc: !!int '3'\nd: {<<: {e: 1}}\na: 2\n? [k]\n: v\n")
    assert [(p.code, p.where) for p in found] == [
        ("yaml-alias", "m.yaml:1:4"),
        ("yaml-alias", "m.yaml:2:4"),
        ("yaml-tag", "m.yaml:3:4"),
        ("yaml-merge", "m.yaml:4:5"),
        ("yaml-duplicate-key", "m.yaml:5:1"),
        ("yaml-key", "m.yaml:6:3"),
    ]


def test_a_repeated_scalar_is_an_alias_too():
    assert [p.where for p in problems("a: &x 1\nb: *x\n")] == ["m.yaml:1:4", "m.yaml:2:4"]


@pytest.mark.parametrize(
    ("text", "where"),
    [("a: [1\nb: 2", "m.yaml:2:2"), ("a: 1\n---\nb: 2", "m.yaml:2:1"), ("a: b: c", "m.yaml:1:5")],
)
def test_broken_syntax_names_its_place(text, where):
    (problem,) = problems(text)
    assert (problem.code, problem.where) == ("yaml-syntax", where)


def test_an_empty_file_is_refused():
    assert problems("# nothing\n")[0].code == "yaml-empty"


def test_nesting_without_end_is_an_error_and_no_crash():
    assert problems("[" * 50_000)[0].code == "yaml-deep"
    assert problems("- " * 50_000)[0].code == "yaml-deep"


def test_a_file_that_is_not_utf8_or_not_there(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes("名: 值".encode("gb18030"))
    with pytest.raises(YamlError, match="not UTF-8"):
        read_yaml(path)
    with pytest.raises(YamlError, match="cannot be opened"):
        read_yaml(tmp_path / "absent.yaml")
