// A document that grows until somebody stops it.
var grown = 0;
(function grow() {
  var part = document.createDocumentFragment();
  for (var n = 0; n < 20000; n++) {
    var link = document.createElement('a');
    link.href = '/trang-ma/' + (grown + n);
    link.textContent = 'Văn bản số ' + (grown + n);
    part.append(link);
  }
  document.getElementById('app').append(part);
  grown += 20000;
  if (grown < 1000000) setTimeout(grow, 20);
}());
