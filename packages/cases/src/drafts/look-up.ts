import { compileExpression } from '@einwohnerportal/decisions';
import { runLookup, type LookupResult } from '@einwohnerportal/forms';
import type { ServiceVersion } from '../catalogue/types.ts';
import type { PartyNames } from '../names/build-names.ts';
import type { Tree } from '../names/tree.ts';
import { withSession } from '../request/scope.ts';
import type { CasesContext, Scope, Source } from '../types.ts';
import { draftContext, draftRow } from './read-draft.ts';

/** An entry of `lookups` in service.yaml (service-package.md 5.3). */
interface LookupEntry {
  capability: string;
  party: string;
  with?: Record<string, string>;
  unavailable?: 'stop' | 'ask';
  differs?: 'hide';
}

interface Question {
  id: string;
  entry: LookupEntry;
  authority: string;
  connector: string | null;
  inputs: Tree;
  bfs: string | null;
}

const USUAL_LIMIT = 3000;

/**
 * Asks registers after a page of a draft, outside any transaction, and keeps what they told as read-only names `‹lookup›.*`
 * with `‹lookup›.found`. Gives the ids of lookups without an answer that must not be passed (`unavailable: stop`); for the
 * others the form asks.
 */
export async function lookUp(
  context: CasesContext,
  secret: string | null,
  draftId: string,
  { ids, language }: { ids: readonly string[]; language: string },
): Promise<string[]> {
  const questions = await withSession(context, secret, (scope) => questionsOf(scope, draftId, ids, language));
  const stopped: string[] = [];
  for (const question of questions) {
    const result = await ask(context, question, language);
    if (result.kind === 'unavailable' && question.entry.unavailable === 'stop') stopped.push(question.id);
    await withSession(context, secret, (scope) => keep(scope, draftId, question, result));
  }
  return stopped;
}

async function questionsOf(scope: Scope, draftId: string, ids: readonly string[], language: string): Promise<Question[]> {
  const row = await draftRow(scope, draftId);
  if (!row || row.case_id) return [];
  const { catalogue } = scope.context;
  const version = catalogue.service(row.service);
  const { names } = draftContext(scope, row, language).formContext;
  return ids.flatMap((id): Question[] => {
    const entry = entryOf(version, id);
    const party = entry && (names['parties'] as Record<string, PartyNames> | undefined)?.[entry.party];
    if (!entry || !party) return [];
    const binding = catalogue.authorities.binding(party.authority, entry.capability, scope.today);
    const connector = binding?.to === 'connector' ? (binding.connector ?? null) : null;
    const inputs = Object.fromEntries(Object.entries(entry.with ?? {}).map(([name, text]) => [name, valueOf(text, names)]));
    const bfs = catalogue.authorities.byId(party.authority)?.bfs;
    return [{ id, entry, authority: party.authority, connector, inputs, bfs: bfs === undefined || bfs === null ? null : String(bfs) }];
  });
}

function entryOf(version: ServiceVersion, id: string): LookupEntry | null {
  const lookups = version.manifest['lookups'] as Record<string, LookupEntry> | undefined;
  return lookups && Object.hasOwn(lookups, id) ? lookups[id]! : null;
}

function valueOf(text: string, names: Tree): unknown {
  return text.startsWith('=') ? compileExpression(text.slice(1)).evaluate(names).value : text;
}

/** People instead of a connector, and a capability nobody bound, take the way of an outage. */
async function ask({ catalogue, prefill }: CasesContext, question: Question, language: string): Promise<LookupResult> {
  const { entry, connector, authority, bfs, inputs } = question;
  const contract = catalogue.hasCapability(entry.capability) ? catalogue.capability(entry.capability).contract : null;
  const told = (contract as { time?: { answer?: unknown } } | null)?.time?.answer;
  const limitMilliseconds = milliseconds(told) ?? USUAL_LIMIT;
  const call = () =>
    connector === null || !prefill
      ? Promise.resolve(null)
      : prefill.read(entry.capability, connector, inputs, { authority, bfs, language });
  return runLookup(call, { differs: entry.differs ?? null, limitMilliseconds });
}

function milliseconds(period: unknown): number | null {
  const found = typeof period === 'string' ? /^(\d+) seconds?$/.exec(period) : null;
  return found ? Number(found[1]) * 1000 : null;
}

async function keep(scope: Scope, draftId: string, { id, authority }: Question, result: LookupResult): Promise<void> {
  const values = result.kind === 'found' ? { ...result.values, found: true } : result.kind === 'unavailable' ? null : { found: false };
  const source: Source = { source: 'register', authority, at: scope.now, verified: true };
  await scope.client.query(
    `update cases.drafts set facts = jsonb_set(jsonb_set(facts, array['names', $2], coalesce($3::jsonb, 'null')), array['sources', $2], $4::jsonb)
     where draft_id = $1 and case_id is null`,
    [draftId, id, values === null ? null : JSON.stringify(values), JSON.stringify(source)],
  );
}
