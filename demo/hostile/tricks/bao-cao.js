// Reports that the browser itself sends: the headers of this page name who gets them.
add('img', { src: '/images/vi-pham.png' });
add('script', { textContent: 'window.viPham = 1;' });
add('iframe', { src: 'data:text/html,x' });
