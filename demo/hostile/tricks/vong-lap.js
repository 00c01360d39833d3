// A loop without end.
mark('vao-vong');
setTimeout(function () { var turn = 1; while (turn) { turn = (turn * 7 + 1) % 1000003 + 1; } }, 60);
