// Own addresses that lead away.
GOALS.forEach(function (goal, number) {
  [301, 302, 303, 307, 308].forEach(function (status) {
    fetch(away(number, 'redirect-fetch', status), { mode: 'no-cors' }).catch(nothing);
  });
  add('img', { src: away(number, 'redirect-img', 302) });
  add('iframe', { src: away(number, 'redirect-frame', 302) });
  add('script', { src: away(number, 'redirect-script', 307) });
  add('link', { rel: 'stylesheet', href: away(number, 'redirect-css', 301) });
  add('iframe', { srcdoc: '<meta http-equiv="refresh" content="0;url=' + to(goal, 'refresh-frame') + '">' });
  new EventSource(away(number, 'redirect-event-source', 302));
  new Worker(away(number, 'redirect-worker', 302)).onerror = nothing;
});
