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

for (const [selector, load] of Object.entries(modules)) {
  const found = document.querySelectorAll(selector);
  if (found.length > 0) load().then((module) => found.forEach((element) => module.enhance(element)));
}
