"""A page that tries every way out it can think of reaches nothing but its own portal."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Show
from fake_site import AGENT, Ear, FakeSite, Reply, html

from crawler.renderer.job import Job, Rendered, Want
from crawler.renderer.launch import Launch
from domain.captures import Outcome

_TRIES = """
const goals = GOALS;
const tell = () => {};
for (const goal of goals) {
  fetch(`http://${goal}/fetch`, {mode: 'no-cors'}).catch(tell);
  fetch(`https://${goal}/fetch-tls`, {mode: 'no-cors'}).catch(tell);
  fetch(`http://${goal}/post`, {method: 'POST', mode: 'no-cors', body: 'x', keepalive: true}).catch(tell);
  navigator.sendBeacon(`http://${goal}/beacon`, 'x');
  const request = new XMLHttpRequest(); request.open('GET', `http://${goal}/xhr`); request.send();
  for (const scheme of ['ws', 'wss']) try { new WebSocket(`${scheme}://${goal}/socket`); } catch (error) {}
  try { new EventSource(`http://${goal}/events`); } catch (error) {}
  try { new WebTransport(`https://${goal}/transport`); } catch (error) {}
  try { new Worker(URL.createObjectURL(new Blob([
    `fetch('http://${goal}/worker', {mode: 'no-cors'}).catch(() => {}); new WebSocket('ws://${goal}/worker-socket');`
    ]))); } catch (error) {}
  try {
    const peer = new RTCPeerConnection({iceServers: [{urls: [`stun:${goal}`, `turn:${goal}?transport=tcp`],
      username: 'a', credential: 'b'}]});
    peer.createDataChannel('x'); peer.createOffer().then((offer) => peer.setLocalDescription(offer)).catch(tell);
  } catch (error) {}
  const inner = document.createElement('iframe'); document.body.append(inner);
  try { const Peer = inner.contentWindow.RTCPeerConnection; if (Peer) {
    const peer = new Peer({iceServers: [{urls: `stun:${goal}`}]});
    peer.createDataChannel('x'); peer.createOffer().then((offer) => peer.setLocalDescription(offer)).catch(tell); } }
  catch (error) {}
  try { new inner.contentWindow.WebSocket(`ws://${goal}/inner`); } catch (error) {}
  const add = (tag, values) => document.body.append(Object.assign(document.createElement(tag), values));
  add('img', {src: `http://${goal}/img`}); add('script', {src: `http://${goal}/script`});
  add('iframe', {src: `http://${goal}/frame`}); add('iframe', {src: '/to?' + encodeURIComponent(`http://${goal}/hop`)});
  add('object', {data: `http://${goal}/object`}); add('embed', {src: `http://${goal}/embed`});
  add('video', {src: `http://${goal}/video`, autoplay: true, muted: true});
  add('link', {rel: 'preconnect', href: `http://${goal}/`}); add('link', {rel: 'dns-prefetch', href: `http://${goal}/`});
  add('link', {rel: 'prefetch', href: `http://${goal}/prefetch`}); add('link', {rel: 'stylesheet', href: `http://${goal}/css`});
  add('link', {rel: 'preload', as: 'font', href: `http://${goal}/font`});
  add('style', {textContent: `@import url(http://${goal}/import); body { background: url(http://${goal}/bg) }`});
  add('script', {type: 'speculationrules', textContent: JSON.stringify({prefetch: [{source: 'list', urls: [`http://${goal}/spec`]}]})});
  const form = document.createElement('form'); form.method = 'post'; form.action = `http://${goal}/form`;
  form.target = '_blank'; document.body.append(form); form.submit();
  window.open(`http://${goal}/popup`);
  const blank = document.createElement('a'); blank.href = `http://${goal}/blank`;
  blank.target = '_blank'; blank.rel = 'noopener';
  document.body.append(blank); blank.click();
  const kept = document.createElement('a'); kept.href = `http://${goal}/file`; kept.download = 'x.exe';
  document.body.append(kept); kept.click();
  import(`http://${goal}/module`).catch(tell);
}
const file = document.createElement('a'); file.href = '/tep.zip'; file.download = 'tep.zip';
document.body.append(file); file.click();
const made = document.createElement('a'); made.download = 'made.exe';
made.href = URL.createObjectURL(new Blob(['x'.repeat(100000)]));
document.body.append(made); made.click();
const frame = document.createElement('iframe'); frame.src = '/tep.zip'; document.body.append(frame);
if (navigator.serviceWorker) navigator.serviceWorker.register('/sw.js').catch(tell);
for (let i = 0; i < 20; i++) { alert('a'); confirm('b'); prompt('c'); }
"""


def _script(*goals: str) -> str:
    return _TRIES.replace("GOALS", repr(list(goals)))


def test_no_way_out(show: Show, site: FakeSite, renderer: tuple[Launch, str, Path]) -> None:
    with Ear() as loopback, Ear("127.0.0.2") as neighbour, Ear("::1") as six, Ear(port=8443) as web:
        ears = (loopback, neighbour, six, web)
        goals = [f"[{ear.host}]:{ear.port}" if ":" in ear.host else f"{ear.host}:{ear.port}" for ear in ears]
        goals += [f"localhost:{loopback.port}", "169.254.169.254", "10.0.0.1", "[::ffff:127.0.0.1]:8443"]
        site.pages["/"] = html(f"<h1>Chào</h1><script>{_script(*goals)}</script>")
        site.pages["/tep.zip"] = Reply(
            b"PK" + b"\0" * 5000, "application/zip", headers=(("Content-Disposition", "attachment"),)
        )
        site.pages["/sw.js"] = Reply(b"self.addEventListener('fetch', () => {})", "text/javascript")
        for goal in goals:
            site.pages[f"/to?http%3A%2F%2F{goal.replace(':', '%3A').replace('[', '%5B').replace(']', '%5D')}%2Fhop"] = (
                Reply(status=302, headers=(("Location", f"http://{goal}/hop"),))
            )
        started = time.monotonic()
        rendered = show(site.job("/", Want(screenshot=True)))
        assert time.monotonic() - started < 16
        time.sleep(0.5)
        assert [ear.knocks for ear in ears] == [[], [], [], []]
    assert rendered.outcome is Outcome.OK, rendered.error
    assert "Chào" in rendered.dom.decode()
    assert rendered.dialogs >= 60
    assert rendered.popups >= 1
    assert {"scope", "method", "websocket"} <= set(rendered.refused_counts)
    assert {heard.method for heard in site.heard} == {"GET"}
    assert not site.asked("/sw.js")
    assert {heard.headers["user-agent"] for heard in site.heard} == {AGENT}
    kept = [
        path
        for path in renderer[2].rglob("*")
        if path.is_file() and (path.suffix in (".zip", ".exe") or path.stat().st_size == 100000)
    ]
    assert kept == []


@pytest.mark.parametrize(
    "move",
    [
        "location.href = 'http://GOAL/'",
        "location.href = 'https://GOAL/'",
        "document.write('<meta http-equiv=refresh content=\"0;url=http://GOAL/\">'); document.close()",
        "document.body.innerHTML = '<form method=post action=/nhan><input name=a></form>'; document.forms[0].submit()",
        "document.body.innerHTML = '<form action=http://GOAL/></form>'; document.forms[0].submit()",
        "location.href = '/di'",
        "history.pushState({}, '', '/khac'); location.reload = () => {}; location.replace('http://GOAL/')",
    ],
)
def test_a_page_that_leads_itself_away_stays(show: Show, site: FakeSite, move: str) -> None:
    with Ear() as ear:
        goal = f"127.0.0.1:{ear.port}"
        site.pages["/"] = html(
            f"<h1>Ở lại</h1><p id=p>x</p><script>setTimeout(() => {{ {move.replace('GOAL', goal)} }}, 50)</script>"
        )
        site.pages["/di"] = Reply(status=302, headers=(("Location", f"http://{goal}/"),))
        rendered = show(site.job())
        assert ear.knocks == []
    assert rendered.ok, rendered.error
    assert rendered.dom
    assert rendered.url.startswith(site.root)
    assert {heard.method for heard in site.heard} == {"GET"}
    assert sum(rendered.refused_counts.values()) >= 1


@pytest.mark.parametrize(
    "goal", ["http://169.254.169.254/latest/", "http://127.0.0.1:1/", "http://nguoi-khac.example/"]
)
def test_a_redirect_out_is_named(show: Show, site: FakeSite, goal: str) -> None:
    site.pages["/"] = Reply(status=302, headers=(("Location", goal),))
    rendered = show(site.job())
    assert rendered.outcome is Outcome.GUARDED
    assert rendered.error.startswith("scope")
    assert rendered.redirects == (site.root + "/",)
    assert rendered.dom == b""


def test_private_addresses_need_permission(show: Show, site: FakeSite) -> None:
    site.pages["/"] = html("<h1>Bên trong</h1>")
    rendered = show(site.job(allow_private=False))
    assert rendered.outcome is Outcome.GUARDED
    assert "loopback" in rendered.error
    assert site.connections == 0


@pytest.mark.parametrize(
    "trap",
    [
        "while (true) {}",
        "setTimeout(() => { while (true) {} }, 20)",
        "setInterval(() => { const end = Date.now() + 400; while (Date.now() < end) {} }, 1)",
        "(function f() { Promise.resolve().then(f) })()",
        "setInterval(() => { document.body.append(document.createElement('p')) }, 5)",
        "(function f() { fetch('/?' + Math.random()).finally(f) })()",
        "Object.defineProperty(document, 'readyState', { get() { while (true) {} } })",
        "window.setTimeout = null; Array.from = null; Promise.prototype.then = null; JSON.stringify = null",
        "document.documentElement.remove()",
    ],
)
def test_endless_pages_end_in_time(show: Show, site: FakeSite, trap: str) -> None:
    site.pages["/"] = html(f"<h1>Đầu trang</h1><a href=/mot>Một</a><script>{trap}</script>")
    site.pages["/sau"] = html("<h1>Trang sau</h1>")
    job = site.job()
    started = time.monotonic()
    rendered = show(job)
    assert time.monotonic() - started < 17
    assert rendered.outcome in (Outcome.OK, Outcome.TIMEOUT, Outcome.BROKEN)
    if "documentElement" not in trap:
        assert rendered.ok, rendered.error
        assert "Đầu trang" in rendered.dom.decode()
    after = show(site.again(job, "/sau"))
    assert after.ok, after.error
    assert "Trang sau" in after.dom.decode()


def test_bytes_and_requests_are_bounded(show: Show, site: FakeSite) -> None:
    site.pages["/"] = html(
        "<h1>Nặng</h1><script>for (let i = 0; i < 100; i++) fetch('/to?' + i).catch(() => {})</script>"
    )
    site.pages["/to"] = Reply(b"x" * 300_000, "text/plain")
    job = site.job()
    small = replace(job, limits=replace(job.limits, page_bytes=2_000_000, requests=60))
    rendered = show(small)
    assert rendered.ok
    assert rendered.received < 2_700_000
    assert len(site.asked("/")) == 1
    assert len(site.heard) <= 60
    assert rendered.refused_counts["bytes"] > 30


def test_a_huge_document_is_cut_off(show: Show, site: FakeSite) -> None:
    site.pages["/"] = html("<p>" + "x" * 3_000_000)
    job = site.job()
    rendered = show(replace(job, limits=replace(job.limits, body_bytes=1_000_000)))
    assert rendered.outcome in (Outcome.TOO_LARGE, Outcome.OK)
    assert rendered.refused_counts["bytes"] == 1
    long = show(replace(site.again(job, "/"), limits=replace(job.limits, dom_chars=500_000)))
    assert long.ok
    assert len(long.dom) <= 500_000
    assert "dom" in long.missing


def test_two_pages_do_not_mix(together: Callable[..., list[Rendered]], site: FakeSite) -> None:
    pages: list[Job] = []
    for number in range(6):
        site.pages[f"/{number}"] = html(f"<h1>Số {number}</h1><script>fetch('/d{number}')</script>")
        site.pages[f"/d{number}"] = Reply(f'{{"n": {number}}}'.encode(), "application/json")
        pages.append(site.job(f"/{number}", Want(answers=True)))
    for number, rendered in enumerate(together(*pages)):
        assert f"Số {number}" in rendered.dom.decode()
        assert [answer.body for answer in rendered.answers] == [f'{{"n": {number}}}'.encode()]


@pytest.mark.parametrize(
    "move", ["location.href = '/x?' + Math.random()", "location.reload()", "location.hash = '#/' + Math.random()"]
)
def test_restless_pages(show: Show, site: FakeSite, move: str) -> None:
    site.pages["/"] = html(f"<h1>Đầu trang</h1><script>setInterval(() => {{ {move} }}, 5)</script>")
    site.pages["/x"] = site.pages["/"]
    rendered = show(site.job())
    assert rendered.ok, rendered.error
    assert "Đầu trang" in rendered.dom.decode()
    assert len(site.heard) <= 12


def test_a_loop_of_redirects(show: Show, site: FakeSite) -> None:
    site.pages["/"] = Reply(status=302, headers=(("Location", "/x"),))
    site.pages["/x"] = Reply(status=302, headers=(("Location", "/"),))
    rendered = show(site.job())
    assert rendered.outcome is Outcome.BROKEN
    assert len(rendered.redirects) == len(site.heard) == 12
