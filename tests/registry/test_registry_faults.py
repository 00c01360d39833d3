"""A wrong file: each fault with its line, its key and what is allowed, and all of them at once."""

from pathlib import Path

import pytest

from registry.faults import RegistryError, Severity
from registry.lint import lint
from registry.load import load_targets

SOUND = """\
agencies:
  mof:
    name: Bộ Tài chính
    kind: ministry
    portal: https://mof.gov.vn
"""


def faults_of(folder: Path, text: str | bytes) -> list[str]:
    path = folder / "targets.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(RegistryError) as caught:
        load_targets(path)
    assert list(caught.value.faults) == [fault for fault in lint(path) if fault.severity is Severity.ERROR]
    return [str(fault).removeprefix(f"{folder}/") for fault in caught.value.faults]


IN_ENTRY = [
    ("    portl: x\n", "6: agencies.mof.portl: unknown key (did you mean 'portal'?); allowed: name, "),
    ("    parent: mfo\n", "6: agencies.mof.parent: no agency 'mfo' (did you mean 'mof'?); allowed: "),
    ("    parent: mof\n", "6: agencies.mof.parent: names itself; allowed: "),
    ("    successors: [nobody]\n", "6: agencies.mof.successors[0]: no agency 'nobody'; allowed: "),
    ("    successors: mae\n", "6: agencies.mof.successors: a list is expected, found 'mae'; allowed: "),
    (
        "    block: ministry\n",
        "6: agencies.mof.block: 'ministry' is none of the words for it (did you mean 'ministries'",
    ),
    ("    rosters: [18]\n", "6: agencies.mof.rosters[0]: not the year of a roster: '18'; allowed: a year"),
    ("    valid: {from: 2025-02-30}\n", "6: agencies.mof.valid.from: no such day: 2025-02-30; allowed: "),
    ("    valid: {from: 1 Mar 2025}\n", "6: agencies.mof.valid.from: not a day: '1 Mar 2025'; allowed: a day as YYYY"),
    ("    valid: {from: 2025-03-01, until: 2025-02-28}\n", "6: agencies.mof.valid: until 2025-02-28 lies before from"),
    ("    valid: {til: 2025-03-01}\n", "6: agencies.mof.valid.til: unknown key"),
    ("    hosts: dichvucong.mof.gov.vn\n", "6: agencies.mof.hosts: a list is expected, found 'dichvucong.mof.gov.vn'"),
    ("    hosts:\n      - a.gov.vn\n", "7: agencies.mof.hosts[0]: a mapping is expected, found 'a.gov.vn'"),
    (
        "    hosts:\n      - host: a.gov.vn\n        role: servce\n",
        "8: agencies.mof.hosts[0].role: 'servce' is none of",
    ),
    ("    hosts:\n      - role: service\n", "7: agencies.mof.hosts[0].host: is missing; allowed: a host name"),
    ("    hosts: [{host: https://a.gov.vn/x}]\n", "6: agencies.mof.hosts[0].host: an address, not a host name"),
    ("    hosts: [{host: a.gov.vn, url: https://b.gov.vn/x}]\n", "6: agencies.mof.hosts[0]: url 'https://b.gov.vn/x'"),
    ("    entries: [mof.vn]\n", "6: agencies.mof.entries[0]: not a web address (http or https): 'mof.vn'; allowed: "),
    ("    crawl: {max_pages: 0}\n", "6: agencies.mof.crawl.max_pages: '0' is out of range; allowed: at least 1"),
    ("    crawl: {max_pages: true}\n", "6: agencies.mof.crawl.max_pages: a whole number is expected, found 'True'"),
    ("    crawl: {delay: soon}\n", "6: agencies.mof.crawl.delay: a number is expected, found 'soon'"),
    ("    crawl: {delay: .nan}\n", "6: agencies.mof.crawl.delay: a number is expected, found '.nan'"),
    ("    not_applicable: [{requirement: nd43-18-*}]\n", "6: agencies.mof.not_applicable[0].source: is missing"),
    (
        "    not_applicable: [{requirement: 'N 1', source: a, on: 2025-01-01}]\n",
        "6: agencies.mof.not_applicable[0].requ",
    ),
    ("    resolve: {a.test: localhost}\n", "6: agencies.mof.resolve.'a.test': not an address with a port"),
    ("    other_names: [12]\n", "6: agencies.mof.other_names[0]: a text is expected, found '12'; allowed: a list of"),
    ('    notes: "a\\u0007b"\n', "6: agencies.mof.notes: control characters in 'a\\x07b'; allowed: plain text"),
    ("    notes: [a]\n", "6: agencies.mof.notes: a text is expected, found a list; allowed: text"),
    ("    kind: ministry\n", "6: agencies.mof.kind: key given twice (first in line 4); allowed: each key once"),
]


