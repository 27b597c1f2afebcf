import type { CheckContext } from './context.ts';

/** Who writes a name of a service; a name has one writer. */
export interface Writer {
  /** `form`, `lookup`, `process`. */
  kind: string;
  /** Capability, shared process, form: the same origin may write in several places. */
  origin: string;
  file: string;
  place: string;
  /** Names inside, when they are known. */
  keys: string[] | null;
}

const valuesOf: Record<string, string[]> = {
  case: ['id', 'reference', 'submittedOn', 'submittedAt', 'channel', 'language'],
  applicant: ['kind', 'ref', 'name', 'level'],
  fee: ['items', 'total'],
};

/** The names of one service: who writes each, and whether a name that is read has a writer. */
export class Names {
  readonly writers = new Map<string, Writer>();
  readonly context: CheckContext;
  /** Second names of roots that depend on the service: settings, parties. */
  readonly known: Record<string, ReadonlySet<string>>;

  constructor(context: CheckContext, known: Record<string, ReadonlySet<string>>) {
    this.context = context;
    this.known = known;
  }

  write(name: string, writer: Writer): void {
    const root = name.split('.')[0] ?? name;
    if (this.context.reserved.has(root) && !this.context.vocabulary.has(name)) {
      this.context.report.error(
        'name-reserved',
        writer.file,
        writer.place,
        `expected a name of the service at ${writer.place}, got ${name}, whose root the machine fills`,
      );
      return;
    }
    const first = this.writers.get(name);
    if (first && first.origin !== writer.origin) {
      this.context.report.error(
        'name-second-writer',
        writer.file,
        writer.place,
        `expected one writer of ${name} (${first.kind} at ${first.file} ${first.place}), got a second one`,
      );
      return;
    }
    if (first) {
      first.keys = first.keys && writer.keys ? [...new Set([...first.keys, ...writer.keys])] : null;
      return;
    }
    this.writers.set(name, { ...writer });
  }

  /** Null when the name has a writer, else what was expected. */
  unknown(name: string, local: ReadonlySet<string> = new Set()): string | null {
    const steps = name.replace(/\[[^\]]*\]/g, '').split('.');
    const root = steps[0] ?? name;
    if (local.has(root)) return null;
    const second = steps[1];
    if (this.context.reserved.has(root)) return this.unknownReserved(root, second, steps);
    const writer = this.writers.get(root);
    if (writer) {
      if (second === undefined || writer.keys === null || writer.keys.includes(second)) return null;
      return `expected one of ${writer.keys.join(', ')} in ${root}, got ${second}`;
    }
    const written = [...this.writers.keys()].filter((each) => each.startsWith(`${root}.`));
    if (written.length === 0) return `expected a name that is written somewhere, got ${name}`;
    if (second === undefined || written.some((each) => each === name || each.startsWith(`${name}.`) || name.startsWith(`${each}.`)))
      return null;
    return `expected one of ${written.join(', ')}, got ${name}`;
  }

  private unknownReserved(root: string, second: string | undefined, steps: string[]): string | null {
    const values = this.known[root] ?? (valuesOf[root] ? new Set(valuesOf[root]) : null);
    if (values && second !== undefined && !values.has(second)) return `expected one of ${[...values].join(', ')} in ${root}, got ${second}`;
    const named = this.context.vocabulary.names().filter((each) => each.startsWith(`${root}.`));
    if (named.length === 0 || second === undefined) return null;
    const name = steps.join('.');
    if (named.some((each) => each === name || each.startsWith(`${name}.`) || name.startsWith(`${each}.`))) return null;
    return `expected a name of the vocabulary, got ${name}`;
  }
}
