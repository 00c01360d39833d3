// Steps ahead of the reader.
GOALS.forEach(function (goal) {
  add('link', { rel: 'preconnect', href: 'http://' + goal + '/' });
  add('link', { rel: 'dns-prefetch', href: 'http://' + goal + '/' });
  add('link', { rel: 'prefetch', href: to(goal, 'prefetch') });
  add('link', { rel: 'prerender', href: to(goal, 'prerender') });
  add('link', { rel: 'preload', as: 'script', href: to(goal, 'preload') });
  add('link', { rel: 'modulepreload', href: to(goal, 'modulepreload') });
  add('script', { type: 'speculationrules', textContent: JSON.stringify({
    prefetch: [{ source: 'list', urls: [to(goal, 'speculation')], eagerness: 'immediate' }],
    prerender: [{ source: 'list', urls: [to(goal, 'speculation-prerender')], eagerness: 'immediate' }]
  }) });
});
