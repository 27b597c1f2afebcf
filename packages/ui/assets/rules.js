// Asks the server after each answer what the page shows now: the same rules as without script, so none is written twice.
// When the server cannot be asked, everything stays shown.
export function enhance(form) {
  if (!form.querySelector('[data-rule], [data-computed], [data-completes]')) return;
  for (const part of form.querySelectorAll('[data-rule]')) {
    part.hidden = 'ruleHidden' in part.dataset;
    dropWords(part);
  }
  let timer;
  let running;
  const later = (event) => {
    if (event.target.type === 'file') return;
    clearTimeout(timer);
    timer = setTimeout(ask, event.type === 'change' ? 0 : 300);
  };
  form.addEventListener('change', later);
  form.addEventListener('input', later);

  async function ask() {
    running?.abort();
    running = new AbortController();
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'));
    try {
      const answer = await fetch(form.dataset.live, {
        method: 'POST',
        body,
        headers: { 'x-live': '1' },
        redirect: 'manual',
        signal: running.signal,
      });
      if (answer.ok) apply(form, await answer.json());
    } catch {
      // The page works without the answer.
    }
  }
}

function apply(form, { hidden, shown, computed, fill }) {
  for (const [ids, hide] of [
    [hidden, true],
    [shown, false],
  ])
    for (const id of ids) for (const part of form.querySelectorAll(`[data-rule="${CSS.escape(id)}"]`)) part.hidden = hide;
  for (const [id, words] of Object.entries(computed)) {
    const output = document.getElementById(id);
    if (!output) continue;
    output.closest('[data-computed]').hidden = words === '';
    if (output.textContent !== words) output.textContent = words;
  }
  for (const [id, value] of Object.entries(fill)) {
    const control = document.getElementById(id);
    if (control && control.value === '' && control !== document.activeElement) control.value = value;
  }
}

// The words "only if …" stand there for whoever has no script.
function dropWords(element) {
  for (const words of element.querySelectorAll('.only-if')) {
    if (words.closest('[data-rule]') !== element) continue;
    const hint = words.parentElement;
    words.remove();
    if (!hint.textContent.trim()) hint.hidden = true;
  }
}
