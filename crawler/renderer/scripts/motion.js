// Texts that move or blink by themselves: watched for a while without touching the page.
async (wish) => {
  const walker = document.createTreeWalker(document.body || document.documentElement, NodeFilter.SHOW_TEXT);
  const watched = new Map();
  for (let node = walker.nextNode(); node && watched.size < wish.elements; node = walker.nextNode()) {
    const around = node.parentElement;
    if (!around || node.data.trim().length < wish.letters || /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|OPTION|TEXTAREA)$/.test(around.tagName)) continue;
    const place = around.getBoundingClientRect();
    const shown = place.width && place.height && (!around.checkVisibility || around.checkVisibility({ checkVisibilityCSS: true }));
    if (shown) watched.set(around, { x: place.left, y: place.top, moves: 0, text: node.data.trim().slice(0, 200) });
  }
  for (let step = 0; step < wish.steps; step++) {
    await new Promise((go) => setTimeout(go, wish.pause));
    for (const [element, seen] of watched) {
      const place = element.getBoundingClientRect();
      if (Math.abs(place.left - seen.x) + Math.abs(place.top - seen.y) >= 1) seen.moves += 1;
      seen.x = place.left;
      seen.y = place.top;
    }
  }
  const told = (element, text, how) => ({ how, text, html: element.cloneNode(false).outerHTML.slice(0, 200) });
  const moved = [...watched].filter(([, seen]) => seen.moves === wish.steps);
  // When nearly all of the page moves, it is the page that is being scrolled or laid out.
  const found = moved.length * 2 > watched.size && watched.size > 20 ? [] : moved.map(([element, seen]) => told(element, seen.text, "moves"));
  for (const animation of document.getAnimations ? document.getAnimations() : []) {
    const element = animation.effect && animation.effect.target;
    const timing = animation.effect && animation.effect.getComputedTiming ? animation.effect.getComputedTiming() : {};
    if (!element || animation.playState !== "running" || timing.iterations !== Infinity || timing.duration > 5000) continue;
    const text = (element.innerText || "").trim();
    const changes = animation.effect.getKeyframes().map((frame) => [frame.opacity, frame.visibility].join());
    if (text.length >= 2 && text.length <= 300 && new Set(changes).size > 1) found.push(told(element, text.slice(0, 200), "blinks"));
  }
  return found.slice(0, wish.kept);
}
