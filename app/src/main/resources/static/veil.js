// Runs before the first paint: whether pictures that are not safe for work are shown, for this visit only.
(() => {
  try { document.documentElement.dataset.veil = sessionStorage.getItem('unveil') === 'yes' ? 'off' : 'on'; } catch { /* veiled */ }
})();
