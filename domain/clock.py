"""Time at the edges: aware everywhere, UTC in storage, Asia/Ho_Chi_Minh on screens."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def utc_now() -> datetime:
    return datetime.now(UTC)


def to_iso(moment: datetime) -> str:
    """2026-11-22T05:00:00.000000Z; raises ValueError for a naive moment."""
    if moment.tzinfo is None:
        raise ValueError("a moment without zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def from_iso(text: str) -> datetime:
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if moment.tzinfo is None:
        raise ValueError(f"a moment without zone: {text!r}")
    return moment.astimezone(UTC)


def on_screen(moment: datetime) -> str:
    """22/11/2026 12:00 (giờ Việt Nam)."""
    return moment.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M")
