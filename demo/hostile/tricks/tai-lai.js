// A page that loads itself again and again.
setTimeout(function () { location.replace(location.pathname + '?lan=' + (Number(new URLSearchParams(location.search).get('lan')) + 1)); }, 30);
