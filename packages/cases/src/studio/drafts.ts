import { randomUUID } from 'node:crypto';
import type { CatalogueProblem, PackageFiles } from '../catalogue/types.ts';
import { uuidOf } from '../ids.ts';
import { requireSession } from '../request/scope.ts';
import type { Scope } from '../types.ts';
import { authoredBy, authoredBySession } from './authored.ts';
import { fromStored, isPackagePath, PACKAGE_LIMITS, toStored, type StoredFiles } from './files.ts';
import { listOwned } from './read-services.ts';
import type { ServiceChange, ServiceDraft, ServiceDraftState } from './types.ts';

interface DraftRow {
  draft_id: string;
  service: string;
  authority: string;
  state: ServiceDraftState;
  begun_at: Date;
  changed_at: Date;
  judged_at: Date | null;
  faults: number | null;
  begun_by: string;
  begun_name: string;
  proposed_by: string | null;
  proposed_name: string | null;
  reason: string | null;
  base_hash: string;
  content_hash: string;
  judged_hash: string | null;
  edited_by: string[];
  files: StoredFiles;
  findings: CatalogueProblem[] | null;
}

/** The open draft of a service of the session's authorities; null without one. */
export async function readServiceDraft(scope: Scope, service: string): Promise<ServiceDraft | null> {
  const me = requireSession(scope).principal;
  const { rows } = await scope.client.query<DraftRow>(
    `select d.* from cases.service_drafts d where d.service = $1 and d.state in ('open', 'proposed', 'released') and ${authoredBySession('d')}
     order by d.number desc limit 1`,
    [service],
  );
  const [row] = rows;
  if (!row) return null;
  const person = (by: string, name: string) => ({ name, me: by === me });
  return {
    id: row.draft_id,
    service: row.service,
    authority: row.authority,
    state: row.state,
    files: fromStored(row.files),
    changed: row.content_hash !== row.base_hash,
    begunAt: row.begun_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
    begunBy: person(row.begun_by, row.begun_name),
    proposedBy: row.proposed_by && row.proposed_name ? person(row.proposed_by, row.proposed_name) : null,
    reason: row.reason,
    edited: row.edited_by.includes(me),
    judged:
      row.judged_hash === row.content_hash && row.judged_at
        ? { at: row.judged_at.toISOString(), faults: row.faults ?? 0, findings: row.findings ?? [] }
        : null,
  };
}

/**
 * Begins a draft of a service with what is in force; there is one at a time. A new service begins empty and belongs to the authority named.
 * False where the service is not theirs.
 */
export async function beginServiceDraft(scope: Scope, service: string, authority: string | null = null): Promise<boolean> {
  const own = authoredBy(requireSession(scope));
  if (!/^_?[a-z][a-z0-9-]{1,60}$/.test(service) || service === '_shared') return false;
  if (await readServiceDraft(scope, service)) return true;
  const known = (await listOwned(scope)).find((each) => each.service === service);
  const owner = known?.authority ?? (scope.context.catalogue.has(service) ? null : authority);
  if (owner === null || !own.includes(owner)) return false;
  const { rows } = await scope.client.query<{ count: string }>(
    `select count(*) from cases.service_drafts d where d.service = $1 and d.authority = $2 and ${authoredBySession('d')}`,
    [service, owner],
  );
  const id = uuidOf(`service draft ${owner} ${service} ${rows[0]!.count}`);
  const begun = await scope.client.query<{ begun: boolean }>('select cases.begin_service_draft($1, $2, $3, $4) as begun', [
    id,
    owner,
    service,
    scope.now,
  ]);
  if (begun.rows[0]?.begun) await noteServiceChange(scope, { id, authority: owner }, { kind: 'begun' });
  return begun.rows[0]?.begun === true;
}

/** What a change of files says in the history. */
export interface FileChange {
  kind: string;
  path?: string;
  place?: string;
  before?: string | null;
  after?: string | null;
}

/** What became of new files of a draft. `package`: they are none; `gone`: somebody changed or proposed it meanwhile. */
export type FilesKept = 'kept' | 'same' | 'gone' | 'package';

