/* Client of the made-up hash-routed portal: a place is what stands behind the #, its content a JSON file. */
(function () {
  'use strict';
  var root = document.getElementById('app');
  var config = null;
  var shown = 0;

  function esc(text) {
    return String(text === null || text === undefined ? '' : text).replace(/[&<>"']/g, function (c) {
      return { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }[c];
    });
  }
  function day(iso) { return iso ? iso.slice(8, 10) + '/' + iso.slice(5, 7) + '/' + iso.slice(0, 4) : ''; }
  function each(list, one) { return (list || []).map(one).join(''); }
  function link(a) { return '<a href="' + esc(a.url) + '">' + esc(a.label) + '</a>'; }
  function go(label, url) { return '<span class="el-link" role="link" tabindex="0" data-route="' + esc(url) + '">' + esc(label) + '</span>'; }
  function get(url) {
    return fetch(url, { headers: { Accept: 'application/json' } }).then(function (answer) { return answer.json(); });
  }
  function fileOf(route) {
    var cut = route.replace(/^#\/?/, '').split('?');
    return '/static/data/' + (cut[0] || 'trang-chu') + '.json' + (cut[1] ? '?' + cut[1] : '');
  }
  function cell(c) {
    return '<td>' + (c.url ? go(c.text, c.url) : esc(c.text)) + each(c.links, function (l) { return ' ' + link(l); }) + '</td>';
  }
  function item(i) {
    return '<div class="el-item"><h3><a href="' + esc(i.url) + '">' + esc(i.title) + '</a></h3>' +
      (i.day ? '<span class="time">' + day(i.day) + (i.hour ? ' ' + esc(i.hour) : '') + '</span>' : '') +
      (i.summary ? '<p>' + esc(i.summary) + '</p>' : '') + '</div>';
  }
  function heading(b) { return b.heading ? '<h2>' + esc(b.heading) + '</h2>' : ''; }
  function field(f) {
    var attributes = ' name="' + esc(f.name) + '" aria-label="' + esc(f.label) + '"';
    if (f.type === 'textarea') return '<textarea rows="4"' + attributes + '></textarea>';
    if (f.type === 'select') return '<select' + attributes + '>' + each(f.options, function (o) { return '<option>' + esc(o) + '</option>'; }) + '</select>';
    return '<input type="' + esc(f.type) + '"' + attributes + '>';
  }
  function tree(n) { return '<li>' + link(n) + (n.children.length ? '<ul>' + each(n.children, tree) + '</ul>' : '') + '</li>'; }

  var show = {
    prose: function (b) { return heading(b) + each(b.paragraphs, function (t) { return '<p>' + esc(t) + '</p>'; }); },
    notice: function (b) { return '<p class="time">' + esc(b.text) + '</p>'; },
    figure: function (b) { return '<figure><img src="' + esc(b.src) + '" alt="' + esc(b.alt) + '"><figcaption>' + esc(b.caption) + '</figcaption></figure>'; },
    files: function (b) { return heading(b) + '<ul>' + each(b.files, function (f) { return '<li>' + link(f) + '</li>'; }) + '</ul>'; },
    links: function (b) { return heading(b) + '<ul>' + each(b.links, function (l) { return '<li>' + link(l) + '</li>'; }) + '</ul>'; },
    items: function (b) { return heading(b) + '<div data-list="items">' + each(b.items, item) + '</div>' + (b.more ? '<p><a href="' + esc(b.more) + '">Tất cả tin</a></p>' : ''); },
    grid: function (b) {
      return heading(b) + '<div class="el-table"><table><thead><tr>' + each(b.headers, function (h) { return '<th>' + esc(h) + '</th>'; }) +
        '</tr></thead><tbody data-list="grid">' + each(b.rows, function (r) { return '<tr>' + each(r, cell) + '</tr>'; }) + '</tbody></table></div>' + (b.note ? '<p>' + esc(b.note) + '</p>' : '');
    },
    facts: function (b) { return heading(b) + '<dl>' + each(b.rows, function (r) { return '<dt><strong>' + esc(r[0]) + '</strong></dt><dd>' + (r[1].url ? go(r[1].text, r[1].url) : esc(r[1].text)) + '</dd>'; }) + '</dl>'; },
    people: function (b) {
      return heading(b) + each(b.cards, function (p) {
        return '<div class="el-item"><h3>' + esc(p.name) + '</h3><p>' + esc(p.post) + '</p>' + each(p.facts, function (f) { return '<p>' + esc(f[0]) + ': ' + esc(f[1]) + '</p>'; }) +
          (p.biography ? '<p><b>Tiểu sử:</b> ' + esc(p.biography) + '</p>' : '') + (p.tasks ? '<p><b>Nhiệm vụ:</b> ' + esc(p.tasks) + '</p>' : '') + '</div>';
      });
    },
    tree: function (b) { return '<ul>' + each(b.nodes, tree) + '</ul>'; },
    story: function (b) {
      return '<p class="time">' + day(b.day) + ' ' + esc(b.hour) + '</p>' + (b.lead ? '<p><strong>' + esc(b.lead) + '</strong></p>' : '') +
        each(b.paragraphs, function (t) { return '<p>' + esc(t) + '</p>'; }) + (b.author ? '<p>Tác giả: ' + esc(b.author) + '</p>' : '') +
        '<p>' + each(b.tools, function (t) { return link(t) + ' '; }) + '</p>' + (b.related.length ? '<h2>Tin cùng mục</h2>' + each(b.related, item) : '');
    },
    form: function (b) {
      return heading(b) + '<form data-method="' + esc(b.method) + '" data-action="' + esc(b.action) + '">' +
        each(b.fields, function (f) { return '<label>' + esc(f.label) + ' ' + field(f) + '</label>'; }) + '<button type="submit">' + esc(b.submit) + '</button></form>';
    },
    pager: function (b, page) {
      if (page.blocks.some(function (o) { return o.kind === 'items'; })) {
        return '<p><button type="button" class="more" data-next="' + esc(b.urls[1]) + '">Xem thêm</button></p>';
      }
      return '<p class="el-pager">' + b.urls.map(function (u, n) {
        return '<button type="button" class="number' + (n + 1 === b.current ? ' active' : '') + '" data-page="' + esc(u) + '">' + (n + 1) + '</button>';
      }).join('') + '</p>';
    }
  };
  function block(b, page) { return show[b.kind] ? '<section class="el-card">' + show[b.kind](b, page) + '</section>' : ''; }

  function menuItem(m, n) {
    return m.children.length
      ? '<li data-sub="' + n + '"><button type="button" class="el-submenu__title" aria-haspopup="true" aria-expanded="false">' + esc(m.label) + ' ▾</button></li>'
      : '<li><a class="el-menu-item" href="' + esc(m.url) + '">' + esc(m.label) + '</a></li>';
  }
  function draw(page) {
    root.innerHTML = '<header class="el-header"><div><div>' + esc(config.over) + '</div><h1><a href="#/">' + esc(config.name) + '</a></h1></div>' +
      '<form class="tim" data-method="get" data-action="' + esc(config.search.action) + '"><input type="search" name="' + esc(config.search.fields[0].name) + '" placeholder="Từ khóa" aria-label="Từ khóa"><button type="submit">Tìm kiếm</button></form></header>' +
      '<nav aria-label="Danh mục"><ul class="el-menu">' + config.menu.map(menuItem).join('') +
      '<li data-sub="account"><button type="button" class="el-submenu__title" aria-haspopup="true" aria-expanded="false">Tài khoản ▾</button></li></ul></nav>' +
      '<main class="el-main"><div class="el-breadcrumb">' + each(page.crumbs, function (c) { return link(c) + ' / '; }) + '</div>' +
      (page.kind === 'home' ? '' : '<h1>' + esc(page.title) + '</h1>') +
      page.blocks.map(function (b) { return block(b, page); }).join('') +
      (page.kind === 'home' ? config.aside.map(function (b) { return block(b, page); }).join('') : '') + '</main>' +
      '<footer class="el-footer">' + each(config.footer, function (t) { return '<div>' + esc(t) + '</div>'; }) + each(config.footerLinks, function (l) { return link(l) + ' '; }) + '</footer>';
    document.title = (page.kind === 'home' ? '' : page.title + ' | ') + config.name;
  }
  function open(holder) {
    if (holder.querySelector('.el-menu--popup')) return;
    var key = holder.getAttribute('data-sub');
    var popup = document.createElement('ul');
    popup.className = 'el-menu--popup';
    popup.innerHTML = key === 'account'
      ? '<li><button type="button" data-order="dang-xuat">Đăng xuất</button></li><li><button type="button" data-order="xoa-cau-hoi">Xóa câu hỏi của tôi</button></li>'
      : each(config.menu[+key].children, function (c) { return '<li>' + link(c) + '</li>'; });
    holder.append(popup);
    holder.firstChild.setAttribute('aria-expanded', 'true');
  }
  function close(holder) {
    var popup = holder.querySelector('.el-menu--popup');
    if (popup) { popup.remove(); holder.firstChild.setAttribute('aria-expanded', 'false'); }
  }
  function route() {
    var turn = ++shown;
    get(fileOf(location.hash || '#/')).then(function (answer) {
      if (turn !== shown) return;
      draw(answer.data);
      window.scrollTo(0, 0);
    });
  }
  function turnTo(url, append) {
    get(fileOf(url)).then(function (answer) {
      var page = answer.data;
      var listed = page.blocks.filter(function (b) { return b.kind === 'items' || b.kind === 'grid'; })[0];
      var pager = page.blocks.filter(function (b) { return b.kind === 'pager'; })[0];
      var place = document.querySelector('main [data-list="' + listed.kind + '"]');
      var rows = listed.kind === 'items' ? each(listed.items, item) : each(listed.rows, function (r) { return '<tr>' + each(r, cell) + '</tr>'; });
      if (append) place.insertAdjacentHTML('beforeend', rows); else place.innerHTML = rows;
      document.querySelectorAll('main .number').forEach(function (b, n) { b.classList.toggle('active', n + 1 === pager.current); });
      var more = document.querySelector('main .more');
      if (more && pager.urls[pager.current]) more.setAttribute('data-next', pager.urls[pager.current]); else if (more) more.remove();
    });
  }
  root.addEventListener('click', function (event) {
    var on = event.target.closest('[data-route],[data-page],[data-next],[data-order],.el-submenu__title');
    if (!on) return;
    if (on.hasAttribute('data-route')) location.hash = on.getAttribute('data-route');
    else if (on.hasAttribute('data-page')) turnTo(on.getAttribute('data-page'), false);
    else if (on.hasAttribute('data-next')) turnTo(on.getAttribute('data-next'), true);
    else if (on.hasAttribute('data-order')) get('/api/thao-tac/' + on.getAttribute('data-order'));
    else if (on.getAttribute('aria-expanded') === 'false') open(on.parentNode);
  });
  root.addEventListener('mouseover', function (event) {
    var over = event.target.closest('[data-sub]');
    document.querySelectorAll('[data-sub]').forEach(function (holder) { if (holder === over) open(holder); else close(holder); });
  });
  root.addEventListener('submit', function (event) {
    var form = event.target;
    event.preventDefault();
    var asked = new URLSearchParams(new FormData(form)).toString();
    if (form.getAttribute('data-method') === 'get') location.hash = form.getAttribute('data-action') + '?' + asked;
    else fetch('/api/gui', { method: 'POST', body: asked });
  });
  window.addEventListener('hashchange', route);
  root.innerHTML = '<div class="el-loading">Đang tải…</div>';
  setTimeout(function () {
    get('/static/cau-hinh.json').then(function (answer) { config = answer.data; route(); });
  }, 60);
}());
