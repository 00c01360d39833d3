"""Which portals show themselves only to those who run their scripts, and what those scripts ask for."""

from collections.abc import Callable

from demo.blocks import Page
from demo.hash_routed import hash_routed_answer
from demo.menu_on_load import menu_on_load_answer
from demo.render import Frame
from demo.single_page import single_page_answer
from demo.site import Site
from demo.wire import Response

_Answer = Callable[[Site, Frame, str, Callable[[str], Page]], Response | None]

_ANSWERS: dict[str, _Answer] = {
    "spa": single_page_answer,
    "hash": hash_routed_answer,
    "mvc": menu_on_load_answer,
}


def scripted_answer(site: Site, frame: Frame, url: str, page_of: Callable[[str], Page]) -> Response | None:
    """Scripts and their data; None where the portal answers as any other."""
    answer = _ANSWERS.get(site.data.family)
    return answer(site, frame, url, page_of) if answer else None


def shows_shell(site: Site, path: str) -> bool:
    """Whether a path shows the empty shell that script fills: every path where history routes, one where # does."""
    return site.data.family == "spa" or (site.data.family == "hash" and path == "/")
