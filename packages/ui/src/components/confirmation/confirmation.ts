import { html } from '../../html.ts';
import type { Content, Html } from '../../html.ts';
import { actions } from '../button/button.ts';
import { facts } from '../facts/facts.ts';
import type { Fact } from '../facts/facts.ts';
import { pageHead } from '../page-head/page-head.ts';

export interface ConfirmationProps {
  /** "Ordered. Your certificate will be there in a few minutes." */
  sentence: Content;
  lead?: Content | null;
  /** Reference (verbatim), when sent, what was paid. */
  facts: Fact[];
  /** What the person must do now: {@link signpost}. */
  turn?: Html | null;
  /** Receipt as PDF, link to the case. */
  actions: Content[];
  /** What happens next and when, whom to ask. */
  next?: { title: Content; steps: Content[] } | null;
}

/** Page after sending: reference, what happens next and when. It must survive a bookmark, so it is an ordinary page. */
export function confirmation(props: ConfirmationProps): Html {
  return html`${pageHead({ sentence: props.sentence, lead: props.lead, children: html`${facts(props.facts)}${props.turn ?? ''}${actions(...props.actions)}` })}
${props.next ? html`<section class="band axis" aria-labelledby="next-steps"><h2 class="margin" id="next-steps">${props.next.title}</h2><ol class="numbered">${props.next.steps.map((step) => html`<li>${step}</li>`)}</ol></section>` : ''}`;
}
