import { createHash } from 'node:crypto';
import { readContent } from '../../../packages/cases/src/index.ts';
import type { Stage } from '../../../packages/cases/src/scenario/stage.ts';

/** A case of the run, and how often each mail left, by its stable id. */
export interface Judged {
  reference: string;
}

/** Tells what is doubled, lost or loose of a case that has ended; nothing when all is well. */
export type Invariant = (stage: Stage, judged: Judged) => Promise<string[]>;

const rowsOf = async <R extends object>(stage: Stage, text: string, reference: string): Promise<R[]> =>
  (await stage.owner.query<R>(text, [reference])).rows;

const counted = (what: string, expected: number, got: number): string[] =>
  got === expected ? [] : [`expected ${expected} of ${what}, got ${got}`];

const ended: Invariant = async (stage, { reference }) => {
  const [row] = await rowsOf<{ outcome: string | null }>(stage, 'select outcome from cases.cases where reference = $1', reference);
  return row?.outcome === 'issued' ? [] : [`expected the case to end issued, got ${row ? (row.outcome ?? 'open') : 'none'}`];
};

const charged: Invariant = async (stage, { reference }) => {
  const [row] = await rowsOf<{ payments: number; settled: number }>(
    stage,
    `select count(*)::int as payments, count(*) filter (where p.state = 'settled')::int as settled
     from cases.payments p join cases.cases c using (case_id) where c.reference = $1`,
    reference,
  );
  return [...counted('payments', 1, row?.payments ?? 0), ...counted('settled payments', 1, row?.settled ?? 0)];
};

const sealed: Invariant = async (stage, { reference }) => {
  const documents = await rowsOf<{ state: string; output: string; content_hash: string; count: number }>(
    stage,
    `select d.state, d.output, d.content_hash, count(*) over (partition by d.state, d.output)::int as count
     from cases.documents d join cases.cases c using (case_id) where c.reference = $1`,
    reference,
  );
  const found = documents.flatMap(({ state, output, count }) => counted(`${output} (${state})`, 1, count));
  if (!documents.some(({ state, output }) => state === 'issued' && output === 'certificate'))
    found.push('expected a sealed certificate, got none');
  for (const { content_hash: hash } of documents) {
    const bytes = await readContent(stage.owner, stage.world.files, hash).catch(() => null);
    if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== hash)
      found.push('expected content for each row of a document, got none');
  }
  return found;
};

const notified: Invariant = async (stage, { reference }) => {
  const messages = await rowsOf<{ kind: string; count: number }>(
    stage,
    `select kind, count(*)::int as count from cases.messages m join cases.cases c using (case_id) where c.reference = $1 group by kind`,
    reference,
  );
  const delivered = messages.find(({ kind }) => kind === 'delivered')?.count ?? 0;
  return [
    ...counted('messages about the document', 1, delivered),
    ...messages.flatMap(({ kind, count }) => counted(`messages "${kind}"`, 1, count)),
  ];
};

const owned: Invariant = async (stage, { reference }) => {
  const [row] = await rowsOf<{ loose: number; incidents: number }>(
    stage,
    `select (select count(*)::int from engine.unowned_tokens()) as loose,
       (select count(*)::int from engine.incident i join cases.cases c using (case_id) where c.reference = $1) as incidents`,
    reference,
  );
  return [...counted('tokens without an owner', 0, row?.loose ?? 0), ...counted('incidents', 0, row?.incidents ?? 0)];
};

/** The list is open: whoever adds a step adds what must hold of it. */
export const INVARIANTS: readonly Invariant[] = [ended, charged, sealed, notified, owned];
