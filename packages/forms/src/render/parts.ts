import { html, type Html } from '@einwohnerportal/ui';
import type { Node } from '../model.ts';
import { hiddenOnPage } from '../pages.ts';
import type { Place } from '../place.ts';
import { spotOf, type Spot } from '../spots.ts';
import { renderComputed } from './computed.ts';
import { renderDocuments, renderFiles } from './documents.ts';
import { renderGroup } from './group.ts';
import { renderKnown } from './known.ts';
import { renderField } from './kept-field.ts';
import { renderList } from './list.ts';
import { renderParagraph } from './paragraph.ts';
import { renderTable } from './table.ts';
import type { View } from './view.ts';

/** Parts at their place in order; known values that follow one another stand together. */
export function renderParts(nodes: readonly Node[], place: Place, view: View): Html {
  const hidden = hiddenOnPage(view.page, view.context);
  const parts: Html[] = [];
  let known: Spot[] = [];
  const flush = () => {
    if (known.length > 0) parts.push(renderKnown(known, view));
    known = [];
  };
  for (const node of nodes) {
    if (hidden(node, place)) continue;
    const spot = node.kind === 'field' ? spotOf(node, place, view.context) : null;
    if (spot && spot.standing !== 'asked') {
      known.push(spot);
      continue;
    }
    flush();
    const part = spot ? renderField(spot, view) : renderPart(node, place, view);
    if (part !== null) parts.push(part);
  }
  flush();
  return html`${parts}`;
}

function renderPart(node: Node, place: Place, view: View): Html | null {
  switch (node.kind) {
    case 'group':
      return renderGroup(node, place, view);
    case 'list':
      return renderList(node, place, view);
    case 'text':
      return renderParagraph(node, place, view);
    case 'separator':
      return html`<hr />`;
    case 'table':
      return renderTable(node, place, view);
    case 'files':
      return renderFiles(node, view);
    case 'documents':
      return renderDocuments(node, place, view);
    case 'computed':
      return renderComputed(node, place, view);
    default:
      return null;
  }
}
