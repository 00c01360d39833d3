"""Frames: whatever goes in comes out, and a torn or foreign stream is never half a message."""

import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.protocol import (
    MAX_HEADER,
    FinishOrder,
    FrameError,
    PlanOrder,
    StopOrder,
    WantedOrder,
    capture_header,
    encode_frame,
    order_header,
    parse_order,
    read_frame,
    write_frame,
)
from domain.agencies import Agency, DeclaredHost, HostRole, Kind, Target
from domain.captures import Capture, CaptureKind, Outcome
from domain.codec import from_plain
from domain.plans import CrawlPlan, Search, Wanted, Word

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
headers = st.dictionaries(texts, st.one_of(texts, st.integers(), st.booleans(), st.none()), max_size=5)


class Trickle(io.RawIOBase):
    """A stream that gives and takes three bytes at a time."""

    def __init__(self, data: bytes = b"") -> None:
        self.data = bytearray(data)

    def read(self, size: int = -1) -> bytes:
        part = bytes(self.data[: min(3, size)])
        del self.data[: len(part)]
        return part

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.data += data[:3]
        return min(3, len(data))


@given(st.lists(st.tuples(headers, st.binary(max_size=200)), max_size=5))
def test_frames_come_out_as_they_went_in(frames: list[tuple[dict[str, object], bytes]]) -> None:
    stream = Trickle()
    for header, body in frames:
        write_frame(stream, {**header, "type": "x"}, body)
    for header, body in frames:
        assert read_frame(stream) == ({**header, "type": "x", "body": len(body)}, body)
    assert read_frame(stream) is None


@given(st.integers(1, 60))
def test_torn_frame_is_an_error(cut: int) -> None:
    whole = encode_frame({"type": "capture", "audit": "a"}, b"0123456789" * 3)
    with pytest.raises(FrameError):
        read_frame(io.BytesIO(whole[: -min(cut, len(whole) - 1)]))


@given(st.binary(min_size=1, max_size=300))
def test_noise_is_an_error_or_nothing(noise: bytes) -> None:
    stream = io.BytesIO(noise)
    try:
        frame = read_frame(stream)
    except FrameError:
        return
    assert frame is not None
    assert isinstance(frame[0]["type"], str)


@pytest.mark.parametrize(
    "text",
    ["[]", "{}", '{"type":1}', '{"type":"x","body":-1}', '{"type":"x","body":true}', '{"type":"x","body":1e99}', "{"],
)
def test_headers_out_of_form_are_refused(text: str) -> None:
    data = text.encode()
    with pytest.raises(FrameError):
        read_frame(io.BytesIO(len(data).to_bytes(4, "big") + data + b"x" * 10))


def test_sizes_are_bounded() -> None:
    with pytest.raises(FrameError):
        read_frame(io.BytesIO((MAX_HEADER + 1).to_bytes(4, "big")))
    with pytest.raises(FrameError):
        encode_frame({"type": "x", "text": "y" * MAX_HEADER})


def test_orders_survive_the_pipe() -> None:
    target = Target(
        Agency("a", "Sở Tư pháp", Kind.DEPARTMENT),
        "http://x.gov.vn/",
        hosts=(DeclaredHost("dvc.x.gov.vn", HostRole.SERVICE),),
        resolve={"x.gov.vn": "127.0.0.1:80"},
    )
    wanted = Wanted((Word("tin tuc", 1.5, "news"),), (("http://x.gov.vn/a", "t"),), (), (Search("u", "p", "k", "f"),))
    orders = [PlanOrder(CrawlPlan("1", target, wanted)), WantedOrder("1", wanted, 60), FinishOrder("1"), StopOrder()]
    for order in orders:
        assert parse_order(json.loads(json.dumps(order_header(order)))) == order


@pytest.mark.parametrize(
    "header",
    [{"type": "dance"}, {"type": "plan"}, {"type": "plan", "plan": {"audit": 1}}, {"type": "wanted", "audit": "a"}],
)
def test_broken_orders_are_refused(header: dict[str, object]) -> None:
    with pytest.raises(FrameError):
        parse_order(header)


def test_capture_survives_the_pipe() -> None:
    capture = Capture(
        "c000001",
        CaptureKind.PAGE,
        "http://x.gov.vn/",
        Outcome.OK,
        datetime(2026, 11, 22, 5, 0, 0, 123456, UTC),
        headers=(("server", "\udcff odd"),),
        notes={"soft404": True},
    )
    stream = io.BytesIO(encode_frame(capture_header("a", capture, [("host", "x")]), b""))
    frame = read_frame(stream)
    assert frame is not None
    assert from_plain(Capture, frame[0]["capture"]).fetched_at == capture.fetched_at
    assert frame[0]["request_headers"] == [["host", "x"]]
