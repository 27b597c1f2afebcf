import type { Scope } from '../types.ts';
import { previewDestruction, readDestructions, type Destruction, type DueCaseFile } from './destroy-round.ts';
import { keptBySession } from './keeps-records.ts';

export type RecordActKind = 'hold' | 'release' | 'appraise' | 'shorten';

/** Something two people decide about a case file. */
export interface RecordAct {
  id: string;
  caseId: string;
  reference: string;
  kind: RecordActKind;
  /** For `appraise` archive or destroy, for `shorten` the day. */
  value: string | null;
  reason: string;
  state: 'proposed' | 'confirmed' | 'refused' | 'withdrawn';
  proposedAt: string;
  proposedBy: { name: string; me: boolean };
  decidedAt: string | null;
  decidedBy: string | null;
  /** A hold that still holds. */
  holds: boolean;
}

export interface DeletionRequest {
  id: string;
  caseId: string;
  reference: string;
  title: string;
  askedAt: string;
  deleteAfter: string;
}

export interface TransferView {
  id: string;
  day: string;
  state: 'gathered' | 'packed' | 'handed-over' | 'accepted' | 'refused';
  cases: number;
  files: number | null;
  connector: string;
  /** To an archive, or to a records system. */
  capability: 'archive.transfer' | 'records.file';
  /** People take it there and say what was answered. */
  byPeople: boolean;
  receipt: string | null;
  faults: { kind: string; text: string | null }[];
  /** Code of what stands in the way; null: nothing. */
  trouble: string | null;
  offeredAgain: boolean;
}

export interface RecordsOverview {
  acts: RecordAct[];
  requests: DeletionRequest[];
  due: DueCaseFile[];
  transfers: TransferView[];
  destroyed: Destruction[];
}

export const ACT_COLUMNS = `a.act_id as id, a.case_id as "caseId", f.reference, a.kind, a.value, a.reason, a.state, a.proposed_at as "proposedAt", a.proposed_by, a.proposed_name,
  a.decided_at as "decidedAt", a.decided_name as "decidedBy",
  a.kind = 'hold' and a.state in ('proposed', 'confirmed') and not exists (select 1 from cases.record_acts r where r.case_id = a.case_id and r.of_act = a.act_id
    and r.kind = 'release' and r.state = 'confirmed') as holds`;

export interface ActRow extends Omit<RecordAct, 'proposedAt' | 'decidedAt' | 'proposedBy'> {
  proposedAt: Date;
  decidedAt: Date | null;
  proposed_by: string;
  proposed_name: string;
}

/** A row as pages show it. */
export function actView(scope: Scope, { proposed_by, proposed_name, ...row }: ActRow): RecordAct {
  return {
    ...row,
    proposedAt: row.proposedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    proposedBy: { name: proposed_name, me: proposed_by === scope.session?.principal },
  };
}

/** Everything that those who keep the records of an authority must decide or know: of their authorities alone. */
export async function readRecords(scope: Scope): Promise<RecordsOverview> {
  const { client } = scope;
  const acts = await client.query<ActRow>(
    `select ${ACT_COLUMNS} from cases.record_acts a join cases.case_files f using (case_id) where a.state = 'proposed' and ${keptBySession('a')}
     order by a.proposed_at limit 200`,
  );
  const requests = await client.query<Omit<DeletionRequest, 'askedAt'> & { askedAt: Date }>(
    `select r.request_id as id, r.case_id as "caseId", f.reference, f.title, r.asked_at as "askedAt", f.delete_after::text as "deleteAfter"
     from cases.deletion_requests r join cases.case_files f using (case_id) where r.state = 'asked' and ${keptBySession('r')} order by r.asked_at limit 200`,
  );
  const transfers = await client.query<TransferView>(
    `select t.transfer_id as id, t.day::text, t.state, cardinality(t.case_ids) as cases, t.files, t.connector, coalesce(t.answer_receipt, t.receipt) as receipt, t.faults,
       t.trouble, t.offered_again_by is not null or t.token is not null as "offeredAgain", t.capability,
       t.connector = 'people' and t.state = 'packed' as "byPeople"
     from cases.transfers t where ${keptBySession('t')} order by t.state in ('accepted'), t.created_at desc limit 50`,
  );
  return {
    acts: acts.rows.map((row) => actView(scope, row)),
    requests: requests.rows.map((row) => ({ ...row, askedAt: row.askedAt.toISOString() })),
    due: await previewDestruction(client, scope.today, { limit: 200, own: true }),
    transfers: transfers.rows,
    destroyed: await readDestructions(client, { limit: 20, own: true }),
  };
}
