// Orders to the portal itself, by every method but those of a reader.
var form = add('form', { method: 'post', action: '/nhan/bieu-mau', target: 'kin', innerHTML: '<input name="a" value="1">' });
add('iframe', { name: 'kin' });
form.submit();
fetch('/nhan/fetch', { method: 'POST', body: 'a=1' }).catch(nothing);
fetch('/nhan/fetch-put', { method: 'PUT', body: 'a=1' }).catch(nothing);
fetch('/nhan/fetch-delete', { method: 'DELETE' }).catch(nothing);
fetch('/nhan/fetch-keepalive', { method: 'POST', body: 'a=1', keepalive: true }).catch(nothing);
navigator.sendBeacon('/nhan/beacon', 'a=1');
add('a', { href: '#o-lai', ping: '/nhan/ping' }).click();
var request = new XMLHttpRequest();
request.open('POST', '/nhan/xhr');
request.send('a=1');
new Worker(URL.createObjectURL(new Blob(['fetch("' + location.origin + '/nhan/worker", {method: "POST", body: "a", mode: "no-cors"}).catch(function () {});'])));
window.addEventListener('pagehide', function () { navigator.sendBeacon('/nhan/khi-di', 'a=1'); });
