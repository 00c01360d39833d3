// Everything a page may fetch by naming it.
GOALS.forEach(function (goal) {
  add('img', { src: to(goal, 'img') });
  add('img', { srcset: to(goal, 'srcset') + ' 2x, ' + to(goal, 'srcset') + ' 1x' });
  add('script', { src: to(goal, 'script') });
  add('script', { src: to(goal, 'module'), type: 'module' });
  add('link', { rel: 'stylesheet', href: to(goal, 'css') });
  add('link', { rel: 'icon', href: to(goal, 'icon') });
  add('link', { rel: 'manifest', href: to(goal, 'manifest') });
  add('style', { textContent: '@import url(' + to(goal, 'import') + ');' });
  add('style', { textContent: '@font-face{font-family:f' + GOALS.indexOf(goal) + ';src:url(' + to(goal, 'font') + ')} #app{font-family:f' + GOALS.indexOf(goal) + '}' });
  add('div', { style: 'width:9px;height:9px;background:url(' + to(goal, 'background') + ')' });
  add('video', { src: to(goal, 'video'), preload: 'auto' });
  add('video', { poster: to(goal, 'poster') });
  add('audio', { src: to(goal, 'audio'), preload: 'auto' });
  add('input', { type: 'image', src: to(goal, 'input') });
  add('div', { innerHTML: '<svg><image href="' + to(goal, 'svg') + '" width="9" height="9"/></svg>' });
  add('div', { innerHTML: '<picture><source srcset="' + to(goal, 'picture') + '"><img></picture>' });
  import(to(goal, 'dynamic-import')).catch(nothing);
});