@pytest.mark.parametrize(("line", "expected"), IN_ENTRY, ids=[expected[:48] for _, expected in IN_ENTRY])
def test_a_fault_inside_an_entry(tmp_path: Path, line: str, expected: str) -> None:
    found = faults_of(tmp_path, SOUND + line)
    assert any(fault.startswith(f"targets.yaml:{expected}") for fault in found), found


@pytest.mark.parametrize(
    "portal",
    ["mof.gov.vn", "ftp://mof.gov.vn", "https://", "https://mof", "https://a b.gov.vn", "https://user:pw@mof.gov.vn",
     "https://mof.gov.vn:99999", "https://mof.gov.vn:0", "https://mof..gov.vn", "https://-a.gov.vn", "https://300.1.1.1",
     "http://0xa9fea9fe/", "http://169.254.169.254/latest", "http://[fe80::1]/", "http://0.0.0.0", "http://224.0.0.1",
     "javascript:alert(1)", "https://mof.gov.vn/<script>", "https://" + "a" * 64 + ".gov.vn",
     "https://mof.gov.vn/" + "x" * 2000, "https://mof.gov.vn https://b.gov.vn", "''", "5", "null", "[]"],
)  # fmt: skip
def test_no_portal(tmp_path: Path, portal: str) -> None:
    found = faults_of(tmp_path, SOUND.replace("https://mof.gov.vn", portal))
    assert len(found) == 1
    assert found[0].startswith("targets.yaml:5: agencies.mof.portal: ")
    assert "allowed: an address such as" in found[0]
    assert len(found[0]) < 300


OF_FILE: list[tuple[str | bytes, str]] = [
    ("", "targets.yaml:1: is empty; allowed: agencies: with one entry per agency"),
    ("# nothing\n", "targets.yaml:1: is empty"),
    ("- mof\n", "targets.yaml:1: not a mapping"),
    ("mof\n", "targets.yaml:1: not a mapping"),
    ("agencies:\n", "targets.yaml:1: agencies: a mapping is expected"),
    ("national_hosts: []\n", "targets.yaml:1: agencies: is missing"),
    ("agencies: {}\nagences: {}\n", "targets.yaml:2: agences: unknown key (did you mean 'agencies'?); allowed: "),
    ("agencies: {}\nnational_hosts: [a b]\n", "targets.yaml:2: national_hosts[0]: not a host name: 'a b'"),
    ("agencies: {}\nnational_hosts: vbpl.vn\n", "targets.yaml:2: national_hosts: not a list"),
    (SOUND + "  Mof 2: {}\n", "targets.yaml:6: agencies.'Mof 2': 'Mof 2' is no id; allowed: lower-case letters"),
    (SOUND + "  mae:\n", "targets.yaml:6: agencies.mae: a mapping is expected, found nothing"),
    (SOUND + SOUND[10:], "targets.yaml:6: agencies.mof: key given twice (first in line 2)"),
    ("agencies:\n\tmof: {}\n", "targets.yaml:2: not YAML: a tab in the indentation; allowed: spaces, never tabs"),
    ("agencies:\n  mof: [1\n", "targets.yaml:3: not YAML: "),
    ("agencies:\n  mof: 'x\n", "targets.yaml:3: not YAML: "),
    ("agencies: {}\n---\nagencies: {}\n", "targets.yaml:2: a second YAML document begins here"),
    ("? [a]\n: 1\n", "targets.yaml:1: a list or mapping as a key"),
    ("agencies: " + "[" * 5000, "targets.yaml:1: nested deeper than 12"),
    ("agencies: &a {}\n", "targets.yaml:1: agencies: an anchor (&'a') is not allowed"),
    ("agencies:\n  mof: *a\n", "targets.yaml:2: agencies.mof: an alias (*name) is not allowed"),
    ("agencies: !!python/object:os.system {}\n", "targets.yaml:1: agencies: a tag ('tag:yaml.org,2002:python/object"),
    ("agencies: {}\n# \x00\n", "targets.yaml:2: character U+0000 is not allowed"),
    (SOUND.encode() + b"    notes: caf\xe9\n", "targets.yaml:6: not UTF-8: byte 0xe9 at offset 108; allowed: UTF-8"),
    (b"\xef\xbb\xbf" + SOUND.encode() + b"\xff", "targets.yaml:6: not UTF-8: byte 0xff at offset 97"),
    (SOUND.encode("utf-16"), "targets.yaml:1: not UTF-8: byte 0xff at offset 0"),
]


