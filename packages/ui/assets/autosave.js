// Saves the answers while they are given. A failure is said on the first attempt, with its cause and a button to try again;
// what was typed stays in the fields in any case.
export function enhance(form) {
  const { autosave: url, autosaveSaved, autosaveRetry } = form.dataset;
  const alert = form.querySelector('[data-autosave-alert]');
  const status = form.querySelector('[data-autosave-status]');
  let timer;
  let running = null;
  let leaving = false;

  form.addEventListener('change', () => {
    clearTimeout(timer);
    timer = setTimeout(() => save(), 400);
  });
  form.addEventListener('submit', () => {
    leaving = true;
    rest();
    running?.abort();
  });
  // Whoever follows a link right after an answer (another language, the page before) finds the answer there. If it cannot be saved,
  // the page stays and says so; a second press leads on.
  document.addEventListener('click', async (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!link || !(timer || running) || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.target || link.getAttribute('href').startsWith('#')) return;
    event.preventDefault();
    if (await save()) location.assign(link.href);
  });
  addEventListener('pagehide', () => timer && !leaving && save(true));
  // A page shown again from the cache saves as before.
  addEventListener('pageshow', () => (leaving = false));

  function rest() {
    clearTimeout(timer);
    timer = undefined;
  }

  // True when the server has it. `keepalive` for a page that is going away.
  async function save(keepalive = false) {
    rest();
    running?.abort();
    const attempt = (running = new AbortController());
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'));
    try {
      const answer = await fetch(url, {
        method: 'POST',
        body,
        headers: { 'x-autosave': '1' },
        redirect: 'manual',
        signal: attempt.signal,
        keepalive,
      });
      if (answer.ok) return saved();
      failed(answer.type === 'opaqueredirect' || [401, 403].includes(answer.status) ? 'Session' : 'Server');
    } catch (error) {
      if (error.name !== 'AbortError') failed('Network');
    } finally {
      if (running === attempt) running = null;
    }
    return false;
  }

  function saved() {
    alert.replaceChildren();
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
    if (autosaveSaved) status.textContent = autosaveSaved.replace('{time}', time);
    return true;
  }

  function failed(cause) {
    if (leaving) return;
    status.textContent = '';
    const box = document.createElement('div');
    box.className = 'notice alert';
    const words = document.createElement('p');
    words.textContent = form.dataset[`autosave${cause}`] ?? '';
    const again = document.createElement('button');
    again.type = 'button';
    again.className = 'plain link';
    again.textContent = autosaveRetry ?? '';
    again.addEventListener('click', () => save());
    box.append(words, again);
    alert.replaceChildren(box);
  }
}
