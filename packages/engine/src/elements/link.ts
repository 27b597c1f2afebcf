import { eventDefinition, type ModdleNode } from '../model/moddle.ts';
import { linkTarget } from '../model/reach.ts';
import type { Report } from '../model/report.ts';
import { complete } from '../run/complete.ts';
import { isEvent } from './boundary.ts';
import type { ElementType } from './element-type.ts';

/** Link throw event: the token goes on at the link catch event of the same name in the same process or subprocess. */
export const linkThrow: ElementType = {
  kind: 'link-throw',
  extensions: [],
  matches: (node) => isEvent(node, 'IntermediateThrowEvent', 'Link'),
  read: readLink,
  check(element, process, report) {
    if (!linkTarget(process, element))
      report.refuse('link-target', element.id, 'expected a link catch event of the same name beside it, got none');
    if (element.outgoing.length > 0) report.refuse('link-flow', element.id, 'expected no sequence flow out of a link throw event, got one');
  },
  activate: (step, token) => complete(step, token),
  flows(step, token, element) {
    const target = linkTarget(step.definition(token.definition_id), element)!;
    return [{ id: '', source: element.id, target, condition: null }];
  },
};

/** Link catch event: where the link throw events of its name lead to. */
export const linkCatch: ElementType = {
  kind: 'link-catch',
  extensions: [],
  matches: (node) => isEvent(node, 'IntermediateCatchEvent', 'Link'),
  read: readLink,
  check(element, process, report) {
    const { link } = element.details as { link: string };
    const same = [...process.elements.values()].filter(
      (other) => other.kind === 'link-catch' && other.parent === element.parent && (other.details as { link: string }).link === link,
    );
    if (same.length > 1) report.refuse('link-target', element.id, 'expected one link catch event of each name, got several');
    if (element.incoming.length > 0) report.refuse('link-flow', element.id, 'expected no sequence flow into a link catch event, got one');
  },
  activate: (step, token) => complete(step, token),
};

function readLink(node: ModdleNode, report: Report): { link: string } {
  const link: string = eventDefinition(node)?.name ?? '';
  if (link === '') report.refuse('value-missing', node.id, 'expected a name of the link, got nothing');
  return { link };
}
