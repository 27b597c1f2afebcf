import { attributes, html, type Html } from '@einwohnerportal/ui';
import type { Paragraph } from '../model.ts';
import type { Place } from '../place.ts';
import { markdown } from './markdown.ts';
import { dependenceOf } from './shown-when.ts';
import type { View } from './view.ts';

/** A paragraph of a page, with the few marks of Markdown. */
export function renderParagraph(node: Paragraph, place: Place, view: View): Html {
  const blocks = markdown(view.context.t(node.text));
  const dependence = dependenceOf(node, place, view);
  if (dependence === null) return blocks;
  const { shownWhen, rule } = dependence;
  const marks = attributes({ class: 'stack', 'data-shown-when': shownWhen, 'data-rule': rule?.id, 'data-rule-hidden': rule?.hidden });
  return html`<div${marks}>${blocks}</div>`;
}
