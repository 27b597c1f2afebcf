// Keeps a part of the page up to date while it is open and reads out the sentence that changed.
export function enhance(region) {
  const status = region.nextElementSibling?.hasAttribute('data-refresh-status') ? region.nextElementSibling : null;
  const base = Math.max(2, Number(region.dataset.refreshSeconds)) * 1000;
  let pause = base;
  let last = null;

  async function ask() {
    if (document.hidden) return next();
    let answer;
    try {
      answer = await fetch(region.dataset.refresh, { headers: { accept: 'text/html', 'x-fragment': '1' }, redirect: 'manual' });
    } catch {
      return next();
    }
    if (answer.type === 'opaqueredirect' || (answer.status >= 400 && answer.status < 500)) return;
    if (answer.ok) {
      const text = await answer.text();
      const fresh = parse(text);
      const same = last === null ? fresh.innerHTML.trim() === region.innerHTML.trim() : text === last;
      if (same) pause = Math.min(pause * 1.5, 60_000);
      else show(fresh);
      last = text;
    }
    if (answer.headers.get('x-refresh') !== 'stop') next();
  }

  function show(fresh) {
    const active = region.contains(document.activeElement) ? document.activeElement : null;
    // Never take a field away from under someone's hands.
    if (active?.matches('input,textarea,select')) return;
    const before = spoken(region);
    region.replaceChildren(...fresh.childNodes);
    if (active?.id) document.getElementById(active.id)?.focus();
    const after = spoken(region);
    if (status && after && after !== before) status.textContent = after;
    pause = base;
  }

  const next = () => setTimeout(ask, pause);
  document.addEventListener('visibilitychange', () => (pause = base));
  next();
}

function parse(text) {
  return new DOMParser().parseFromString(text, 'text/html').body;
}

function spoken(root) {
  return root.querySelector('[data-announce]')?.textContent.trim() ?? '';
}
