// Gives the error summary the focus where `autofocus` did not (page shown again from the cache, other browsers).
export function enhance(summary) {
  if (!summary.contains(document.activeElement)) summary.focus();
  summary.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    const control = link && document.getElementById(link.hash.slice(1));
    if (!control) return;
    event.preventDefault();
    control.focus({ preventScroll: true });
    // Label or legend first, so that the question is in sight with its control.
    (control.closest('fieldset') ?? control.closest('.field') ?? control).scrollIntoView({ block: 'nearest' });
  });
}
