"""Services of the subordinate bodies in the agency's list. Decree 43 Art. 20, Circular 32 Art. 6(1).

The bodies are those that the register knows; a body stands in the list when an entry names it as the one that handles
it, or is linked at its host. What a body is called is told by its host and by the links of the portal that lead there.
"""

from collections.abc import Collection

from checks.absence import unknown
from checks.observations import Observation, Unknown
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.services.entries import Entry
from checks.services.listing import read_listing
from checks.services.sample_share import trace_of
from checks.site import Site
from domain.findings import Text2
from domain.text import fold, slug_key
from domain.urls import host_of

NAME = "service_units"
_SHOWN = 6
_LEAST_LETTERS = 3
_LEAST_WORDS = 2
_LABEL_WORDS = 14
#: What follows in a body's full name is whose it is: "Sở Y tế tỉnh Bình Minh".
_WHOSE = frozenset({"tinh", "thanh", "huyen", "thi", "quan", "truc", "thuoc", "bo"})


def run(site: Site, _params: Params, _requirement: Requirement) -> Observation:
    bodies = tuple(dict.fromkeys(host_of(url).removeprefix("www.") for url in site.target.subordinates))
    agencies = {fold(entry.agency): entry for entry in reversed(read_listing(site).entries) if entry.agency}
    searched = trace_of(site, read_listing(site).entries)
    if not bodies:
        said = Text2(
            f"Danh sách nêu {len(agencies)} đơn vị; sổ đăng ký chưa ghi đơn vị nào, cần người xem có đủ không.",
            f"The list names {len(agencies)} bodies; the register knows none: whether all are there is for a person.",
        )
        evidence = tuple(entry.seen for entry in agencies.values())[:_SHOWN]
        return unknown(NAME, "no_register", said, evidence=evidence, searched=searched, kind=Unknown.HUMAN)
    called = _labels_of(site, frozenset(bodies))
    found = {
        body: entry for body in bodies if (entry := _entry_of(site, body, called.get(body, ()), agencies)) is not None
    }
    share = round(len(found) / len(bodies), 4)
    said = Text2(
        f"{len(found)}/{len(bodies)} đơn vị trực thuộc trong sổ đăng ký có dịch vụ trong danh sách.",
        f"{len(found)} of {len(bodies)} subordinate bodies of the register have services in the list.",
    )
    evidence = tuple(entry.seen for entry in found.values())[:_SHOWN] or (read_listing(site).entries[0].seen,)
    code = "full" if share >= 1 else "some" if share > 0 else "none"
    return Observation(NAME, share, 0.0, code, said, evidence, searched)


def _labels_of(site: Site, bodies: frozenset[str]) -> dict[str, set[str]]:
    """What the portal's links to each body's host call it, folded."""
    found: dict[str, set[str]] = {}
    for page in site.pages:
        for link in page.view.links:
            host = host_of(link.url).removeprefix("www.") if link.url else ""
            if host in bodies and _LEAST_WORDS <= len(link.name.split()) <= _LABEL_WORDS:
                found.setdefault(host, set()).add(_short(fold(link.name)))
    return found


def _short(name: str) -> str:
    """A body's name without whose it is."""
    words = name.split()
    end = next((at for at, word in enumerate(words) if at > _LEAST_WORDS and word in _WHOSE), len(words))
    return " ".join(words[:end])


def _entry_of(site: Site, body: str, called: Collection[str], agencies: dict[str, Entry]) -> Entry | None:
    at_host = next(
        (entry for entry in read_listing(site).entries if host_of(entry.url).removeprefix("www.") == body), None
    )
    named = ((_short(name), entry) for name, entry in agencies.items())
    return at_host or next((entry for name, entry in named if name in called or _is_called(body, name)), None)


def _is_called(body: str, name: str) -> bool:
    """Is a host that of a body so named: `sotuphap.`, `stp.`, `tuphap.` of "Sở Tư pháp"?"""
    label, words = slug_key(body.split(".", maxsplit=1)[0]), name.split()
    whole, rest = slug_key(name), slug_key(" ".join(words[1:]))
    if label in (whole, rest):
        return True
    letters = "".join(word[0] for word in words)
    return len(letters) >= _LEAST_LETTERS and body.split(".", maxsplit=1)[0] == letters


PROBE = ProbeKind(
    NAME,
    Params,
    run,
    Text2(
        "Các đơn vị trực thuộc trong sổ đăng ký có dịch vụ trong danh sách của cơ quan.",
        "Subordinate bodies of the register whose services stand in the agency's list.",
    ),
)
