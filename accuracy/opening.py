"""A portal of a corpus opened for a visit: served on loopback while the block lasts."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from accuracy.corpus import MadeUp, Portal, SavedPages
from accuracy.made_up import portals_on
from accuracy.pages_folder import PagesFolder
from demo.server import serve
from domain.agencies import Target

_LOOPBACK = "127.0.0.1"


@contextmanager
def opened(portal: Portal) -> Iterator[Target]:
    """What to audit. Raises ValueError for a source that cannot be visited."""
    source = portal.source
    if isinstance(source, MadeUp):
        made = portals_on(source.today)
        with serve(made) as serving:
            yield next(item for item in made if item.id == portal.id).target(serving.port)
    elif isinstance(source, SavedPages):
        host = urlsplit(portal.address).hostname or _LOOPBACK
        with serve([PagesFolder(source.folder, host, source.captured)]) as serving:
            yield _target(portal, host, serving.port)
    else:
        raise ValueError(f"{portal.id} is an archive; there is nothing to visit")


def _target(portal: Portal, host: str, port: int) -> Target:
    """The portal's own name leads to loopback; without one it is read under the loopback address itself."""
    if host == _LOOPBACK:
        return Target(portal.agency, f"http://{_LOOPBACK}:{port}/", known=False)
    return Target(portal.agency, portal.address, resolve={host: f"{_LOOPBACK}:{port}"}, known=False)
