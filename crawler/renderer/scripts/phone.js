// Facts of a page laid out for a narrow screen.
(wish) => {
  const view = document.documentElement;
  const body = document.body || view;
  const metas = [...document.querySelectorAll("meta[name=viewport i]")].map((meta) => (meta.content || "").slice(0, 300));
  // Without a viewport of its own the page is laid out for a wide screen and shown small.
  const layout = view.clientWidth;
  const clips = (element) => /hidden|clip/.test(getComputedStyle(element).overflowX);
  const scroll = Math.max(view.scrollWidth, body.scrollWidth);
  const pannable = !clips(view) && !clips(body) && scroll > layout + 1;
  const scrollers = new Map();
  // The nearest box around that cuts or scrolls what is wider than it, and itself fits: a wide table in its own frame.
  const boxed = (element) => {
    if (!element || element === body || element === view) return false;
    if (!scrollers.has(element)) {
      const own = /auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX) && element.getBoundingClientRect().right <= layout + 1;
      scrollers.set(element, own || boxed(element.parentElement));
    }
    return scrollers.get(element);
  };
  const sizes = new Map();
  let letters = 0, small = 0, looked = 0, outside = 0;
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && looked < 5000; node = walker.nextNode()) {
    const length = node.data.trim().length;
    const around = node.parentElement;
    if (!length || !around || /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/.test(around.tagName)) continue;
    if (around.checkVisibility && !around.checkVisibility({ checkVisibilityCSS: true })) continue;
    looked += 1;
    const size = Math.round(parseFloat(getComputedStyle(around).fontSize) * 10) / 10;
    letters += length;
    if (size < wish.small) small += length;
    sizes.set(size, (sizes.get(size) || 0) + length);
    const range = document.createRange();
    range.selectNodeContents(node);
    const place = range.getBoundingClientRect();
    // A drawer that waits wholly beside the screen is opened by its button.
    if (place.width && place.right > layout + 2 && (pannable || place.left < layout) && place.right > 0 && !boxed(around)) outside += length;
  }
  const wide = [];
  for (const element of document.querySelectorAll("body *")) {
    if (wide.length >= 10) break;
    const place = element.getBoundingClientRect();
    if (place.right > layout + 1 && place.width > 0 && place.height > 0 && getComputedStyle(element).position !== "fixed" && !boxed(element.parentElement)) {
      wide.push({ tag: element.tagName.toLowerCase(), id: (element.id || "").slice(0, 100), width: Math.round(place.width), right: Math.round(place.right) });
    }
  }
  let targets = 0, tight = 0;
  for (const element of document.querySelectorAll("a[href], button, input:not([type=hidden]), select")) {
    const place = element.getBoundingClientRect();
    if (!place.width || !place.height || targets >= 2000) continue;
    targets += 1;
    if (place.width < 24 || place.height < 24) tight += 1;
  }
  const found = [...sizes.entries()].sort((one, other) => one[0] - other[0]);
  return {
    width: wish.width, layout_width: layout, inner_width: window.innerWidth, scroll_width: scroll, scroll_height: view.scrollHeight,
    viewport_metas: metas.slice(0, 5), letters, small_letters: small, small_below: wish.small, letters_outside: outside,
    smallest_font: found.length ? found[0][0] : null, fonts: found.slice(0, 20), targets, targets_below_24: tight, wider_than_screen: wide,
  };
}
