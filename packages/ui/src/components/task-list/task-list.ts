import { attributes, html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';

export interface TaskListItem {
  href: string;
  title: Content;
  /** "Done", "3 things missing", "Not begun". */
  state: Content;
  /** What is done stands back, so that what is open is seen. */
  done: boolean;
}

/** Sections of a long form, in any order: the whole row is the link, the state belongs to its name. */
export function taskList(props: { id: string; items: TaskListItem[] }): Html {
  return html`<ul class="task-list">${props.items.map((item, index) => {
    const state = `${props.id}-${index + 1}`;
    return html`<li${attributes({ class: item.done ? 'done' : null })}><a href="${item.href}" aria-describedby="${state}">${item.title}</a><span class="state" id="${state}">${item.state}</span></li>`;
  })}</ul>`;
}
