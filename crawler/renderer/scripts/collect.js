// Runs in a world of its own beside the page: the page's scripts cannot bend what stands here.
(wish) => {
  const doctype = document.doctype ? new XMLSerializer().serializeToString(document.doctype) + "\n" : "";
  const root = document.documentElement;
  const short = (text) => (text || "").replace(/\s+/g, " ").trim().slice(0, 200);
  const many = document.getElementsByTagName("*").length;
  const boxes = [];
  const marked = [];
  if (wish.boxes) {
    const x0 = window.scrollX, y0 = window.scrollY;
    const ways = "a, area, [onclick], [role=link], [role=menuitem], h1, h2, h3, h4, h5, h6, [role=heading], legend, caption";
    const holders = "p, li, dt, dd, td, th, tr, img, form, input, select, iframe, table, ul, ol, div, section, article, time, label, address, footer";
    const says = (element) => /^(IMG|FORM|INPUT|SELECT|IFRAME|TABLE|UL|OL|TR)$/.test(element.tagName) ||
      Array.prototype.some.call(element.childNodes, (child) => child.nodeType === 3 && child.data.trim());
    const found = [...document.querySelectorAll(ways), ...Array.prototype.filter.call(document.querySelectorAll(holders), says)];
    for (const element of found) {
      if (boxes.length >= wish.boxes) break;
      if (marked.length && element.hasAttribute(wish.mark)) continue;
      const place = element.getBoundingClientRect();
      const shown = element.checkVisibility ? element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) : true;
      const heading = /^(H[1-6]|LEGEND|CAPTION)$/.test(element.tagName) || element.getAttribute("role") === "heading";
      const kind = heading ? 1 : element.matches(ways) ? 0 : 2;
      element.setAttribute(wish.mark, String(boxes.length));
      marked.push(element);
      boxes.push([kind, Math.round(place.left + x0), Math.round(place.top + y0),
        Math.round(place.width), Math.round(place.height), short(kind === 2 ? (element.textContent || element.alt || "").slice(0, 1000) : element.innerText || element.textContent || element.alt),
        shown && place.width > 0 && place.height > 0 ? 1 : 0]);
    }
  }
  let html = root && many <= wish.elements ? doctype + root.outerHTML : "";
  for (const element of marked) element.removeAttribute(wish.mark);
  const cut = html.length > wish.chars || many > wish.elements;
  if (cut) html = html.slice(0, wish.chars);
  return {
    html: wish.dom ? html : "", cut, boxes, url: location.href.slice(0, 4000), title: short(document.title), mime: document.contentType,
    width: Math.max(root ? root.scrollWidth : 0, 1), height: Math.max(root ? root.scrollHeight : 0, document.body ? document.body.scrollHeight : 0, 1),
  };
}
