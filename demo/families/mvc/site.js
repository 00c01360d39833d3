/* What the made-up MVC portal adds to its pages once they are loaded: menu, search box, paging, account. */
(function () {
  'use strict';
  var menu = document.getElementById('menu-chinh');

  function make(tag, text, attributes) {
    var element = document.createElement(tag);
    element.textContent = text || '';
    Object.keys(attributes || {}).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    return element;
  }
  function json(url) { return fetch(url).then(function (answer) { return answer.json(); }); }
  function list(links) {
    var children = make('ul');
    links.forEach(function (one) {
      var entry = make('li');
      entry.append(make('a', one.ten, { href: one.url }));
      children.append(entry);
    });
    return children;
  }
  window.moTrang = function (number) { location.href = '/chuyen-muc?id=' + number; };
  window.lenh = function (name) { return json('/tai-khoan/' + name); };

  function fetchChildren(entry, number) {
    if (entry.dataset.daTai) return;
    entry.dataset.daTai = '1';
    json(menu.dataset.nguon + '/' + number).then(function (links) { entry.append(list(links)); });
  }
  function entryOf(one) {
    var entry = make('li');
    if (one.mo === 're-chuot') {
      entry.append(make('span', one.ten + ' ▾', { tabindex: '0', 'aria-haspopup': 'true' }));
      entry.addEventListener('mouseenter', function () { fetchChildren(entry, one.id); });
    } else if (one.mo === 'bam') {
      entry.append(make('button', one.ten + ' ▾', { type: 'button', 'aria-haspopup': 'true', 'aria-expanded': 'false' }));
      entry.firstChild.addEventListener('click', function () {
        entry.classList.toggle('mo');
        entry.firstChild.setAttribute('aria-expanded', String(entry.classList.contains('mo')));
        fetchChildren(entry, one.id);
      });
    } else if (one.chuyenMuc) {
      entry.append(make('span', one.ten, { tabindex: '0', role: 'link', onclick: "moTrang('" + one.chuyenMuc + "')" }));
    } else {
      entry.append(make('a', one.ten, { href: one.url }));
      if (one.con.length) entry.append(list(one.con));
    }
    return entry;
  }
  function account() {
    var entry = make('li');
    entry.append(make('button', 'Tài khoản ▾', { type: 'button', 'aria-haspopup': 'true' }));
    entry.addEventListener('mouseenter', function () {
      if (entry.querySelector('ul')) return;
      var orders = make('ul');
      [['Đăng xuất', 'dang-xuat'], ['Hủy hồ sơ đã nộp', 'huy-ho-so'], ['Xóa tài khoản', 'xoa']].forEach(function (order) {
        var holder = make('li');
        holder.append(make('a', order[0], { href: '#', onclick: "lenh('" + order[1] + "');return false" }));
        orders.append(holder);
      });
      entry.append(orders);
    });
    return entry;
  }
  function searchBox() {
    var place = document.getElementById('tim-kiem');
    if (!place.dataset.dich) return;
    var form = make('form', '', { action: place.dataset.dich, method: 'get', role: 'search' });
    form.append(make('input', '', { type: 'search', name: place.dataset.tu, placeholder: 'Tìm kiếm', 'aria-label': 'Tìm kiếm' }), make('button', 'Tìm', { type: 'submit' }));
    place.append(form);
  }
  function turnTo(number, append) {
    fetch(location.pathname + (+number > 1 ? '?trang=' + number : ''), { headers: { 'X-Requested-With': 'XMLHttpRequest' } })
      .then(function (answer) { return answer.text(); })
      .then(function (text) {
        var other = new DOMParser().parseFromString(text, 'text/html');
        var here = document.querySelector('[data-danh-sach]');
        var there = other.querySelector('[data-danh-sach]');
        if (!here || !there) return;
        if (append) here.append.apply(here, Array.from(there.childNodes)); else here.replaceWith(there);
        document.querySelector('[data-phan-trang]').replaceWith(other.querySelector('[data-phan-trang]'));
      });
  }
  document.addEventListener('click', function (event) {
    var on = event.target.closest('[data-trang],[data-tiep],[data-lenh]');
    if (!on) return;
    if (on.dataset.trang) turnTo(on.dataset.trang, false);
    else if (on.dataset.tiep) turnTo(on.dataset.tiep, true);
    else json('/quan-tri/' + on.dataset.lenh);
  });
  window.addEventListener('load', function () {
    json(menu.dataset.nguon).then(function (entries) {
      var bar = make('ul');
      entries.map(entryOf).forEach(function (entry) { bar.append(entry); });
      bar.append(account());
      menu.replaceChildren(bar);
    });
    searchBox();
  });
}());
