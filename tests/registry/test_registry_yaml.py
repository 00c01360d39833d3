"""The YAML reader: right lines, no surprise for any text, nothing that costs more than it says."""

import json
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.yaml_tree import Place, parse_document

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(WORDS, VALUES, min_size=1, max_size=5))
def test_json_is_read_as_it_was_written(data: dict[str, Any]) -> None:
    for indent in (None, 1):
        document = parse_document(json.dumps(data, ensure_ascii=False, indent=indent), "x")
        assert (document.data, document.faults) == (data, [])


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(WORDS, VALUES, min_size=1, max_size=5), st.booleans())
def test_lines_are_those_of_the_keys(data: dict[str, Any], flow: bool) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, width=30)
    document = parse_document(text, "x")
    assert document.faults == []

    def compare(node: yaml.Node, place: Place) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                child = place.children[key.value]
                assert child.line == key.start_mark.line + 1
                compare(value, child)
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                assert place.children[index].line == value.start_mark.line + 1
                compare(value, place.children[index])

    compare(yaml.compose(text, Loader=yaml.SafeLoader), document.place)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("ab:-{}[]*&!|>?#'\"\t\n ,.%@`\\\x00é\u2028\ud800")), max_size=60))
def test_no_text_makes_it_raise(text: str) -> None:
    document = parse_document(text, "x")
    assert all(0 <= fault.line <= text.count("\n") + text.count("\u2028") + 2 for fault in document.faults)


def test_a_place_that_is_not_there_is_the_nearest_above() -> None:
    place = parse_document("a:\n  b:\n    - c\n    - d: 1\n", "x").place
    assert [place.line_of(path) for path in [("a",), ("a", "b"), ("a", "b", 1, "d"), ("a", "b", 1, "x"), ("z",)]] == [
        1, 2, 4, 4, 1,
    ]  # fmt: skip
