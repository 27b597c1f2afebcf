// Shows a field only when another one has a certain value: data-shown-when="delivery=post" or "purpose=other|bank".
export function enhance(field) {
  const [name, values] = split(field.dataset.shownWhen);
  const form = field.closest('form') ?? document;
  const update = () => {
    const controls = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    if (controls.length === 0) return;
    const chosen = controls.filter((control) => !/^(radio|checkbox)$/.test(control.type) || control.checked);
    field.hidden = !chosen.some((control) => values.includes(control.value));
  };
  form.addEventListener('change', update);
  update();
  dropWords(field);
}

// The words "only if …" stand there for whoever has no script.
function dropWords(field) {
  for (const words of field.querySelectorAll('.only-if')) {
    if (words.closest('.field') !== field) continue;
    const hint = words.parentElement;
    words.remove();
    if (!hint.textContent.trim()) hint.hidden = true;
  }
}

function split(condition) {
  const at = condition.indexOf('=');
  return [condition.slice(0, at), condition.slice(at + 1).split('|')];
}
