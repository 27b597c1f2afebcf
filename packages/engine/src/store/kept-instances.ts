import type { HeaderRow, Instance, InstanceRows, JobRow } from '../run/instance.ts';
import type { Rows } from '../run/rows.ts';
import type { Command } from '../types.ts';
import { asJsonb } from './as-jsonb.ts';
import type { Loaded } from './load-instance.ts';
import { TABLES, type TableShape } from './tables.ts';

/** Larger instances are read anew: what is kept has to stay small. */
const CHARACTERS = 20_000;
/**
 * Large instances that go on by themselves, however large: reading one again before each of its many steps costs node and database more
 * than the step.
 */
const MOST_LARGE = 4;

/** Commands that look at nothing that changes without a step of the instance. */
const FITTING: ReadonlySet<Command['type']> = new Set([
  'complete-job',
  'complete-task',
  'claim-task',
  'correlate',
  'set-variables',
  'continue',
]);

/** An instance as this node has left it; true of the database as long as its step is still the same. */
interface Kept {
  header: HeaderRow;
  rows: Partial<InstanceRows>;
}

/**
 * Instances as the last step of this node has left them, so that the next one needs not read them. Nothing here is believed: a step on such
 * rows is written only where the instance still has their step (`writeSteps`), else it is done again on rows that are read and locked.
 */
export class KeptInstances {
  readonly #most: number;
  readonly #kept = new Map<string, Kept>();
  readonly #large = new Map<string, Kept>();

  /** @param most instances, those longest unused go first; 0 keeps none. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Gives an instance away, for whoever works on its rows changes them. */
  take(caseId: string, { type }: Command, now: string): Loaded | null {
    const key = caseId.toLowerCase();
    const kept = this.#kept.get(key) ?? this.#large.get(key);
    if (!kept) return null;
    this.#kept.delete(key);
    this.#large.delete(key);
    return FITTING.has(type) ? { ...kept, now, past: null, unlocked: true } : null;
  }

  /** Takes back what was taken and not worked on. */
  giveBack(caseId: string, { header, rows, unlocked }: Loaded): void {
    if (unlocked && header) keep(this.#large, MOST_LARGE, caseId, { header, rows });
  }

  /**
   * Makes what is kept of an instance after a step, while that is being written.
   * @param goesOn there is a next step that nobody has to ask for. @returns keeps it: to be called once the step is committed.
   */
  prepare(instance: Instance, goesOn: boolean): (() => void) | null {
    const isLarge = instance.weight > CHARACTERS;
    if (this.#most === 0 || instance.header.state !== 'active' || (isLarge && !goesOn)) return null;
    // Messages and incidents also go without a step.
    if (instance.inbox.size > 0 || instance.incidents.size > 0) return null;
    const rows = rowsOf(instance);
    if (!rows) return null;
    const [into, most] = isLarge ? [this.#large, MOST_LARGE] : [this.#kept, this.#most];
    return () => keep(into, most, instance.caseId, { header: instance.header, rows });
  }

  /** A lease is given without a step. */
  lease(caseId: string, token: number, lease: Pick<JobRow, 'fence' | 'holder'>): void {
    const job = (this.#kept.get(caseId) ?? this.#large.get(caseId))?.rows.jobs?.find((row) => row.token_no === token);
    if (job) Object.assign(job, lease, { state: 'ready', wait_until: null });
  }
}

function keep(into: Map<string, Kept>, most: number, caseId: string, kept: Kept): void {
  if (into.size >= most) into.delete(into.keys().next().value!);
  into.set(caseId.toLowerCase(), kept);
}

/** Whether a step on rows that nobody has locked changes none that others may have changed meanwhile. */
export function isWritable({ jobs, timers }: Instance): boolean {
  return jobs.changedIf(true).length === 0 && timers.changedIf(true).length === 0;
}

const NAMES = {
  token: 'tokens',
  variable: 'scopes',
  job: 'jobs',
  user_task: 'userTasks',
  timer: 'timers',
  subscription: 'subscriptions',
  compensation: 'compensations',
} as const;

/** Rows as the database would give them again; null where only it can tell. */
function rowsOf(instance: Instance): Partial<InstanceRows> | null {
  const rows: Record<string, object[]> = {};
  for (const table of TABLES) {
    const name = NAMES[table.name as keyof typeof NAMES] as (typeof NAMES)[keyof typeof NAMES] | undefined;
    const ofTable = table.rows(instance) as unknown as Rows<object>;
    if (!name || ofTable.size === 0) continue;
    const changed = new Set(ofTable.changed());
    const list: object[] = (rows[name] = []);
    for (const row of ofTable.all()) {
      const stored = changed.has(row) ? storedRow(row as Record<string, unknown>, table) : row;
      if (!stored) return null;
      list.push(stored);
    }
  }
  const byToken = (one: { token_no: number }, other: { token_no: number }): number => one.token_no - other.token_no;
  (rows as Partial<InstanceRows>).tokens?.sort(byToken);
  return rows as Partial<InstanceRows>;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function storedRow(row: Record<string, unknown>, { key, columns }: TableShape): object | null {
  const stored: Record<string, unknown> = {};
  for (const names of [key, columns]) {
    for (const name in names) {
      if (name === 'closed') continue;
      const value = row[name] ?? null;
      const type = names[name];
      if (type === 'timestamptz' && value !== null && !INSTANT.test(value as string)) return null;
      stored[name] = type === 'jsonb' ? asJsonb(value) : value;
    }
  }
  return stored;
}
