// Relative addresses that are somebody else's.
GOALS.forEach(function (goal) {
  var base = document.head.appendChild(Object.assign(document.createElement('base'), { href: to(goal, 'base') + '/' }));
  add('img', { src: 'anh.png' });
  fetch('hoi.json', { mode: 'no-cors' }).catch(nothing);
  base.remove();
});
