// Other windows.
GOALS.forEach(function (goal) {
  var other = window.open('about:blank');
  if (other) other.fetch(to(goal, 'other-window'), { mode: 'no-cors' }).catch(nothing);
  window.open(to(goal, 'open'));
  window.open(to(goal, 'open-noopener'), '_blank', 'noopener');
  add('a', { href: to(goal, 'blank'), target: '_blank', rel: 'noopener' }).click();
  add('form', { action: to(goal, 'form-blank'), target: '_blank' }).submit();
});
for (var turn = 0; turn < 15; turn++) window.open('/lien-he?cua-so=' + turn);
