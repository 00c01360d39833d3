"""The scripts that run in pages, read once; and axe-core, vendored, its version known."""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

AXE_VERSION = "4.14.1"


@cache
def script(name: str) -> str:
    return files("crawler.renderer").joinpath("scripts", f"{name}.js").read_text("utf-8")


@cache
def axe_source() -> str:
    return files("crawler.renderer").joinpath("vendor", "axe.min.js").read_text("utf-8")


def watch_script(key: str) -> str:
    """What runs before a page's own scripts. `key` names its handle: made anew for each browser."""
    return script("watch").replace("@KEY@", key)


def call(name: str, wish: dict[str, Any]) -> str:
    """An expression that calls one of the scripts."""
    body = re.sub(r"^(?:\s*//[^\n]*\n)+", "", script(name)).rstrip().rstrip(";")
    return f"({body})({json.dumps(wish)})"
