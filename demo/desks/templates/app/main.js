(function () {
  "use strict";
  var root = document.getElementById("root");
  var set = root.dataset;

  function el(tag, text, attributes) {
    var made = document.createElement(tag);
    if (text) { made.textContent = text; }
    Object.keys(attributes || {}).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    return made;
  }

  function link(text, to) {
    var made = el("a", text, { href: to });
    if (/^\/($|danh-sach|dich-vu\/|tin|trang\/|moi)/.test(to)) {
      made.addEventListener("click", function (event) { event.preventDefault(); history.pushState(null, "", to); show(); });
    }
    return made;
  }

  function get(url) { return fetch(url).then(function (answer) { return answer.json(); }); }

  var head = el("header"), main = el("main"), foot = el("footer");
  head.appendChild(el("h2", set.ten));
  set.menu.split("|").forEach(function (label, n) { head.appendChild(link(label, set.to.split("|")[n])); });
  head.appendChild(link("Đăng nhập", set.vao));
  set.chan.split("|").forEach(function (line) { foot.appendChild(el("p", line)); });
  [head, main, foot].forEach(function (part) { root.appendChild(part); });

  function level(value) { return value ? el("span", "Mức độ " + value, { "class": "muc" }) : el("span"); }

  function row(item) {
    var made = el("div", "", { "class": "dong" });
    made.appendChild(link(item.n, "/dich-vu/" + item.i));
    made.appendChild(level(item.lv));
    made.appendChild(el("div", [item.c, item.f, item.u, item.cap].filter(Boolean).join(" · "), { "class": "nho" }));
    return made;
  }

  function list() {
    var turn = 0, box = el("div"), more = el("button", "Xem thêm", { type: "button" });
    main.appendChild(el("h1", "Danh sách dịch vụ công"));
    var total = main.appendChild(el("p"));
    main.appendChild(box);
    main.appendChild(more);
    function load() {
      get("/api/dvc?page=" + turn + "&size=20").then(function (answer) {
        total.textContent = "Có " + answer.t + " dịch vụ";
        answer.d.forEach(function (item) { box.appendChild(row(item)); });
        turn += 1;
        more.hidden = turn * answer.s >= answer.t;
      });
    }
    more.addEventListener("click", load);
    load();
  }

  function one(number) {
    get("/api/dvc/" + number).then(function (item) {
      main.appendChild(el("h1", item.n));
      main.appendChild(level(item.lv));
      main.appendChild(el("p", "Mã thủ tục: " + item.c));
      main.appendChild(el("p", "Lĩnh vực: " + item.f));
      var table = main.appendChild(el("table"));
      item.tt.forEach(function (part) {
        var line = table.appendChild(el("tr"));
        line.appendChild(el("th", part.k));
        line.appendChild(el("td", part.v));
      });
      item.bm.forEach(function (file) { main.appendChild(el("p")).appendChild(link("Tải " + file.t, file.u)); });
      if (item.nop) { main.appendChild(el("p")).appendChild(link("Nộp hồ sơ trực tuyến", item.nop)); }
      if (item.tk) {
        main.appendChild(el("h3", "Tình hình sử dụng từ đầu năm"));
        main.appendChild(el("p", "Lượt truy cập: " + item.tk.luot + "; hồ sơ trực tuyến tiếp nhận: " + item.tk.nhan +
          "; đã giải quyết: " + item.tk.xong + "; tỷ lệ đúng hạn: " + item.tk.dung));
      }
    });
  }

  function home() {
    get("/api/trang/gioi-thieu").then(function (page) { main.insertAdjacentHTML("beforeend", page.nd); });
    get("/api/lv").then(function (fields) {
      fields.forEach(function (field) { main.appendChild(el("p", field.n + " (" + field.sl + ")")); });
    });
    get("/api/hs-moi").then(function (items) {
      main.appendChild(el("h3", "Hồ sơ mới cập nhật"));
      items.forEach(function (item) { main.appendChild(el("p", item.c + " - " + item.n + " - " + item.tt)); });
    });
  }

  function place(slug) {
    get("/api/trang/" + slug).then(function (page) {
      main.appendChild(el("h1", page.td));
      main.insertAdjacentHTML("beforeend", page.nd);
    });
  }

  function show() {
    var path = location.pathname;
    main.textContent = "";
    if (path === "/danh-sach") { list(); }
    else if (path.indexOf("/dich-vu/") === 0) { one(path.slice(9)); }
    else if (path.indexOf("/trang/") === 0) { place(path.slice(7)); }
    else { home(); }
  }

  window.addEventListener("popstate", show);
  show();
}());
