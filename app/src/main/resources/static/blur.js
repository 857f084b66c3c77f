// Runs before the first paint: whether pictures that are not safe for work are shown, for this visit only.
(() => {
  try { document.documentElement.dataset.blur = sessionStorage.getItem('unblur') === 'yes' ? 'off' : 'on'; } catch { /* blurred */ }
})();
