// Shows, in good time, that the session is about to end, and extends it without leaving the page.
export function enhance(notice) {
  const words = notice.querySelector('[data-session-text]');
  const form = notice.querySelector('form');
  const warn = Number(notice.dataset.sessionWarn);
  let end = Date.now() + Number(notice.dataset.session) * 1000;

  const update = () => {
    const left = (end - Date.now()) / 1000;
    if (left > warn) {
      notice.hidden = true;
      return;
    }
    const text = words.dataset.sessionText.replace('{minutes}', Math.max(1, Math.ceil(left / 60)));
    if (words.textContent !== text) words.textContent = text;
    notice.hidden = false;
  };

  form?.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      const answer = await fetch(form.action, {
        method: 'POST',
        body: new URLSearchParams([...new FormData(form)]),
        headers: { accept: 'application/json' },
        redirect: 'manual',
      });
      if (!answer.ok) return form.submit();
      end = Date.now() + Number((await answer.json()).secondsLeft) * 1000;
      update();
    } catch {
      form.submit();
    }
  });
  setInterval(update, 5000);
  update();
}
