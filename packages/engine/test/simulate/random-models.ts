import { compileProcess } from '../../src/model/compile-process.ts';
import type { Definition } from '../../src/model/compiled.ts';
import { randomModel } from './random-model.ts';
import { Random } from './random.ts';

/** What the cases of a history run. */
export interface Models {
  /** `main`, its next version `second`, and `called`, which both call. */
  definitions: ReadonlyMap<string, Definition>;
  xml: Readonly<Record<'main' | 'second' | 'called', string>>;
  /** Under which id each is deployed. */
  ids: Readonly<Record<'main' | 'second' | 'called', string>>;
  /** Elements of `main` that have another id in `second`. */
  renamed: Record<string, string>;
}

/** A model that the engine refuses although it should not; its text stands in the message. */
export class RefusedModel extends Error {}

/** Called processes are drawn from so many seeds, each read once. */
const CALLED = 200;
const called = new Map<number, { xml: string; definitions: Definition[] }>();

/** Draws the models of a history. @throws RefusedModel */
export async function randomModels(random: Random): Promise<Models> {
  const inner = await calledModel(random.below(CALLED));
  const main = randomModel(random, 6 + random.below(30), 'main', true);
  const { second, renamed } = nextVersion(random, main);
  const first = await compiled('main', main);
  const next =
    second === main
      ? first.map((each, index) => (index === 0 ? { ...each, definitionId: 'second' } : each))
      : await compiled('second', second);
  const definitions = new Map([...inner.definitions, ...first, ...next].map((each) => [each.definitionId, each]));
  const ids = { main: 'main', second: 'second', called: 'called' };
  return { definitions, xml: { main, second, called: inner.xml }, ids, renamed };
}

async function calledModel(seed: number): Promise<{ xml: string; definitions: Definition[] }> {
  const known = called.get(seed);
  if (known) return known;
  const xml = randomModel(new Random(seed), 5, 'called', false);
  const model = { xml, definitions: await compiled('called', xml) };
  called.set(seed, model);
  return model;
}

/** The process of a model and the pools beside it. @throws RefusedModel */
async function compiled(id: 'main' | 'second' | 'called', xml: string): Promise<Definition[]> {
  const processId = id === 'called' ? 'called' : 'main';
  const { definition, pools, problems } = await compileProcess({ xml, processId, calls: { called: 'called' } }, id);
  const refused = problems.filter((problem) => problem.severity === 'refused');
  if (!definition) throw new RefusedModel(`refused: ${JSON.stringify(refused)}\n${xml}`);
  return [definition, ...pools];
}

/** The same process with one task under another id, and now and then without its boundary events. */
function nextVersion(random: Random, main: string): { second: string; renamed: Record<string, string> } {
  const tasks = [...main.matchAll(/Task id="(\w+)"/g)].map((match) => match[1]!);
  let second = main;
  const renamed: Record<string, string> = {};
  if (tasks.length > 0 && random.chance(0.7)) {
    const task = random.pick(tasks);
    renamed[task] = `${task}x`;
    second = second.replaceAll(new RegExp(`\\b${task}\\b`, 'g'), `${task}x`);
  }
  const boundaries = [...main.matchAll(/<bpmn:boundaryEvent id="(boundary\w+)"/g)].map((match) => match[1]!);
  for (const id of boundaries) {
    if (random.chance(0.6)) continue;
    second = second
      .replace(new RegExp(`<bpmn:boundaryEvent id="${id}".*?</bpmn:boundaryEvent>`, 's'), '')
      .replace(new RegExp(`<bpmn:sequenceFlow id="${id}--[^>]*>\\s*</bpmn:sequenceFlow>`), '');
  }
  return { second, renamed };
}
