// Runs in every frame before the page's own scripts. Takes away ways past the proxy and windows of the page's own,
// and, in the page itself, counts what is still to come, so that nobody has to wait for nothing.
(() => {
  const w = window;
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "RTCDataChannel", "WebTransport", "WebSocketStream"]) {
    try { delete w[name]; } catch (error) { /* it stays refused by the proxy */ }
  }
  let dialogs = 0, popups = 0;
  const opened = [];
  w.open = (url) => { popups += 1; if (opened.length < 100 && url) opened.push(String(url).slice(0, 2000)); return null; };
  w.print = () => {};
  w.alert = () => { dialogs += 1; };
  w.confirm = () => { dialogs += 1; return false; };
  w.prompt = () => { dialogs += 1; return null; };
  if (w.top !== w) return;

  const natural = { setTimeout: w.setTimeout.bind(w), idle: w.requestIdleCallback ? w.requestIdleCallback.bind(w) : null };
  const setTimer = w.setTimeout, clearTimer = w.clearTimeout, frame = w.requestAnimationFrame, noFrame = w.cancelAnimationFrame;
  const SOON = 1500, GENERATIONS = 4, MANY = 1000;
  const timers = new Set(), frames = new Set();
  const console_ = [];
  let generation = 0, asking = 0, changed = performance.now();

  const tell = (text) => { if (console_.length < 50) console_.push(String(text).slice(0, 300)); };
  w.addEventListener("error", (event) => {
    const target = event.target;
    if (target && target !== w && target.tagName) tell(`not loaded: ${target.tagName.toLowerCase()} ${target.src || target.href || ""}`);
    else tell(`${event.message || "error"} (${event.filename || ""}:${event.lineno || 0})`);
  }, true);
  w.addEventListener("unhandledrejection", (event) => tell(`unhandled: ${event.reason}`), true);
  const error_ = console.error;
  console.error = function (...all) { try { tell(all.map(String).join(" ")); } catch (error) { /* unprintable */ } return error_.apply(this, all); };

  w.setTimeout = function (work, wait, ...rest) {
    const born = generation + 1;
    if (typeof work !== "function" || !(Number(wait || 0) <= SOON) || born > GENERATIONS || timers.size > MANY) {
      return setTimer.call(w, work, wait, ...rest);
    }
    let id = 0;
    id = setTimer.call(w, function (...all) {
      timers.delete(id);
      const before = generation;
      generation = born;
      try { return work.apply(this, all); } finally { generation = before; }
    }, wait, ...rest);
    timers.add(id);
    return id;
  };
  w.clearTimeout = function (id) { timers.delete(id); return clearTimer.call(w, id); };
  w.requestAnimationFrame = function (work) {
    const born = generation + 1;
    if (typeof work !== "function" || born > GENERATIONS || frames.size > MANY) return frame.call(w, work);
    let id = 0;
    id = frame.call(w, function (...all) {
      frames.delete(id);
      const before = generation;
      generation = born;
      try { return work.apply(this, all); } finally { generation = before; }
    });
    frames.add(id);
    return id;
  };
  w.cancelAnimationFrame = function (id) { frames.delete(id); return noFrame.call(w, id); };

  const over = () => { asking = Math.max(0, asking - 1); };
  const fetch_ = w.fetch;
  w.fetch = function (...all) {
    asking += 1;
    const answer = fetch_.apply(this, all);
    answer.then(() => setTimer.call(w, over, 0), over);
    return answer;
  };
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...all) {
    asking += 1;
    this.addEventListener("loadend", () => setTimer.call(w, over, 0), { once: true });
    try { return send.apply(this, all); } catch (error) { over(); throw error; }
  };

  const observe = () => {
    if (!document.documentElement) { natural.setTimeout(observe, 0); return; }
    new MutationObserver(() => { changed = performance.now(); })
      .observe(document.documentElement, { childList: true, characterData: true, subtree: true });
  };
  observe();

  const busy = () => timers.size > 0 || frames.size > 0 || asking > 0 || document.readyState !== "complete";
  const rest = () => new Promise((go) => natural.idle ? natural.idle(() => go(), { timeout: 100 }) : natural.setTimeout(go, 20));
  const pause = (ms) => new Promise((go) => natural.setTimeout(go, ms));
  // Resolves with "idle" (nothing is to come), "quiet" (nothing changed for a while) or "late".
  const settle = async (most, quiet) => {
    const end = performance.now() + most;
    while (performance.now() < end) {
      await rest();
      if (!busy()) {
        await pause(5);
        await rest();
        if (!busy()) return "idle";
      }
      if (performance.now() - changed > quiet && asking === 0 && timers.size === 0) return "quiet";
      await pause(20);
    }
    return "late";
  };
  Object.defineProperty(w, Symbol.for("@KEY@"), { value: { settle, told: () => ({ console: console_, dialogs, popups, opened }) } });
})();
