// Promises without end: nothing else ever gets its turn.
mark('vao-vong');
setTimeout(function () { (function again() { Promise.resolve().then(again); }()); }, 60);