/** Keeps other files of an open draft, if it still holds what was read; the machine checks them anew. */
export async function keepServiceFiles(scope: Scope, draft: ServiceDraft, files: PackageFiles, changes: FileChange[]): Promise<FilesKept> {
  const paths = Object.keys(files);
  const bytes = paths.reduce((sum, path) => sum + files[path]!.length, 0);
  if (paths.length === 0 || paths.length > PACKAGE_LIMITS.files || bytes > PACKAGE_LIMITS.bytes || !paths.every(isPackagePath))
    return 'package';
  if (draft.state !== 'open') return 'gone';
  const stored = toStored(files);
  if (JSON.stringify(sorted(stored)) === JSON.stringify(sorted(toStored(draft.files)))) return 'same';
  const { rowCount } = await scope.client.query(
    `update cases.service_drafts d set files = $2, changed_at = $3 where d.draft_id = $1 and d.state = 'open' and d.files = $4 and ${authoredBySession('d')}`,
    [draft.id, JSON.stringify(stored), scope.now, JSON.stringify(toStored(draft.files))],
  );
  if (!rowCount) return 'gone';
  for (const change of changes) await noteServiceChange(scope, draft, change);
  return 'kept';
}

const sorted = (files: StoredFiles): [string, string][] => Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1));

/** What can be decided about a draft. */
export type DraftDecision = 'propose' | 'release' | 'return' | 'drop';

/** What became of it. `faults`: the check found errors; `waiting`: it has not ended; `same-person`: four eyes. */
export type DraftDecided = 'proposed' | 'released' | 'returned' | 'dropped' | 'faults' | 'waiting' | 'unchanged' | 'same-person' | 'gone';

const NEXT = {
  propose: ['open', 'proposed'],
  release: ['proposed', 'released'],
  return: ['proposed', 'open'],
  drop: ['open', 'dropped'],
} as const;
const DONE = { propose: 'proposed', release: 'released', return: 'returned', drop: 'dropped' } as const;

/**
 * Proposes, releases, gives back or drops the draft of a service. It is proposed and released only when the check of what it holds found
 * no error, and released only by somebody who neither changed nor proposed it. Null where there is no draft of theirs.
 */
export async function decideServiceDraft(scope: Scope, service: string, then: DraftDecision, reason: string): Promise<DraftDecided | null> {
  const session = requireSession(scope);
  const draft = await readServiceDraft(scope, service);
  if (!draft) return null;
  const [from, to] = NEXT[then];
  if (draft.state !== from) return 'gone';
  if (then === 'propose' && !draft.changed) return 'unchanged';
  if (then === 'propose' || then === 'release') {
    if (!draft.judged) return 'waiting';
    if (draft.judged.faults > 0) return 'faults';
  }
  if (then === 'release' && (draft.edited || draft.proposedBy?.me)) return 'same-person';
  const who = [session.principal, session.displayName];
  const none = [null, null];
  const { rowCount } = await scope.client.query(
    `update cases.service_drafts d set state = $2, changed_at = $3,
       proposed_at = case when $2 = 'proposed' then $3::timestamptz when $2 = 'released' then d.proposed_at end,
       proposed_by = case when $2 = 'released' then d.proposed_by else $4 end, proposed_name = case when $2 = 'released' then d.proposed_name else $5 end,
       decided_at = case when $2 = 'released' then $3::timestamptz end, decided_by = $6, decided_name = $7, reason = $8
     where d.draft_id = $1 and d.state = $9 and ${authoredBySession('d')}`,
    [
      draft.id,
      to,
      scope.now,
      ...(to === 'proposed' ? who : none),
      ...(to === 'released' ? who : none),
      to === 'released' ? draft.reason : reason.trim().slice(0, 1000) || null,
      from,
    ],
  );
  if (!rowCount) return 'gone';
  await noteServiceChange(scope, draft, { kind: DONE[then], after: reason.trim().slice(0, 1000) || null });
  return DONE[then];
}

/** Who changed what of the packages of a service, newest first. */
export async function listServiceChanges(scope: Scope, service: string): Promise<ServiceChange[]> {
  const { rows } = await scope.client.query<Omit<ServiceChange, 'at'> & { at: Date }>(
    `select c.at, c.made_name as by, c.kind, c.path, c.place, c.before, c.after from cases.service_changes c join cases.service_drafts d using (draft_id)
     where d.service = $1 and ${authoredBySession('c')} and ${authoredBySession('d')} order by c.number desc limit 200`,
    [service],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

async function noteServiceChange(scope: Scope, draft: Pick<ServiceDraft, 'id' | 'authority'>, change: FileChange): Promise<void> {
  const session = requireSession(scope);
  await scope.client.query(
    `insert into cases.service_changes (change_id, at, draft_id, authority, made_by, made_name, kind, path, place, before, after)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      randomUUID(),
      scope.now,
      draft.id,
      draft.authority,
      session.principal,
      session.displayName,
      change.kind,
      change.path ?? null,
      change.place ?? null,
      change.before ?? null,
      change.after ?? null,
    ],
  );
}
