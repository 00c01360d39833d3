"""How Chromium is started: no traffic of its own, no name looked up, no way around the proxy."""

import os

from crawler.renderer.find_chromium import Chromium, ChromiumKind

VIEWPORT = (1366, 768)  # what most visitors of a desktop have
PHONE = (360, 740)

#: Names never resolve in the browser: the proxy is asked with the name itself.
_NOBODY = "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"


def launch_flags(chromium: Chromium, key_digest: str) -> list[str]:
    """The arguments besides Playwright's own. `key_digest`: of the key our proxy answers https with."""
    flags = [
        f"--host-resolver-rules={_NOBODY}",
        f"--ignore-certificate-errors-spki-list={key_digest}",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--disable-quic",
        "--dns-prefetch-disable",
        "--no-pings",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-domain-reliability",
        "--disable-sync",
        "--disable-breakpad",
        "--disable-crash-reporter",
        "--disable-speech-api",
        "--disable-file-system",
        "--disable-notifications",
        "--no-first-run",
        "--no-default-browser-check",
        "--deny-permission-prompts",
        "--disable-gpu",
        "--mute-audio",
        "--autoplay-policy=user-gesture-required",
        "--js-flags=--max-old-space-size=768",
        f"--window-size={VIEWPORT[0]},{VIEWPORT[1]}",
    ]
    if chromium.kind is ChromiumKind.WHOLE:
        flags.append("--headless=new")
    return flags


def sandboxed() -> bool:
    """Chromium refuses to sandbox root; for anybody else the sandbox is on."""
    return os.geteuid() != 0
