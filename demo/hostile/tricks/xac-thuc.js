// Asking for a name and a password.
add('iframe', { src: '/xac-thuc' });
fetch('/xac-thuc', { credentials: 'include' }).catch(nothing);
add('img', { src: '/xac-thuc' });
GOALS.forEach(function (goal) { fetch('http://quantri:matkhau@' + goal + '/' + TRICK + '/credentials', { mode: 'no-cors' }).catch(nothing); add('img', { src: 'http://quantri:matkhau@' + goal + '/' + TRICK + '/credentials-img' }); });
