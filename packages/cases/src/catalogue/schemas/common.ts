import { z } from 'zod';
import { readPeriod } from '../calendar.ts';
import type { CatalogueProblem } from '../types.ts';
import type { ReadYaml } from '../yaml.ts';

export const kebabId = z.string().regex(/^_?[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'expected kebab-case' });
export const capabilityName = z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, { error: 'expected group.verb-object in kebab-case' });
export const dataName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*(\[\])?(\.[a-z0-9][A-Za-z0-9]*(\[\])?)*(\.\*)?$/, { error: 'expected a name in camelCase with dots' });
export const textKey = z.string().regex(/^[A-Za-z][\w-]*(\.[\w-]+)+$/, { error: 'expected a text key with dots' });
export const isoDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'expected an ISO date' });
export const language = z.string().regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/, { error: 'expected a BCP 47 language tag' });
export const amount = z.string().regex(/^\d+\.\d{2}$/, { error: "expected a quoted amount such as '12.00'" });
export const period = z
  .string()
  .refine((text) => readPeriod(text) !== null && !text.includes('second'), { error: 'expected a period such as "2 working days"' });
/** Time of a machine: a period, or seconds. */
export const machineTime = z.string().refine((text) => /^\d+ seconds?$/.test(text) || readPeriod(text) !== null, {
  error: 'expected a time such as "10 seconds" or "2 days"',
});
export const languageTexts = z.record(language, z.string());
export const feel = z.string().startsWith('=', { error: 'expected FEEL with a leading =' });
export const typed = z.looseObject({ type: z.string() });

function describe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `expected only known keys, got ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`;
    case 'invalid_type':
      return issue.input === undefined
        ? `expected ${issue.expected}, got nothing`
        : `expected ${issue.expected}, got ${JSON.stringify(issue.input)}`;
    case 'invalid_value':
      return `expected one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}, got ${JSON.stringify(issue.input)}`;
    default:
      return `${issue.message}, got ${JSON.stringify(issue.input)?.slice(0, 80) ?? 'nothing'}`;
  }
}

/** Judges a YAML value with its schema; each issue becomes a problem with the key path and line. */
export function judge<T>(schema: z.ZodType<T>, read: ReadYaml, file: string): { value: T | null; problems: CatalogueProblem[] } {
  if (read.problems.length > 0) return { value: null, problems: read.problems };
  const result = schema.safeParse(read.value, { reportInput: true });
  if (result.success) return { value: result.data, problems: [] };
  const problems = result.error.issues.map((issue): CatalogueProblem => ({
    severity: 'error',
    code: issue.code === 'unrecognized_keys' ? 'key-unknown' : 'value-invalid',
    file,
    place: read.place(issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path),
    message: describe(issue),
  }));
  return { value: null, problems };
}
