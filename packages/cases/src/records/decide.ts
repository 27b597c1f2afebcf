import { randomUUID } from 'node:crypto';
import type { CaseFile } from '@einwohnerportal/archive';
import { requireSession } from '../request/scope.ts';
import type { Scope } from '../types.ts';
import { keptBySession } from './keeps-records.ts';
import { ACT_COLUMNS, actView, type ActRow, type DeletionRequest, type RecordAct, type RecordActKind } from './overview.ts';
import { readCaseFile } from './read-case-file.ts';

/** Days that a person has to take what they need before a case they asked to delete goes. */
const GRACE_DAYS = 30;
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;
/** Characters of a reason at least. */
export const SHORTEST_RECORD_REASON = 10;

/** A closed case as those see it who keep the records. */
export interface KeptFile {
  caseId: string;
  reference: string;
  title: string;
  service: string;
  position: { number: string; title: string };
  classification: CaseFile['classification'];
  openness: CaseFile['openness'];
  privacy: boolean;
  years: number | null;
  retention: string;
  appraisal: 'archive' | 'destroy';
  appraisedBy: string;
  closedOn: string;
  deleteAfter: string;
  held: boolean;
  transfer: string | null;
  acts: RecordAct[];
  requests: DeletionRequest[];
  /** This session may read the case itself, and take it as a dossier. */
  mayExport: boolean;
}

type KeptRow = Omit<KeptFile, 'position' | 'acts' | 'requests'> & { number: string; positionTitle: string };

/** The case file of a case of the authorities whose records this person keeps; null for every other. */
export async function readKeptFile(scope: Scope, caseId: string): Promise<KeptFile | null> {
  if (!UUID.test(caseId)) return null;
  const { rows } = await scope.client.query<KeptRow>(
    `select f.case_id as "caseId", f.reference, f.title, f.service, f.position_number as number, f.position_title as "positionTitle", f.classification, f.openness, f.privacy,
       f.years, f.retention, f.appraisal, f.appraised_by as "appraisedBy", f.closed_on::text as "closedOn", f.delete_after::text as "deleteAfter",
       cases.is_held(f.case_id) as held, (select t.state from cases.transfers t where t.authority = f.authority and t.transfer_id = f.transfer_id) as transfer,
       exists (select 1 from cases.access a where a.case_id = f.case_id and a.principal = any ((select cases.principals())::text[])) as "mayExport"
     from cases.case_files f where f.case_id = $1 and ${keptBySession('f')}`,
    [caseId],
  );
  const [row] = rows;
  if (!row) return null;
  const acts = await scope.client.query<ActRow>(
    `select ${ACT_COLUMNS} from cases.record_acts a join cases.case_files f using (case_id) where a.case_id = $1 and ${keptBySession('a')} order by a.proposed_at desc`,
    [caseId],
  );
  const requests = await scope.client.query<Omit<DeletionRequest, 'askedAt'> & { askedAt: Date }>(
    `select r.request_id as id, r.case_id as "caseId", f.reference, f.title, r.asked_at as "askedAt", f.delete_after::text as "deleteAfter"
     from cases.deletion_requests r join cases.case_files f using (case_id) where r.case_id = $1 and r.state = 'asked' and ${keptBySession('r')}`,
    [caseId],
  );
  const { number, positionTitle, ...file } = row;
  return {
    ...file,
    position: { number, title: positionTitle },
    acts: acts.rows.map((each) => actView(scope, each)),
    requests: requests.rows.map((each) => ({ ...each, askedAt: each.askedAt.toISOString() })),
  };
}

/** What somebody who keeps the records wants: `of` is the hold that a release lifts, or the request that a shorter keeping answers. */
export interface RecordWish {
  kind: RecordActKind;
  value: 'archive' | 'destroy' | null;
  reason: string;
  of: string | null;
}

/** Proposes an act; a hold holds from now on, everything else waits for a second person. False for a case that is not theirs or a wish that fits nothing. */
export async function proposeAct(scope: Scope, caseId: string, wish: RecordWish): Promise<boolean> {
  const session = requireSession(scope);
  const file = await readKeptFile(scope, caseId);
  if (!file || wish.reason.trim().length < SHORTEST_RECORD_REASON) return false;
  if (wish.kind === 'release' && !file.acts.some((act) => act.id === wish.of && act.holds)) return false;
  if (wish.kind === 'appraise' && wish.value === file.appraisal) return false;
  if (wish.kind === 'shorten' && !file.requests.some((request) => request.id === wish.of)) return false;
  if (file.acts.some((act) => act.state === 'proposed' && act.kind === wish.kind)) return false;
  const day = new Date(Date.parse(`${scope.today}T12:00:00Z`) + GRACE_DAYS * 86_400_000).toISOString().slice(0, 10);
  await scope.client.query(
    `insert into cases.record_acts (case_id, act_id, of_act, proposed_at, authority, kind, value, reason, proposed_by, proposed_name)
     select f.case_id, $2, $3, $4, f.authority, $5, $6, $7, $8, $9 from cases.case_files f where f.case_id = $1 and ${keptBySession('f')}`,
    [
      caseId,
      randomUUID(),
      wish.kind === 'release' || wish.kind === 'shorten' ? wish.of : null,
      scope.now,
      wish.kind,
      wish.kind === 'shorten' ? day : wish.kind === 'appraise' ? wish.value : null,
      wish.reason.trim(),
      session.principal,
      session.displayName,
    ],
  );
  return true;
}

