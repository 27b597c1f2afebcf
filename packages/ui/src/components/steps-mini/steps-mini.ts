import { html } from '../../html.ts';
import type { Html } from '../../html.ts';

export interface StepsMiniProps {
  /** Number of steps, 1 to 12. */
  total: number;
  /** The current step, counted from 1. */
  current: number;
  /** True when it is the resident's turn. */
  turn?: boolean;
  /** Everything is done: no step is ahead. */
  done?: boolean;
  /** The same in words: "Step 3 of 6. It is your turn." */
  label: string;
}

/** The route as one small line, for lists. */
export function stepsMini(props: StepsMiniProps): Html {
  const total = Math.max(1, Math.min(12, Math.trunc(props.total)));
  const current = props.done ? total : Math.max(1, Math.min(total, Math.trunc(props.current)));
  const at = (step: number): number => (total === 1 ? 144 : Math.round((12 + ((step - 1) * 264) / (total - 1)) * 10) / 10);
  const marks = Array.from({ length: total }, (_, index) => {
    const step = index + 1;
    const kind = step < current ? 'dot' : step > current ? 'next' : props.turn ? 'turn' : 'now';
    return html`<circle class="${kind}" cx="${at(step)}" cy="12" r="${kind === 'now' ? 10 : kind === 'turn' ? 9 : 5}" />`;
  });
  return html`<svg class="steps-mini" viewBox="0 0 288 24" role="img" aria-label="${props.label}"><line class="done" x1="${at(1)}" y1="12" x2="${at(current)}" y2="12" /><line class="todo" x1="${at(current)}" y1="12" x2="${at(total)}" y2="12" />${marks}</svg>`;
}
