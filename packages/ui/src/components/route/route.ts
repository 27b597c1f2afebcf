import { attributes, classes, html, together } from '../../html.ts';
import type { Content, Html } from '../../html.ts';
import { errorText } from '../field/error-text.ts';

/** `past`, `now` (the authority's turn), `turn` (the resident's turn), `next`, `last`. */
export type RouteState = 'past' | 'now' | 'turn' | 'next' | 'last';

export interface RouteStep {
  state: RouteState;
  /** Says the state in words to whoever does not see the line: "Past: ", "Now: ", "Next: ". */
  stateWord: string;
  title: Content;
  /** Which authority or person. */
  who: Content;
  /** When it was, since when, expected until, or why there is no date yet. */
  when: Content;
  /** What happened or will happen. */
  body?: Content | null;
  /** The expected date has passed: what that means, in the colour of a missed date. */
  overdue?: { text: Content; word: string } | null;
}

/**
 * The way of a case through the offices: solid line behind, a dot now, dotted ahead. On wide screens its line is the page's axis,
 * so it stands in a band with layout `route`; `short` keeps it beside its dots at any width.
 */
export function route(steps: RouteStep[], options: { short?: boolean } = {}): Html {
  return html`<ol${attributes({ class: classes('route', options.short && 'short') })}>${steps.map(routeStep)}</ol>`;
}

function routeStep(step: RouteStep): Html {
  const current = step.state === 'now' || step.state === 'turn';
  return html`<li${attributes({ class: classes(current && 'now', step.state === 'turn' && 'turn', (step.state === 'next' || step.state === 'last') && 'ahead', step.state === 'last' && 'last'), 'aria-current': current && 'step' })}>
<h3><span class="hidden-text">${step.stateWord} </span>${step.title}</h3>
<p class="where"><b>${step.who}</b> ${together(step.when)}</p>
${step.body || step.overdue ? html`<div class="body">${step.body ? html`<p>${together(step.body)}</p>` : ''}${step.overdue ? errorText({ message: step.overdue.text, word: step.overdue.word }) : ''}</div>` : ''}
</li>`;
}
