import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** One state of a page in one language, looked at in all its views. */
export interface Look {
  /** Test file and name of the state. */
  state: string;
  lang: string;
  /** Views (width, scheme, place) judged by both engines. */
  views: number;
  /** Different findings in them. */
  faults: number;
  /** Application and path without its language, as `portal /cases/2027-53BA-FGG7`; null at an origin nobody has named. */
  address: string | null;
}

/** What the command that looks at everything (`npm run accessibility`) asks of a run, by variables of the environment. */
export interface Wanted {
  /** True when this state in this language is to be looked at now. */
  wants(name: string, lang: string, turn: number): boolean;
  note(name: string, look: Omit<Look, 'state'>): void;
}

/** Null: an ordinary run, which looks at a sample. */
export function wantedLooks(env: NodeJS.ProcessEnv, file = process.argv[1] ?? ''): Wanted | null {
  const record = env['ACCESSIBILITY_RECORD'];
  if (!record) return null;
  const [part, parts] = (env['ACCESSIBILITY_PART'] ?? '1/1').split('/').map(Number) as [number, number];
  const until = Number(env['ACCESSIBILITY_UNTIL'] ?? Number.POSITIVE_INFINITY);
  const done = new Set(readLooks(record).flatMap(({ state, lang, faults }) => (faults === 0 ? [`${state} ${lang}`] : [])));
  const stateOf = (name: string): string => `${basename(file, '.test.ts')}: ${name}`;
  return {
    wants: (name, lang, turn) => turn % parts === part - 1 && Date.now() < until && !done.has(`${stateOf(name)} ${lang}`),
    note: (name, look) => appendFileSync(record, `${JSON.stringify({ state: stateOf(name), ...look })}\n`),
  };
}

/** What was looked at so far, one line for each look; the last of a state and language counts. */
export function readLooks(record: string): Look[] {
  if (!existsSync(record)) return [];
  const looks = readFileSync(record, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Look);
  return [...new Map(looks.map((look) => [`${look.state} ${look.lang}`, look])).values()];
}
