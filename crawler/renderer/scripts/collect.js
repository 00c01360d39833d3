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
    const found = document.querySelectorAll("a, area, [onclick], [role=link], [role=menuitem], h1, h2, h3, h4, h5, h6, [role=heading], legend, caption");
    for (const element of found) {
      if (boxes.length >= wish.boxes) break;
      const place = element.getBoundingClientRect();
      const shown = element.checkVisibility ? element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) : true;
      const heading = /^(H[1-6]|LEGEND|CAPTION)$/.test(element.tagName) || element.getAttribute("role") === "heading";
      element.setAttribute(wish.mark, String(boxes.length));
      marked.push(element);
      boxes.push([heading ? 1 : 0, Math.round(place.left + x0), Math.round(place.top + y0),
        Math.round(place.width), Math.round(place.height), short(element.innerText || element.textContent || element.alt),
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
