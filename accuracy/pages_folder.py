"""A folder of saved pages as a portal: files by their paths, folders by their index.html, everything else 404."""

import mimetypes
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import unquote

from demo.wire import Request, Response
from domain.clock import VIETNAM

_HTML = "text/html"
_INDEX = "index.html"
_MISSING = b"<html><head><title>404</title></head><body><h1>404 Not Found</h1></body></html>"


@dataclass(frozen=True)
class PagesFolder:
    """What demo.server needs of a portal. `captured` is told with every page, as web archives tell it."""

    folder: Path
    host: str
    captured: date | None = None

    @property
    def hosts(self) -> tuple[str, ...]:
        return (self.host,)

    @property
    def entrances(self) -> frozenset[str]:
        return frozenset()

    @property
    def neighbours(self) -> Mapping[str, str]:
        return {}

    @property
    def respond(self) -> Callable[[Request], Response]:
        return self._answer

    def _answer(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return Response(405, (("Content-Type", _HTML),), _MISSING)
        file = self._file(unquote(request.path))
        if file is None:
            return Response(404, (("Content-Type", _HTML),), _MISSING)
        mime = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return Response(200, (("Content-Type", mime), *self._time()), file.read_bytes())

    def _file(self, path: str) -> Path | None:
        """The file of an address; None for none, and for whatever lies outside the folder."""
        root = self.folder.resolve()
        if "\0" in path:
            return None
        wanted = (root / path.lstrip("/")).resolve()
        found = wanted / _INDEX if wanted.is_dir() else wanted
        return found if found.is_relative_to(root) and found.is_file() else None

    def _time(self) -> tuple[tuple[str, str], ...]:
        if self.captured is None:
            return ()
        noon = datetime.combine(self.captured, time(12), VIETNAM)
        return (("Memento-Datetime", format_datetime(noon)),)
