// Frames of every make.
GOALS.forEach(function (goal) {
  add('iframe', { src: to(goal, 'iframe') });
  add('iframe', { src: to(goal, 'iframe-sandbox'), sandbox: 'allow-scripts allow-top-navigation allow-popups' });
  add('iframe', { srcdoc: '<img src="' + to(goal, 'srcdoc') + '">' });
  add('iframe', { src: 'data:text/html,<img src="' + to(goal, 'data-frame') + '">' });
  add('iframe', { src: 'javascript:\'<img src="' + to(goal, 'javascript-frame') + '">\'' });
  add('object', { data: to(goal, 'object'), type: 'text/html' });
  add('embed', { src: to(goal, 'embed'), type: 'text/html' });
  var page = new Blob(['<script>fetch("' + to(goal, 'blob-frame') + '", {mode: "no-cors"})<\/script>'], { type: 'text/html' });
  add('iframe', { src: URL.createObjectURL(page) });
  var empty = add('iframe', {});
  empty.contentWindow.fetch(to(goal, 'inner-fetch'), { mode: 'no-cors' }).catch(nothing);
  empty.contentDocument.write('<img src="' + to(goal, 'inner-write') + '">');
});
