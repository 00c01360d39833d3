// Questions by script, to others.
GOALS.forEach(function (goal) {
  fetch(to(goal, 'fetch'), { mode: 'no-cors' }).catch(nothing);
  fetch(to(goal, 'fetch-cors')).catch(nothing);
  fetch(to(goal, 'fetch-keepalive'), { mode: 'no-cors', keepalive: true }).catch(nothing);
  fetch(to(goal, 'fetch-head'), { mode: 'no-cors', method: 'HEAD' }).catch(nothing);
  fetch(to(goal, 'fetch-post'), { mode: 'no-cors', method: 'POST', body: 'a=1' }).catch(nothing);
  navigator.sendBeacon(to(goal, 'beacon'), 'a=1');
  var request = new XMLHttpRequest();
  request.open('GET', to(goal, 'xhr'));
  request.send();
  try {
    var waiting = new XMLHttpRequest();
    waiting.open('GET', to(goal, 'xhr-sync'), false);
    waiting.send();
  } catch (error) { nothing(); }
  new EventSource(to(goal, 'event-source'));
  var link = add('a', { href: '#o-lai', ping: to(goal, 'ping'), textContent: 'Xem' });
  link.click();
});
