// The page leaves itself by POST.
setTimeout(function () { add('form', { method: 'post', action: '/nhan/ca-trang', innerHTML: '<input name="a" value="1">' }).submit(); }, 60);
