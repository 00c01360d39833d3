// Finds what can be pressed, presses it when told to, and says what that brought. Runs beside the page.
(wish) => {
  if (globalThis.scout) return globalThis.scout.reset(wish);
  const POINTS = "li, div, span, td, tr, p, img, h2, h3, h4, h5";
  const PLAIN = "a, button, [role=button], [role=link], [role=tab], [role=menuitem], [aria-haspopup], [aria-expanded], [onclick], summary, [class*=toggle i], [class*=dropdown i]";
  const MENU = "nav, header, [role=navigation], [role=menubar], [class*=menu i], [id*=menu i], [class*=nav i], [id*=nav i]";
  const short = (text) => (text || "").replace(/\s+/g, " ").trim().slice(0, 120);
  const real = (element) => {
    const href = element.getAttribute("href");
    return href !== null && href !== "" && !/^(#|javascript:)/i.test(href.trim()) || /^#[/!]/.test((href || "").trim());
  };
  const path = (element) => {
    const steps = [];
    for (let here = element; here && here.nodeType === 1; here = here.parentElement) {
      let place = 1;
      for (let other = here.previousElementSibling; other; other = other.previousElementSibling) if (other.localName === here.localName) place += 1;
      steps.unshift(`*[local-name()='${here.localName}'][${place}]`);
    }
    return "/" + steps.join("/");
  };
  const shown = (element) => {
    const place = element.getBoundingClientRect();
    return place.width > 0 && place.height > 0 && (!element.checkVisibility || element.checkVisibility({ checkVisibilityCSS: true }));
  };
  const numbers = (element) => {
    for (let around = element.parentElement, up = 0; around && up < 3; around = around.parentElement, up += 1) {
      const count = [...around.querySelectorAll("a, button, li, span, [role=button]")].slice(0, 60)
        .filter((one) => !one.children.length && /^\s*\d{1,4}\s*$/.test(one.textContent)).length;
      if (count) return count;
    }
    return 0;
  };
  const seen = new Set();
  const links = (most) => {
    const fresh = [];
    for (const link of document.querySelectorAll("a[href], area[href]")) {
      if (!real(link) || seen.has(link.href)) continue;
      seen.add(link.href);
      if (fresh.length < most) fresh.push([link.href.slice(0, 2000), short(link.innerText || link.textContent || link.title)]);
    }
    return fresh;
  };
  const elements = [];
  const describe = (element) => {
    const number = elements.push(element) - 1;
    const form = element.closest("form");
    return {
      number, path: path(element), tag: element.localName, type: (element.getAttribute("type") || "").toLowerCase(),
      label: short(element.innerText || element.getAttribute("aria-label") || element.title || element.textContent),
      code: short((element.getAttribute("href") || "") + " " + (element.getAttribute("onclick") || "")),
      form: Boolean(form), menu: Boolean(element.closest(MENU)), numbers: /^\W*\w{0,12}\W*$/u.test(short(element.textContent)) ? numbers(element) : 0,
      opens: element.hasAttribute("aria-haspopup") || element.hasAttribute("aria-expanded") || /dropdown|toggle|hamburger|collapse/i.test(element.className && element.className.baseVal === undefined ? element.className : "") ||
        Boolean(element.parentElement && element.parentElement.localName === "li" && element.parentElement.querySelector("ul")),
    };
  };
  const find = (most) => {
    const found = [];
    const taken = new Set();
    for (const element of document.querySelectorAll(PLAIN)) {
      if (found.length >= most) return found;
      if ((element.localName === "a" || element.localName === "area") && real(element) || element.disabled || !shown(element)) continue;
      if (element.localName !== "a" && element.querySelector("a[href]") && !element.hasAttribute("onclick")) continue;
      taken.add(element);
      found.push(describe(element));
    }
    let looked = 0;
    for (const element of document.querySelectorAll(POINTS)) {
      if (found.length >= most || (looked += 1) > 3000) break;
      if (taken.has(element) || element.closest("a, button, [role=button], [onclick], select, label") || !shown(element)) continue;
      if (getComputedStyle(element).cursor !== "pointer" || element.querySelector("a[href], button, input, select")) continue;
      if (element.parentElement && getComputedStyle(element.parentElement).cursor === "pointer") continue;
      found.push(describe(element));
    }
    return found;
  };
  const fire = (element, Kind, ...names) => {
    for (const name of names) element.dispatchEvent(new Kind(name, { bubbles: !/enter|leave/.test(name), cancelable: true, composed: true, view: window }));
  };
  const hover = (element) => {
    for (let here = element, up = 0; here && up < 3; here = here.parentElement, up += 1) fire(here, MouseEvent, "mouseenter");
    fire(element, PointerEvent, "pointerover", "pointerenter", "pointermove");
    fire(element, MouseEvent, "mouseover", "mousemove");
  };
  const press = (element) => {
    hover(element);
    fire(element, PointerEvent, "pointerdown");
    fire(element, MouseEvent, "mousedown");
    fire(element, PointerEvent, "pointerup");
    fire(element, MouseEvent, "mouseup");
    if (typeof element.click === "function") element.click(); else fire(element, MouseEvent, "click");
  };
  const state = () => ({ url: location.href.slice(0, 4000), links: links(wish.links) });
  globalThis.scout = {
    reset: (again) => { wish = again; elements.length = 0; links(0); return { url: location.href.slice(0, 4000), found: find(again.most) }; },
    at: (where) => {
      const found = document.evaluate(where, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null).singleNodeValue;
      return found && found.nodeType === 1 ? describe(found) : null;
    },
    hover: (number) => { if (elements[number] && elements[number].isConnected) hover(elements[number]); },
    press: (number) => {
      const element = elements[number];
      if (!element || !element.isConnected) return false;
      press(element);
      return true;
    },
    state,
  };
  return globalThis.scout.reset(wish);
}