@pytest.mark.parametrize(("text", "expected"), OF_FILE, ids=[expected[13:60] for _, expected in OF_FILE])
def test_a_fault_of_the_file(tmp_path: Path, text: str | bytes, expected: str) -> None:
    found = faults_of(tmp_path, text)
    assert any(fault.startswith(expected) for fault in found), found


def test_all_faults_come_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = (
        "agencies:\n  a:\n    name: A\n    kind: minstry\n    portl: https://a.gov.vn\n    parent: nobody\n"
        "  b:\n    name: B\n    kind: province\n    portal: b.gov.vn\n    valid: {from: soon}\n    successors: [x, b]\n"
        "extra: 1\n"
    )
    found = faults_of(tmp_path, text)
    assert [fault.split(": ")[:2] for fault in found] == [
        ["targets.yaml:2", "agencies.a.portal"],
        ["targets.yaml:4", "agencies.a.kind"],
        ["targets.yaml:5", "agencies.a.portl"],
        ["targets.yaml:6", "agencies.a.parent"],
        ["targets.yaml:10", "agencies.b.portal"],
        ["targets.yaml:11", "agencies.b.valid.from"],
        ["targets.yaml:12", "agencies.b.successors[0]"],
        ["targets.yaml:12", "agencies.b.successors[1]"],
        ["targets.yaml:13", "extra"],
    ]


def test_a_file_that_is_not_there_and_one_that_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=r"none\.yaml: can't be read: No such file"):
        load_targets(tmp_path / "none.yaml")
    with pytest.raises(RegistryError, match="can't be read: Is a directory"):
        load_targets(tmp_path)


def test_a_file_too_large_is_not_parsed(tmp_path: Path) -> None:
    path = tmp_path / "targets.yaml"
    with path.open("wb") as stream:
        stream.truncate(33 * 1024 * 1024)
    with pytest.raises(RegistryError, match="larger than 32 MiB"):
        load_targets(path)


def test_an_alias_bomb_costs_nothing(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    found = faults_of(tmp_path, "\n".join(lines) + "\n")
    assert any("an alias (*name) is not allowed" in fault for fault in found)


def test_words_that_yaml_makes_something_else_of_stay_words(tmp_path: Path) -> None:
    path = tmp_path / "targets.yaml"
    path.write_text(
        SOUND + "    other_names: [no, On, 12:30:45, 1_000, 0o7, 010, 1e5, 2025-01-01]\n"
        "    not_applicable: [{requirement: nd43-18-*, source: no, on: 2025-01-31}]\n"
    )
    target = load_targets(path).get("mof")
    assert target.agency.other_names == ("no", "On", "12:30:45", "1_000", "0o7", "010", "1e5", "2025-01-01")
    assert target.not_applicable[0].source == "no"


def test_windows_line_ends_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "targets.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert load_targets(path).get("mof").agency.name == "Bộ Tài chính"
