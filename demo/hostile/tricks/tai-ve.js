// Files that nobody asked for.
function save(href, name) { add('a', { href: href, download: name }).click(); }
save('/tep/cai-dat.exe', 'cai-dat.exe');
save(URL.createObjectURL(new Blob(['x'.repeat(200000)])), 'tu-lam.exe');
save('data:application/octet-stream;base64,TVqQAAMAAAAEAAAA', 'du-lieu.exe');
GOALS.forEach(function (goal) { save(to(goal, 'download'), 'ngoai.exe'); });
add('iframe', { src: '/tep/bao-cao.zip' });
setTimeout(function () { location.href = '/tep/bao-cao.zip'; }, 80);
