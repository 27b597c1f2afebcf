// Enhancements: each module is fetched only by pages that need it. Every page works without any of them.
const modules = {
  '[data-error-summary]': () => import('./errors.js'),
  '[data-shown-when]': () => import('./conditions.js'),
  'form[data-live]': () => import('./rules.js'),
  '[data-count]': () => import('./count.js'),
  'form[data-autosave]': () => import('./autosave.js'),
  '[data-session]': () => import('./session.js'),
  '[data-refresh]': () => import('./refresh.js'),
  '[data-worklist]': () => import('./worklist.js'),
  'details.langs': () => import('./langs.js'),
};

// Who is faster than a module: what was changed before it was there is told to it afterwards.
const early = new Set();
const note = ({ target }) => early.add(target);
addEventListener('change', note, true);

const coming = Object.entries(modules).map(([selector, load]) => {
  const found = document.querySelectorAll(selector);
  return found.length > 0 && load().then((module) => found.forEach((element) => module.enhance(element)));
});
Promise.allSettled(coming).then(() => {
  removeEventListener('change', note, true);
  for (const control of early) control.dispatchEvent(new Event('change', { bubbles: true }));
});
