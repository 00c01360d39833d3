"""What is taken of a page besides its DOM: a picture, its layout on a phone, axe-core's opinion."""

import base64
from collections.abc import Mapping
from typing import Any

from crawler.renderer.flags import PHONE, VIEWPORT
from crawler.renderer.job import Picture
from crawler.renderer.scripts_of import AXE_VERSION, axe_source, call
from crawler.renderer.seat import Seat

_JPEG_QUALITY = 75
_PICTURE_SECONDS = 10.0
_AXE_SECONDS = 15.0
_AXE_NODES = 10
_MOTION_SECONDS = 6.0
#: How long text is watched, in steps: a carousel rests between its turns, a ticker never does.
_MOTION = {"elements": 1500, "steps": 8, "pause": 150, "letters": 8, "kept": 10}
_PHONE_SECONDS = 6.0
_SMALL_FONT = 12
_MAX_WIDTH = 4000
_SCROLL = """async (most) => {
  const step = window.innerHeight;
  for (let y = step; y < Math.min(document.documentElement.scrollHeight, most); y += step) {
    window.scrollTo(0, y);
    await new Promise((go) => setTimeout(go, 40));
  }
  window.scrollTo(0, 0);
}"""


async def scroll_through(seat: Seat, height: int) -> None:
    """What loads only when it comes into view is made to come."""
    await seat.ask_beside(f"({_SCROLL})({height})", _PICTURE_SECONDS)


async def take_picture(seat: Seat, width: int, height: int, limit: int) -> Picture:
    """The page from its top down to `limit`, one pixel per CSS pixel."""
    shown = (min(max(width, VIEWPORT[0]), _MAX_WIDTH), min(height, limit))
    answer = await seat.call(
        "Page.captureScreenshot",
        {
            "format": "jpeg",
            "quality": _JPEG_QUALITY,
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": shown[0], "height": shown[1], "scale": 1},
        },
        _PICTURE_SECONDS,
    )
    return Picture("image/jpeg", shown[0], shown[1], height, base64.b64decode(answer["data"]))


async def measure_phone(seat: Seat) -> Mapping[str, Any]:
    """Lays the page out for a narrow screen, measures, and puts it back."""
    await _set_screen(seat, *PHONE, mobile=True)
    try:
        await seat.ask_beside("new Promise((go) => setTimeout(go, 150))", _PHONE_SECONDS)
        wish = {"width": PHONE[0], "small": _SMALL_FONT}
        found = await seat.ask_beside(call("phone", wish), _PHONE_SECONDS)
    finally:
        await _set_screen(seat, *VIEWPORT, mobile=False)
    return dict(found) if isinstance(found, dict) else {}


async def _set_screen(seat: Seat, width: int, height: int, *, mobile: bool) -> None:
    screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile}
    await seat.call("Emulation.setDeviceMetricsOverride", screen, _PHONE_SECONDS)


async def run_axe(seat: Seat) -> Mapping[str, Any]:
    """axe-core's violations, doubts and counts of passes, from a world the page cannot reach; frames are left out."""
    world = await seat.new_world()
    await seat.ask_beside(axe_source() + "\n;0", _AXE_SECONDS, world=world)
    found = await seat.ask_beside(call("axe", {"nodes": _AXE_NODES}), _AXE_SECONDS, world=world)
    return {"engine": "axe-core", "pinned": AXE_VERSION, **(found if isinstance(found, dict) else {})}


async def watch_motion(seat: Seat) -> Mapping[str, Any]:
    """`moving`: texts that were seen to move all the time, and texts that a style makes blink."""
    moving = await seat.ask_beside(call("motion", _MOTION), _MOTION_SECONDS, world=await seat.new_world())
    return {"moving": moving} if isinstance(moving, list) else {}
