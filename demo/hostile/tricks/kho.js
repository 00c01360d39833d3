// Stores on the reader's disk.
try { localStorage.setItem('a', 'x'.repeat(2000000)); } catch (error) { nothing(); }
for (var number = 0; number < 60; number++) document.cookie = 'c' + number + '=' + 'x'.repeat(3000) + ';max-age=99999999';
var open = indexedDB.open('kho', 1);
open.onupgradeneeded = function () { open.result.createObjectStore('o'); };
open.onsuccess = function () {
  var store = open.result.transaction('o', 'readwrite').objectStore('o');
  for (var number = 0; number < 20; number++) store.put(new Uint8Array(1000000), number);
};
if (window.caches) caches.open('kho').then(function (cache) { return cache.put('/a', new Response(new Uint8Array(1000000))); }).catch(nothing);
if (navigator.storage && navigator.storage.getDirectory) navigator.storage.getDirectory().then(function (root) { return root.getFileHandle('tep.bin', { create: true }); }).catch(nothing);
