"""Directories of officials."""

from demo.makers.entry import Bench, Entry
from demo.slugs import ascii_of

_POSTS = ("Trưởng phòng", "Phó Trưởng phòng", "Chánh Văn phòng", "Chuyên viên chính")


def officials(bench: Bench) -> Entry:
    """An official with post, unit, phone and mail."""
    units = bench.grammar.rules["unit"]
    name = bench.phrase("person")
    words = ascii_of(name).split()
    host = ".".join(bench.portal.host.removeprefix("www.").split(".")[-3:])
    values = {
        "name": name,
        "post": _POSTS[bench.index % len(_POSTS)],
        "unit": units[bench.index // 2 % len(units)],
        "phone": bench.text("02{n:33-79} 3.{n:801-899}.{n:100-999}"),
        "mail": f"{words[-1]}{''.join(word[0] for word in words[:-1])}@{host}",
    }
    return Entry(bench.number, name, None, "", "", (), values)


PEOPLE = {"officials": officials}
