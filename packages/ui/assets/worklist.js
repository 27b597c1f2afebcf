// Arrow keys (or j and k) and Home/End go from task to task, x picks one; only while a task has the focus, so that no key is taken from
// anything else. After the last task comes the link to the next page.
export function enhance(list) {
  list.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const links = [...list.querySelectorAll('.what a')];
    const here = links.indexOf(document.activeElement);
    if (here < 0) return;
    if (event.key === 'x') return links[here].closest('tr').querySelector('.pick input')?.click();
    const next = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    const to = next === undefined ? { Home: 0, End: links.length - 1 }[event.key] : here + next;
    if (to === undefined) return;
    const goal = links[to] ?? (to > 0 ? document.querySelector('.pager [rel="next"]') : null);
    if (!goal) return;
    event.preventDefault();
    goal.focus();
  });
}
