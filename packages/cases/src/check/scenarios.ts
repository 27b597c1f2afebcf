import { z } from 'zod';
import { judge } from '../catalogue/schemas/common.ts';
import { readYaml } from '../catalogue/yaml.ts';
import type { CheckContext } from './context.ts';
import type { TextLookup } from './milestones.ts';

export const scenarioVerbs = [
  'ask',
  'start',
  'answer',
  'submit',
  'pay',
  'choose',
  'bank',
  'task',
  'withdraw',
  'message',
  'upload',
  'represent',
  'sign',
  'wait',
  'fault',
  'heal',
  'kill',
  'rebind',
  'offer',
  'publish',
  'switch',
] as const;

export const scenarioExpectations = [
  'case',
  'cases',
  'says',
  'whoHasIt',
  'until',
  'todo',
  'sees',
  'task',
  'fee',
  'decision',
  'prefilled',
  'source',
  'pages',
  'typed',
  'calls',
  'document',
  'inbox',
  'alerts',
  'timeline',
  'names',
  'asks',
  'paused',
  'refund',
  'payments',
  'incidents',
  'access',
  'archive',
  'refused',
  'eligibility',
  'language',
  'versions',
] as const;

const then = z.strictObject(Object.fromEntries(scenarioExpectations.map((name) => [name, z.unknown().optional()])));
const when = z
  .strictObject(Object.fromEntries(scenarioVerbs.map((name) => [name, z.unknown().optional()])))
  .refine((given) => Object.keys(given).length === 1, { error: 'expected exactly one verb' });

const scenarioSchema = z.strictObject({
  scenario: z.string().regex(/^[a-z0-9-]+$/, { error: 'expected kebab-case' }),
  about: z.string().min(1),
  given: z.strictObject({
    clock: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/, { error: 'expected an instant with offset' }),
    canton: z.string(),
    bindings: z.record(z.string(), z.record(z.string(), z.string())).optional(),
    offers: z.unknown().optional(),
    tariffs: z.unknown().optional(),
    faults: z.unknown().optional(),
    answers: z.record(z.string(), z.unknown()).optional(),
  }),
  steps: z.array(z.strictObject({ when, then: then.optional() })).min(1),
  uncovered: z.record(z.string(), z.string()).optional(),
});

interface Expected {
  says?: unknown;
  timeline?: unknown;
  case?: { at?: unknown; outcome?: unknown };
}

/** Scenario files: shape, elements and texts they name. */
export function checkScenarios(
  context: CheckContext,
  folder: string,
  texts: TextLookup,
  elements: ReadonlySet<string>,
  outcomes: ReadonlySet<string>,
): void {
  const files = Object.keys(context.files).filter((path) => path.startsWith(`${folder}/tests/`) && path.endsWith('.yaml'));
  if (files.length === 0) context.report.error('scenario-missing', `${folder}/tests`, null, 'expected at least one scenario, got none');
  for (const file of files) {
    const read = readYaml(file, context.files[file] ?? new Uint8Array());
    const { value, problems } = judge(scenarioSchema, read, file);
    context.report.add(problems);
    for (const [at, step] of (value?.steps ?? []).entries()) {
      const place = (...path: string[]): string => read.place(['steps', at, ...path]);
      const task = (step.when as { task?: { do?: unknown } }).task;
      if (typeof task?.do === 'string' && !elements.has(task.do))
        context.report.error('element-unknown', file, place('when', 'task'), `expected an element of the process, got ${task.do}`);
      const expected = (step.then ?? {}) as Expected;
      const keys = [expected.says, ...(Array.isArray(expected.timeline) ? (expected.timeline as unknown[]) : [])].filter(
        (key) => typeof key === 'string',
      );
      for (const key of keys) {
        if (!texts.hasText(key) && !texts.hasText(`${key}.done`))
          context.report.error('text-missing', file, place('then'), `expected a text key of the package, got ${key}`);
      }
      const ids = Array.isArray(expected.case?.at) ? (expected.case.at as unknown[]) : [];
      for (const id of ids)
        if (!elements.has(String(id)))
          context.report.error('element-unknown', file, place('then', 'case'), `expected an element of the process, got ${String(id)}`);
      const outcome = expected.case?.outcome;
      if (typeof outcome === 'string' && !outcomes.has(outcome))
        context.report.error('outcome-unknown', file, place('then', 'case'), `expected one of ${[...outcomes].join(', ')}, got ${outcome}`);
    }
  }
}