/** The second person confirms or refuses, the first may take it back. `own`: four eyes are two people's. */
export async function decideAct(
  scope: Scope,
  caseId: string,
  actId: string,
  decision: 'confirm' | 'refuse' | 'withdraw',
): Promise<'done' | 'own' | 'not-found'> {
  const session = requireSession(scope);
  const file = await readKeptFile(scope, caseId);
  const act = file?.acts.find((each) => each.id === actId && each.state === 'proposed');
  if (!act) return 'not-found';
  if (act.proposedBy.me !== (decision === 'withdraw')) return act.proposedBy.me ? 'own' : 'not-found';
  const { rowCount } = await scope.client.query(
    `update cases.record_acts a set state = $3, decided_at = $4, decided_by = $5, decided_name = $6
     where a.case_id = $1 and a.act_id = $2 and a.state = 'proposed' and ${keptBySession('a')}`,
    [
      caseId,
      actId,
      { confirm: 'confirmed', refuse: 'refused', withdraw: 'withdrawn' }[decision],
      scope.now,
      session.principal,
      session.displayName,
    ],
  );
  return rowCount === 1 ? 'done' : 'not-found';
}

/** Declines a request for deletion with words for the person. */
export async function declineRequest(scope: Scope, caseId: string, requestId: string, words: string): Promise<boolean> {
  const session = requireSession(scope);
  if (!UUID.test(caseId) || !UUID.test(requestId) || words.trim().length < SHORTEST_RECORD_REASON) return false;
  const { rowCount } = await scope.client.query(
    `update cases.deletion_requests r set state = 'declined', answered_at = $3, answered_by = $4, answer = $5
     where r.case_id = $1 and r.request_id = $2 and r.state = 'asked' and ${keptBySession('r')}`,
    [caseId, requestId, scope.now, session.principal, words.trim().slice(0, 2000)],
  );
  return rowCount === 1;
}

/** Case files of a refused package go with the next one. */
export async function offerAgain(scope: Scope, transferId: string): Promise<boolean> {
  if (!UUID.test(transferId)) return false;
  const { rows } = await scope.client.query<{ freed: number }>('select cases.offer_again($1) as freed', [transferId]);
  return (rows[0]?.freed ?? 0) > 0;
}

/**
 * What an archive or a records system answered to a package that people took there: its receipt, or why it refused. False for a package that is not
 * theirs, or answered already, or when the words are missing.
 */
export async function answerTransfer(scope: Scope, transferId: string, accepted: boolean, words: string): Promise<boolean> {
  const said = words.trim().slice(0, accepted ? 200 : 2000);
  if (!UUID.test(transferId) || said === '') return false;
  const { rows } = await scope.client.query<{ answered: string | null }>('select cases.answer_transfer($1, $2, $3, $4, $5) as answered', [
    transferId,
    accepted,
    accepted ? said : null,
    accepted ? null : said,
    scope.now,
  ]);
  return rows[0]?.answered != null;
}

/** The package that people take away themselves; each of its cases remembers who took it. Null for one that is not theirs or is answered. */
export async function takePackage(scope: Scope, transferId: string): Promise<{ name: string; hash: string; size: number } | null> {
  if (!UUID.test(transferId)) return null;
  const { rows } = await scope.client.query<{ name: string; hash: string; size: string }>(
    'select name, hash, size from cases.take_package($1)',
    [transferId],
  );
  return rows[0] ? { ...rows[0], size: Number(rows[0].size) } : null;
}

/**
 * The case file for a dossier that leaves for a records system, as far as this session may read the case; content that lies in the
 * database comes along. The look is recorded. Null for a case that is not theirs.
 */
export async function takeDossier(scope: Scope, caseId: string): Promise<{ caseFile: CaseFile; authority: string } | null> {
  const session = requireSession(scope);
  const file = await readKeptFile(scope, caseId);
  const caseFile = file?.mayExport ? await readCaseFile(scope.client, scope.context.catalogue, caseId, { own: true }) : null;
  if (!caseFile) return null;
  const hashes = caseFile.documents.map(({ file: { sha256 } }) => sha256);
  const { rows } = await scope.client.query<{ hash: string; bytes: Buffer }>(
    'select c.content_hash as hash, c.bytes from cases.contents c where c.content_hash = any ($1) and c.bytes is not null',
    [hashes],
  );
  const kept = new Map(rows.map(({ hash, bytes }) => [hash, bytes]));
  for (const { file: content } of caseFile.documents) {
    const bytes = content.bytes ?? kept.get(content.sha256);
    if (bytes) content.bytes = bytes;
  }
  const { rows: found } = await scope.client.query<{ authority: string; office: string }>(
    `select f.authority, f.office from cases.case_files f where f.case_id = $1 and ${keptBySession('f')}`,
    [caseId],
  );
  await scope.client.query(
    `insert into cases.access_records (at, case_id, actor, actor_name, office, purpose) values ($1, $2, $3, $4, $5, 'operations.purpose.records')`,
    [scope.now, caseId, session.principal, session.displayName, found[0]!.office],
  );
  return { caseFile, authority: found[0]!.authority };
}
