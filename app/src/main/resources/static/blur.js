// Decides before the first paint whether pictures that are not safe for work are blurred: for this visit only.
(() => {
  try {
    document.documentElement.dataset.blur = sessionStorage.getItem('unblur') === 'yes' ? 'off' : 'on';
  } catch {
    /* blurred, which is what a page without the attribute is */
  }
})();
