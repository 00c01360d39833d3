// Timers, frames and questions without end: the page never comes to rest.
var turn = 0;
setInterval(function () { document.getElementById('app').append(' ' + (turn++)); }, 5);
setInterval(function () { fetch('/nhip?lan=' + turn).catch(nothing); }, 60);
(function draw() { document.title = 'Lần ' + turn; requestAnimationFrame(draw); }());
