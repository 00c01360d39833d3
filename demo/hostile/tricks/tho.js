// Helpers that outlive or leave the page.
function worker(code) { return URL.createObjectURL(new Blob([code], { type: 'text/javascript' })); }
GOALS.forEach(function (goal) {
  new Worker(worker('fetch("' + to(goal, 'worker-fetch') + '", {mode: "no-cors"}).catch(function () {});'));
  new Worker(worker('new WebSocket("' + to(goal, 'worker-websocket').replace('http', 'ws') + '");'));
  new Worker(worker('importScripts("' + to(goal, 'worker-import') + '");')).onerror = nothing;
  new SharedWorker(worker('fetch("' + to(goal, 'shared-worker') + '", {mode: "no-cors"}).catch(function () {});'));
  try { CSS.paintWorklet.addModule(to(goal, 'worklet')).catch(nothing); } catch (error) { nothing(); }
});
if (navigator.serviceWorker) navigator.serviceWorker.register('/tho-ngam.js').then(function () { mark('dang-ky'); }, nothing);
