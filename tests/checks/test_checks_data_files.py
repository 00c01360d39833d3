"""YAML with lines: what is read, and where faults are said to be."""

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError

from checks.data_files import DataFaults, Fault, faults_of, read_document


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")
    size: int


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    inner: list[Inner] = []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: yes", "yes"),
        ("a: on", "on"),
        ("a: no", "no"),
        ("a: true", True),
        ("a: 2011-10-01", "2011-10-01"),
        ("a: 12:30", "12:30"),
        ("a: 12", 12),
        ("a: 1.5", 1.5),
        ("a: '12'", "12"),
        ("a: null", None),
        ("a: 'null'", "null"),
        ("a: [x, 1]", ["x", 1]),
    ],
)
def test_scalars_stay_what_an_editor_meant(text: str, value: object) -> None:
    assert read_document("f.yaml", text).data == {"a": value}


def test_lines_of_keys_and_items() -> None:
    document = read_document("f.yaml", "name: x\ninner:\n  - size: 1\n  - size: 2\n")
    assert document.line(("inner", 1, "size")) == 4
    assert document.line(("inner", 1, "missing")) == 4
    assert document.line(("nowhere",)) == 1


def test_a_key_that_stands_twice_is_a_fault() -> None:
    document = read_document("f.yaml", "name: x\nname: y\n")
    assert document.faults == (Fault("f.yaml", 2, "name", "stands twice"),)


@pytest.mark.parametrize("text", ["a: [1", "a: b: c", "\t- x"])
def test_broken_yaml_is_one_fault_with_a_line(text: str) -> None:
    document = read_document("f.yaml", text)
    assert document.data is None
    assert len(document.faults) == 1
    assert document.faults[0].what.startswith("no YAML")


def test_an_empty_file_is_a_fault() -> None:
    assert read_document("f.yaml", "# only a remark\n").faults[0].what == "is empty"


def _faults(text: str) -> list[str]:
    document = read_document("f.yaml", text)
    with pytest.raises(ValidationError) as caught:
        Outer.model_validate(document.data)
    return [str(fault) for fault in faults_of(caught.value, document, Outer)]


def test_unknown_key_names_what_is_allowed() -> None:
    assert _faults("name: x\ncolour: red\n") == ["f.yaml:2: colour: unknown key; allowed: inner, name"]


def test_unknown_key_inside_a_list_names_what_is_allowed_there() -> None:
    text = "name: x\ninner:\n  - size: 1\n    weight: 2\n"
    assert _faults(text) == ["f.yaml:4: inner[0].weight: unknown key; allowed: size"]


def test_missing_key_and_wrong_type_are_told_at_once() -> None:
    found = _faults("inner:\n  - size: many\n")
    assert "f.yaml:1: name: is missing" in found
    assert any(fault.startswith("f.yaml:2: inner[0].size: should be a valid integer") for fault in found)


def test_faults_are_sorted_and_told_once() -> None:
    fault = Fault("b.yaml", 1, "x", "y")
    error = DataFaults([fault, Fault("a.yaml", 9, "x", "y"), fault])
    assert [item.file for item in error.faults] == ["a.yaml", "b.yaml"]
    assert str(error).splitlines() == ["a.yaml:9: x: y", "b.yaml:1: x: y"]
