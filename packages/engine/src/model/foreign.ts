import type { ModdleNode } from './moddle.ts';
import type { Report } from './report.ts';

/** Namespaces of other engines: what they say decides how a model runs there. */
const OTHER_ENGINES =
  /camunda\.org\/schema\/1\.0|flowable|activiti|jboss\.org\/drools|schema\/zeebe|bonitasoft|processmaker|oracle\.com\/bpm/i;
/** Namespaces that say how a model looks. */
const DRAWING = /camunda\.org\/schema\/modeler|bpmn\.io\/schema\/bpmn\/biocolor|omg\.org\/spec|w3\.org/i;

/** What a foreign extension is: an instruction for another engine, or a note of a drawing tool. */
export function isInstruction(element: ModdleNode): boolean {
  const uri: string = element.$descriptor?.ns?.uri ?? '';
  return uri === '' || element.$type.startsWith('zeebe:') || OTHER_ENGINES.test(uri);
}

/** Attributes of other namespaces: those of other engines are refused, others warned of; those of the drawing are passed. */
export function checkAttributes(node: ModdleNode, report: Report): void {
  for (const name of Object.keys(node.$attrs ?? {})) {
    const prefix = /^([^:]+):/.exec(name)?.[1];
    if (!prefix || prefix === 'xmlns' || prefix === 'xml') continue;
    const uri = namespaceOf(node, prefix);
    if (DRAWING.test(uri)) continue;
    const message = `expected attributes that have an effect, got ${name}`;
    if (OTHER_ENGINES.test(uri)) {
      report.refuse('extension-unsupported', node.id, `${message}; use the extension elements of the dialect (zeebe)`);
    } else report.warn('extension-foreign', node.id, `${message}: it is read as a note`);
  }
}

function namespaceOf(node: ModdleNode, prefix: string): string {
  for (let place: ModdleNode | undefined = node; place; place = place.$parent) {
    const uri: unknown = place.$attrs?.[`xmlns:${prefix}`];
    if (typeof uri === 'string') return uri;
  }
  return '';
}
