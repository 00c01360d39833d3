/* The client of the made-up single-page portal: asks /api for menu and content, builds the page. */
(function () {
  'use strict';
  var app = document.getElementById('app');
  var site = null;

  function make(tag, attributes) {
    var element = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      if (attributes[name] !== '') element.setAttribute(name, attributes[name]);
    });
    Array.prototype.slice.call(arguments, 2).forEach(function (child) {
      if (child) element.append(child);
    });
    return element;
  }

  function anchor(label, url) {
    var link = make('a', { href: url }, label);
    if (url.charAt(0) === '/' && url.indexOf('/tep/') !== 0) {
      link.addEventListener('click', function (event) {
        event.preventDefault();
        history.pushState(null, '', url);
        show();
      });
    }
    return link;
  }

  function many(tag, attributes, children) {
    return make.apply(null, [tag, attributes].concat(children));
  }

  function cell(data) {
    return make('td', {}, data.duong_dan ? anchor(data.noi_dung, data.duong_dan) : data.noi_dung,
      many('span', {}, data.lien_ket.map(function (l) { return anchor(l.nhan, l.duong_dan); })));
  }

  var builders = {
    prose: function (b) { return many('section', {}, [b.tieu_de ? make('h3', {}, b.tieu_de) : null].concat(b.doan.map(function (t) { return make('p', {}, t); }))); },
    notice: function (b) { return make('p', { 'class': 'mo' }, b.noi_dung); },
    items: function (b) {
      return many('section', {}, [b.tieu_de ? make('h3', {}, b.tieu_de) : null].concat(b.muc.map(function (i) {
        return make('div', { 'class': 'the' }, anchor(i.tieu_de, i.duong_dan), i.ngay ? make('time', {}, ' ' + i.ngay) : null, make('div', {}, i.tom_tat));
      })));
    },
    pager: function (b) { return many('p', { 'class': 'phan-trang' }, b.trang.map(function (t) { return anchor(' ' + t.so + ' ', t.duong_dan); })); },
    story: function (b) {
      return many('article', {}, [make('h2', {}, b.tieu_de), b.ngay ? make('time', {}, b.ngay) : null, make('b', {}, b.tom_tat)]
        .concat(b.doan.map(function (t) { return make('p', {}, t); }), [make('p', { 'class': 'mo' }, b.tac_gia)], b.cong_cu.map(function (t) { return anchor(t.nhan + ' ', t.duong_dan); })));
    },
    grid: function (b) {
      return make('table', {}, make('thead', {}, many('tr', {}, b.cot.map(function (c) { return make('th', {}, c); }))),
        many('tbody', {}, b.hang.map(function (row) { return many('tr', {}, row.map(cell)); })));
    },
    facts: function (b) { return many('table', {}, b.dong.map(function (d) { return make('tr', {}, make('th', {}, d.nhan), cell(d.gia_tri)); })); },
    files: function (b) { return many('p', {}, b.tep.map(function (f) { return anchor(f.nhan, f.duong_dan); })); },
    links: function (b) { return many('section', {}, [make('h3', {}, b.tieu_de)].concat(b.lien_ket.map(function (l) { return make('p', {}, anchor(l.nhan, l.duong_dan)); }))); },
    people: function (b) {
      return many('section', {}, b.nguoi.map(function (p) {
        return many('div', { 'class': 'the' }, [make('b', {}, p.ho_ten), make('div', {}, p.chuc_vu), make('p', {}, p.tieu_su), make('p', {}, p.nhiem_vu)]
          .concat(p.thong_tin.map(function (t) { return make('div', {}, t); })));
      }));
    },
    tree: function (b) {
      return many('ul', {}, b.nut.map(function (n) {
        return make('li', {}, anchor(n.nhan, n.duong_dan), many('ul', {}, n.con.map(function (c) { return make('li', {}, anchor(c.nhan, c.duong_dan)); })));
      }));
    },
    form: function (b) {
      var form = many('form', { action: b.dia_chi, method: b.phuong_thuc }, b.truong.map(function (f) {
        return make('label', {}, f.nhan + ' ', f.kieu === 'select' ? many('select', { name: f.ten }, f.lua_chon.map(function (c) { return make('option', {}, c); })) : make(f.kieu === 'textarea' ? 'textarea' : 'input', { name: f.ten }));
      }));
      form.append(make('button', {}, b.nut));
      return make('section', {}, b.tieu_de ? make('h3', {}, b.tieu_de) : null, form);
    },
    figure: function (b) { return make('figure', {}, make('img', { src: b.anh, alt: b.mo_ta }), make('figcaption', {}, b.chu_thich)); }
  };

  function frame(page) {
    app.replaceChildren(
      make('div', { 'class': 'top' }, make('div', {}, site.phu_de), make('h1', {}, site.ten)),
      many('nav', { 'class': 'main' }, site.menu.map(function (m) {
        return make('div', { 'class': 'nhom' }, anchor(m.nhan, m.duong_dan), m.con.length ? many('div', { 'class': 'con' }, m.con.map(function (c) { return anchor(c.nhan, c.duong_dan); })) : null);
      })),
      many('main', {}, [make('h2', {}, page.tieu_de)].concat(page.khoi.map(function (b) { return builders[b.loai](b); }))),
      many('footer', {}, site.chan_trang.map(function (t) { return make('div', {}, t); }).concat(site.lien_ket.map(function (l) { return anchor(l.nhan + ' ', l.duong_dan); })))
    );
    document.title = page.tieu_de + ' - ' + site.ten;
  }

  function json(url) { return fetch(url).then(function (answer) { return answer.json(); }); }

  function show() {
    var route = location.pathname + location.search;
    return json('/api/trang?duong-dan=' + encodeURIComponent(route)).then(frame);
  }

  window.addEventListener('popstate', show);
  json('/api/khung').then(function (data) { site = data; return show(); });
}());
