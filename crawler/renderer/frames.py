"""Jobs and answers on the socket: the frames of `crawler.protocol`, read without blocking.

crawl -> renderer: `render` (id, job), `cancel` (id). renderer -> crawl: `hello`, then one `rendered` for each job,
whose body is the answer's byte strings one after the other (DOM, picture, JSON answers, assets).
"""

import asyncio
from dataclasses import fields, replace
from typing import Any

from crawler.protocol import MAX_HEADER, Frame, FrameError, Header, parse_header
from crawler.renderer.job import Answer, Asset, Job, Picture, Rendered
from domain.codec import from_plain, to_plain


async def read_frame(reader: asyncio.StreamReader) -> Frame | None:
    """The next frame; None at a clean end. Raises FrameError for a torn or foreign stream."""
    try:
        prefix = await reader.readexactly(4)
    except asyncio.IncompleteReadError as error:
        if error.partial:
            raise FrameError("torn frame") from error
        return None
    except OSError:
        return None
    length = int.from_bytes(prefix, "big")
    if length > MAX_HEADER:
        raise FrameError(f"header of {length} bytes")
    try:
        header = parse_header(await reader.readexactly(length))
        return header, await reader.readexactly(header["body"])
    except (asyncio.IncompleteReadError, OSError) as error:
        raise FrameError("torn frame") from error


def job_header(number: int, job: Job) -> Header:
    return {"type": "render", "id": number, "job": to_plain(job)}


def parse_job(header: Header) -> tuple[int, Job]:
    """Raises FrameError."""
    try:
        return int(header["id"]), from_plain(Job, header["job"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FrameError(f"broken job: {error}") from error


def rendered_frame(number: int, rendered: Rendered) -> Frame:
    """Header and body of an answer."""
    picture = rendered.picture
    bodies = [rendered.dom, picture.body if picture else b""]
    bodies += [answer.body for answer in rendered.answers] + [asset.body for asset in rendered.assets]
    bare = _plain_without_bytes(rendered)
    return {"type": "rendered", "id": number, "rendered": bare, "sizes": [len(body) for body in bodies]}, b"".join(
        bodies
    )


def _plain_without_bytes(rendered: Rendered) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for spec in fields(rendered):
        value = getattr(rendered, spec.name)
        if isinstance(value, bytes):
            continue
        if spec.name in ("answers", "assets"):
            plain[spec.name] = [_bare(item) for item in value]
        elif spec.name == "picture":
            plain[spec.name] = _bare(value) if value else None
        else:
            plain[spec.name] = to_plain(value)
    return plain


def _bare(value: Answer | Asset | Picture) -> dict[str, Any]:
    return {spec.name: to_plain(getattr(value, spec.name)) for spec in fields(value) if spec.name != "body"}


def parse_rendered(header: Header, body: bytes) -> tuple[int, Rendered]:
    """Raises FrameError."""
    try:
        rendered = from_plain(Rendered, header["rendered"])
        bodies = _cut(body, header["sizes"])
        dom, picture, *rest = bodies
        answers = rendered.answers
        whole = replace(
            rendered,
            dom=dom,
            picture=replace(rendered.picture, body=picture) if rendered.picture else None,
            answers=tuple(replace(answer, body=part) for answer, part in zip(answers, rest, strict=False)),
            assets=tuple(
                replace(asset, body=part) for asset, part in zip(rendered.assets, rest[len(answers) :], strict=True)
            ),
        )
        return int(header["id"]), whole
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FrameError(f"broken answer: {error}") from error


def _cut(body: bytes, sizes: list[int]) -> list[bytes]:
    parts, start = [], 0
    for size in sizes:
        parts.append(body[start : start + int(size)])
        start += int(size)
    if start != len(body):
        raise ValueError("sizes do not fit the body")
    return parts
