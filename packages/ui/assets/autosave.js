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
    timer = setTimeout(save, 400);
  });
  form.addEventListener('submit', () => {
    leaving = true;
    clearTimeout(timer);
    running?.abort();
  });
  // A page shown again from the cache saves as before.
  addEventListener('pageshow', () => (leaving = false));

  async function save() {
    running?.abort();
    const attempt = (running = new AbortController());
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'));
    try {
      const answer = await fetch(url, { method: 'POST', body, headers: { 'x-autosave': '1' }, redirect: 'manual', signal: attempt.signal });
      if (answer.ok) return saved();
      failed(answer.type === 'opaqueredirect' || [401, 403].includes(answer.status) ? 'Session' : 'Server');
    } catch (error) {
      if (error.name !== 'AbortError') failed('Network');
    }
  }

  function saved() {
    alert.replaceChildren();
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
    if (autosaveSaved) status.textContent = autosaveSaved.replace('{time}', time);
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
    again.addEventListener('click', save);
    box.append(words, again);
    alert.replaceChildren(box);
  }
}
