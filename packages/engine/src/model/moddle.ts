import { BpmnModdle } from 'bpmn-moddle';
import { createRequire } from 'node:module';
import { EngineError } from '../errors.ts';
import { LIMITS } from '../limits.ts';

const zeebe: unknown = createRequire(import.meta.url)('zeebe-bpmn-moddle/resources/zeebe.json');
/** Keeps only the types of BPMN and its extensions, which take longer to prepare (1.5 ms) than a small model to read. */
const moddle = new BpmnModdle({ zeebe });

/** An object of bpmn-moddle: attributes and children by their BPMN names. */
export interface ModdleNode {
  $type: string;
  id: string;
  name?: string;
  extensionElements?: { values?: ModdleNode[] };
  // Which attributes exist depends on $type; readers name what they expect.
  [attribute: string]: any;
}

/**
 * Parses BPMN 2.0 XML with the extension elements of Camunda 8. DOCTYPE is refused before parsing.
 * @throws EngineError `model-unreadable`
 */
export async function parseModel(xml: string, longest: number = LIMITS.modelCharacters): Promise<{ root: ModdleNode; warnings: string[] }> {
  if (xml.length > longest) {
    throw new EngineError('model-unreadable', `expected at most ${longest} characters of BPMN, got ${xml.length}`);
  }
  const most = LIMITS.modelTags * Math.ceil(longest / LIMITS.modelCharacters);
  const tags = countTags(xml, most);
  if (tags > most)
    throw new EngineError('model-unreadable', `expected at most ${most} elements of XML in BPMN, got more; split it by call activities`);
  if (declaresTypes(xml)) throw new EngineError('model-unreadable', 'expected BPMN without DOCTYPE, got one');
  try {
    const { rootElement, warnings } = await moddle.fromXML(xml);
    return { root: rootElement as ModdleNode, warnings: warnings.map((warning) => warning.message.replace(/\s+/g, ' ')) };
  } catch (cause) {
    throw new EngineError(
      'model-unreadable',
      `expected BPMN 2.0 XML, got: ${cause instanceof Error ? cause.message.split('\n')[0] : 'an error'}`,
      { cause },
    );
  }
}

/** Elements of XML, counted up to a limit: each is read before anything else is known of it. */
function countTags(xml: string, most: number): number {
  let tags = 0;
  for (let at = xml.indexOf('<'); at >= 0 && tags <= most; at = xml.indexOf('<', at + 1)) if (xml[at + 1] !== '/') tags += 1;
  return tags;
}

/** Whether a DOCTYPE stands before the first element, the only place that can declare entities. */
function declaresTypes(xml: string): boolean {
  let at = 0;
  for (;;) {
    const next = xml.indexOf('<', at);
    if (next < 0) return false;
    if (xml.startsWith('<!--', next)) at = xml.indexOf('-->', next + 4);
    else if (xml.startsWith('<?', next)) at = xml.indexOf('?>', next + 2);
    else return xml.startsWith('<!', next);
    if (at < 0) return false;
  }
}

/** The extension element of a type such as `zeebe:TaskDefinition`, if the node has it. */
export function extension(node: ModdleNode | undefined, type: string): ModdleNode | undefined {
  return node?.extensionElements?.values?.find((value) => value.$type === type);
}

/** The only event definition of an event, null for none or several. */
export function eventDefinition(node: ModdleNode): ModdleNode | null {
  const definitions: ModdleNode[] = node.eventDefinitions ?? [];
  return definitions.length === 1 ? (definitions[0] ?? null) : null;
}
