// More bytes than anybody wants.
add('script', { src: '/nang/thu-vien.js' });
fetch('/nang/khong-het').then(function (answer) {
  var reader = answer.body.getReader();
  (function more() { reader.read().then(more, nothing); }());
}, nothing);
add('img', { src: '/nang/khong-het' });
add('link', { rel: 'stylesheet', href: '/nang/khong-het' });
