// Says how many signs are left; read out after a pause, so that typing is not talked over.
export function enhance(area) {
  const limit = Number(area.dataset.count);
  const shown = document.getElementById(`${area.id}-count`);
  if (!limit || !shown) return;
  const spoken = document.createElement('p');
  spoken.className = 'hidden-text';
  spoken.setAttribute('role', 'status');
  shown.after(spoken);
  let timer;
  const update = () => {
    const left = limit - area.value.length;
    const template = left < 0 ? area.dataset.countOver : area.dataset.countLeft;
    shown.textContent = template.replace('{left}', left).replace('{over}', -left);
    shown.classList.toggle('over', left < 0);
    clearTimeout(timer);
    timer = setTimeout(() => (spoken.textContent = shown.textContent), 1000);
  };
  area.addEventListener('input', update);
  if (area.value) update();
}
