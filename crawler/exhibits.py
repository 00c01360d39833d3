"""What a browser showed, as records of the archive: the DOM first, then all that was taken beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from crawler.journal import Journal, Origin
from crawler.rendering import Shown
from domain.captures import Capture, CaptureKind, Outcome
from domain.codec import canonical_json, digest_bytes, to_plain
from domain.urls import join

_JSON = "application/json"
_CONSOLE = 10
_MAX_NOTE = 200
#: What pages load beside themselves: bounded for a whole audit.
_LOADED = frozenset({CaptureKind.JSON, CaptureKind.ASSET})
_MAX_BYTES = 48 * 1024 * 1024


@dataclass(slots=True)
class Exhibits:
    """Archives what an audit's browser showed. What many pages load is kept once, and all of it is bounded."""

    journal: Journal
    room: int = _MAX_BYTES
    _kept: set[tuple[str, str]] = field(default_factory=set)

    def record(
        self, shown: Shown, origin: Origin, notes: Mapping[str, Any], kind: CaptureKind = CaptureKind.RENDERED
    ) -> Capture:
        """The page and its exhibits; returns the page's own record."""
        page = self.journal.put(_page_of(shown, origin, notes, kind), shown.reading.fetched.answer.body)
        if page.digest and kind is CaptureKind.RENDERED:
            for capture, body in _exhibits(shown, page):
                self._put(capture, body)
        return page

    def _put(self, capture: Capture, body: bytes) -> None:
        if capture.kind in _LOADED:
            key = (capture.url, digest_bytes(body))
            if key in self._kept or len(body) > self.room:
                return
            self._kept.add(key)
            self.room -= len(body)
        self.journal.put(capture, body)


def _page_of(shown: Shown, origin: Origin, notes: Mapping[str, Any], kind: CaptureKind) -> Capture:
    fetched, reading = shown.reading.fetched, shown.reading
    answer = fetched.answer
    return Capture(
        id="",
        kind=kind,
        url=answer.url,
        outcome=reading.outcome,
        fetched_at=answer.at,
        status=answer.status if kind is CaptureKind.RENDERED and answer.body else None,
        mime="text/html",
        charset="utf-8",
        headers=answer.headers if kind is CaptureKind.RENDERED and answer.body else (),
        requested=fetched.requested if fetched.requested != answer.url else "",
        redirects=fetched.redirects,
        referrer=origin.referrer,
        label=origin.label[:300],
        depth=origin.depth,
        elapsed_ms=answer.elapsed_ms,
        error=answer.error,
        notes={**notes, **reading.notes, **_told(shown)},
    )


def _told(shown: Shown) -> dict[str, Any]:
    """What else is to be known of it: why it was made, what was kept from the page, what the page complained of."""
    rendered = shown.rendered
    told = {
        "why": shown.why.value,
        "browser": rendered.browser,
        "requests": rendered.requests,
        "received": rendered.received,
        "cut_short": rendered.cut_short,
        "missing": dict(sorted(rendered.missing.items())),
        "refused": dict(sorted(rendered.refused_counts.items())),
        "dialogs": rendered.dialogs,
        "popups": rendered.popups,
        "console": [line[:_MAX_NOTE] for line in rendered.console[:_CONSOLE]],
    }
    return {name: value for name, value in told.items() if value}


def _exhibits(shown: Shown, page: Capture) -> Iterator[tuple[Capture, bytes]]:
    rendered = shown.rendered
    base = Capture(
        id="",
        kind=CaptureKind.JSON,
        url=page.url,
        outcome=Outcome.OK,
        fetched_at=page.fetched_at,
        mime=_JSON,
        referrer=page.url,
        notes={"of": page.digest},
    )
    picture = rendered.picture
    if picture is not None and picture.body:
        size = {"width": picture.width, "height": picture.height, "page_height": picture.page_height}
        shot = replace(base, kind=CaptureKind.SCREENSHOT, mime=picture.mime, notes={**base.notes, **size})
        yield shot, picture.body
        if rendered.boxes:
            yield replace(base, kind=CaptureKind.BOXES), _json({**size, "boxes": to_plain(list(rendered.boxes))})
    for kind, found in ((CaptureKind.LAYOUT, rendered.layout), (CaptureKind.AXE, rendered.axe)):
        if found:
            yield replace(base, kind=kind), _json(found)
    if rendered.ways:
        yield replace(base, kind=CaptureKind.WAYS), _json({"ways": to_plain(list(rendered.ways))})
    for answer in rendered.answers:
        url = join(answer.url, answer.url)
        if url is not None and answer.body and not answer.cut:
            notes = {**base.notes, "status": answer.status}
            yield replace(base, url=url, mime=answer.mime or _JSON, notes=notes), answer.body
    for asset in rendered.assets:
        url = join(asset.url, asset.url)
        if url is not None and asset.body:
            yield replace(base, kind=CaptureKind.ASSET, url=url, mime=asset.mime), asset.body


def _json(value: object) -> bytes:
    return canonical_json(value).encode("utf-8", "surrogatepass")
