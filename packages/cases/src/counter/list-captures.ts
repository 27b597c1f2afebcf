import { PERSON, takesPart } from '../request/mine.ts';
import type { CaptureChannel, Scope } from '../types.ts';
import { signatureOf, type SignatureRow } from './signed-paper.ts';
import type { CaptureView, Identity } from './types.ts';

interface CaptureRow extends SignatureRow {
  capture_id: string;
  mine: boolean;
  service: string;
  authority: string;
  office: string;
  channel: CaptureChannel;
  identity: Identity | null;
  level: number;
  language: string;
  person_name: string | null;
  by_name: string;
  begun_at: Date;
  until: Date;
  sent_at: Date | null;
  dropped_at: Date | null;
  case_id: string | null;
  linked_at: Date | null;
  reference: string | null;
}

const COLUMNS = `k.capture_id, k.by_person = ${PERSON} as mine, k.service, k.authority, k.office, k.channel, k.identity, k.level, k.language, k.person_name, k.by_name,
  k.begun_at, k.until, k.sent_at, k.dropped_at, k.case_id, k.linked_at, k.signed_at, k.signed_file, k.signature, c.reference`;
/** The reference is told to who takes part in the case only. */
const FROM = `cases.captures k left join cases.cases c on c.case_id = k.case_id and ${takesPart('c')}`;

/** Captures of this caseworker: open ones first, then those sent in the last 30 days; at most 100. */
export async function listCaptures(scope: Scope, lang: string): Promise<CaptureView[]> {
  const { rows } = await scope.client.query<CaptureRow>(
    `select ${COLUMNS} from ${FROM} where k.by_person = ${PERSON} and k.dropped_at is null
       and (k.sent_at is null and k.until > $1 or k.sent_at > $1::timestamptz - interval '30 days')
     order by k.sent_at is not null, coalesce(k.sent_at, k.begun_at) desc limit 100`,
    [scope.now],
  );
  return rows.map((row) => viewOf(scope, row, lang));
}

/** One own capture; null: none of this caseworker. */
export async function readCapture(scope: Scope, id: string, lang: string): Promise<CaptureView | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  const { rows } = await scope.client.query<CaptureRow>(
    `select ${COLUMNS} from ${FROM} where k.capture_id = $1 and k.by_person = ${PERSON}`,
    [id],
  );
  return rows[0] ? viewOf(scope, rows[0], lang) : null;
}

function viewOf(scope: Scope, row: CaptureRow, lang: string): CaptureView {
  const { catalogue } = scope.context;
  return {
    id: row.capture_id,
    state: row.sent_at ? 'sent' : row.dropped_at ? 'dropped' : row.until.toISOString() > scope.now ? 'open' : 'over',
    mine: row.mine,
    service: row.service,
    title: catalogue.has(row.service) ? catalogue.service(row.service).texts(lang)('service.title') : row.service,
    authority: row.authority,
    office: row.office,
    channel: row.channel,
    identity: row.identity,
    level: row.level,
    language: row.language,
    person: row.person_name,
    by: row.by_name,
    begunAt: row.begun_at.toISOString(),
    until: row.until.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
    caseId: row.case_id,
    signature: signatureOf(row),
    linkedAt: row.linked_at?.toISOString() ?? null,
    reference: row.reference,
  };
}
