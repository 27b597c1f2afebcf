import type { CompiledContainer, Mapping } from './compiled.ts';
import { readRequired } from './expression.ts';
import type { ModdleNode } from './moddle.ts';
import type { Report } from './report.ts';

const NAME = /^(?!__proto__$)[\p{L}_][\p{L}\p{N}_]*$/u;
const TARGET = /^(?!(?:.*\.)?__proto__(?:\.|$))[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u;

/**
 * Data objects drawn in a process or subprocess: each is a name that lives as long as it. The name is the object's, else its id, when
 * FEEL can say it; another object is only drawn.
 * Source: BPMN 2.0.2, section 10.4.1.
 */
export function readDataObjects(container: ModdleNode): CompiledContainer['data'] {
  const objects = ((container.flowElements ?? []) as ModdleNode[]).filter((node) => node.$type === 'bpmn:DataObject');
  return objects.flatMap((node) => {
    const name = [node.name, node.id].find((text) => text && NAME.test(text));
    return name ? [{ name, collection: node.isCollection === true }] : [];
  });
}

/**
 * Assignments (FEEL with a leading `=`) of an activity's data associations, as mappings. An association without assignment shows who
 * reads or writes a data object; the names are the same for all.
 */
export function readDataFlow(node: ModdleNode, which: 'dataInputAssociations' | 'dataOutputAssociations', report: Report): Mapping[] {
  // Of an event the same stands in the singular.
  const associations: ModdleNode[] = node[which] ?? node[which.slice(0, -1)] ?? [];
  return associations.flatMap((association) => {
    if (association.transformation) {
      report.refuse(
        'data-association',
        node.id,
        'expected assignments of a data association, got a transformation; use an assignment in FEEL',
      );
    }
    return ((association.assignment ?? []) as ModdleNode[]).map((assignment) => {
      const target = String(assignment.to?.body ?? '').replace(/^=\s*/, '');
      const from: string | undefined = assignment.from?.body;
      if (!TARGET.test(target)) report.refuse('mapping-target', node.id, `expected a name as target of the assignment, got "${target}"`);
      if (from && !from.trim().startsWith('=')) {
        report.refuse('condition-not-feel', node.id, 'expected FEEL with a leading "=" in the assignment, got a text');
      }
      return { source: readRequired(from, node.id, `a source of the assignment to ${target}`, report), target: target.split('.') };
    });
  });
}
