// Runs before the first paint, as a file of its own: the page's CSP allows no inline script.
(function () {
  var chosen = null;
  var language = null;
  try {
    chosen = localStorage.getItem('heliograph-scheme');
    language = localStorage.getItem('heliograph-language');
  } catch {
    // Storage may be closed to us; the system's scheme and the browser's language stand then.
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  var root = document.documentElement;
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  root.lang = language || (/^id\b/i.test(navigator.language) ? 'id' : 'en');
})();
