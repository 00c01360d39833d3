// Places on the reader's own machine, and other programs.
['file:///etc/passwd', 'file:///proc/self/environ', 'chrome://version', 'view-source:file:///etc/hosts', 'ftp://127.0.0.1/', 'about:memory'].forEach(function (place) {
  add('iframe', { src: place });
  fetch(place).then(function () { mark('doc-duoc'); }, nothing);
  window.open(place);
});
['mailto:a@example.vn', 'tel:113', 'intent://mo#Intent;end', 'ms-word:ofe|u|http://example.vn/a.docx'].forEach(function (place) { add('a', { href: place }).click(); });
