import { createHash } from 'node:crypto';
import type { Activity, CaseDocument, CaseFile, ContentFile } from '@einwohnerportal/archive';
import type pg from 'pg';
import type { Catalogue, ServiceVersion } from '../catalogue/types.ts';
import { uuidOf } from '../ids.ts';
import { mayRead, takesPart } from '../request/mine.ts';
import { localDay } from '../request/scope.ts';
import type { Source } from '../types.ts';
import { recordRules } from './record-rules.ts';

interface CaseFileRow {
  case_id: string;
  reference: string;
  service: string;
  service_hash: string;
  authority: string;
  office: string;
  outcome: string | null;
  applicant_name: string;
  submitted_at: Date;
  submitted_on: string;
  closed_at: Date | null;
  fixed: {
    title: string;
    position_number: string;
    position_title: string;
    classification: CaseFile['classification'];
    openness: CaseFile['openness'];
    privacy: boolean;
    years: number | null;
    retention: string;
    closed_on: string;
  } | null;
  documents: ContentRow[];
  files: ContentRow[];
  receipts: ContentRow[];
  answers: { name: string; value: unknown; source: Source | null }[];
  deliveries: Record<string, unknown>[];
  rulings: Record<string, unknown>[];
  notes: { at: string; element: string; what: string; who: string }[];
  accesses: { at: string; who: string; purpose: string }[];
}

interface ContentRow {
  id: string;
  at: string;
  kind: string;
  language: string | null;
  filename: string;
  media_type: string;
  size: number;
  hash: string;
}

const list = (select: string): string => `coalesce((select json_agg(x) from (${select}) x), '[]'::json)`;

/** Under a session each part names whose rows it wants, beside row-level security. */
const query = (
  own: boolean,
): string => `select c.case_id, c.reference, c.service, c.service_hash, c.authority, c.office, c.outcome, c.applicant_name, c.submitted_at,
  c.submitted_on::text, c.closed_at,
  (select row_to_json(f) from cases.case_files f where f.case_id = c.case_id) as fixed,
  ${list(`select d.document_id as id, d.created_at as at, d.output as kind, d.language, d.filename, d.media_type, d.size, d.content_hash as hash
    from cases.documents d where d.case_id = c.case_id and d.state = 'issued' ${own ? `and ${mayRead('d')}` : ''} order by d.created_at, d.document_id`)} as documents,
  ${list(`select f.file_id as id, f.created_at as at, f.name as kind, null as language, f.filename, f.media_type, f.size, f.content_hash as hash
    from cases.files f where f.case_id = c.case_id and f.state <> 'refused' ${own ? `and ${mayRead('f')}` : ''} order by f.created_at, f.file_id`)} as files,
  ${list(`select * from (${
    own
      ? ''
      : `select s.case_id as id, s.at, 'submission' as kind, s.language, s.filename, 'application/pdf' as media_type, n.size, s.content_hash as hash
      from cases.submissions s join cases.contents n using (content_hash) where s.case_id = c.case_id union all `
  }
    select r.receipt_id as id, r.at, r.kind, r.language, r.filename, 'application/pdf' as media_type, n.size, r.content_hash as hash
      from cases.receipts r join cases.contents n using (content_hash) where r.case_id = c.case_id ${own ? `and ${mayRead('r')}` : ''}
    union all select d.payment_id, d.at, 'payment', d.language, d.filename, 'application/pdf', n.size, d.content_hash
      from cases.payment_documents d join cases.contents n using (content_hash) where d.case_id = c.case_id and d.kind = 'receipt' ${own ? `and ${mayRead('d')}` : ''}) papers
    order by at, id`)} as receipts,
  ${list(`select a.name, a.value, a.source from cases.answers a where a.case_id = c.case_id ${own ? `and ${mayRead('a')}` : ''} order by a.name`)} as answers,
  ${list(`select n.begun_at as "begunAt", d.output, n.channel, n.state, n.attempt, n.sent_on as "sentOn", n.opened_at as "openedAt", n.tried_on as "triedOn",
    n.returned_on as "returnedOn", n.delivered_on as "deliveredOn", n.proof_kind as "proofKind", n.proof, n.law from cases.notifications n join cases.documents d using (case_id, document_id)
    where n.case_id = c.case_id and n.state <> 'noted' ${own ? `and ${mayRead('n')}` : ''} order by n.begun_at, n.notification_id`)} as deliveries,
  ${list(`select r.output, r.state, r.signed_at as "signedAt", r.drafted_by as "draftedBy", r.signed_by as "signedBy", r.remedy, r.notified_on as "notifiedOn", r.appeal_until as "appealUntil",
    r.ended_on as "endedOn" from cases.rulings r where r.case_id = c.case_id ${own ? `and ${mayRead('r')}` : ''} order by r.signed_at`)} as rulings,
  ${list(`select n.at, n.element, n.what, n.actor_name as who from cases.task_notes n where n.case_id = c.case_id order by n.at`)} as notes,
  ${list(`select r.at, r.actor_name as who, r.purpose from cases.access_records r where r.case_id = c.case_id order by r.record_id`)} as accesses
 from cases.cases c where c.case_id = $1 ${own ? `and ${takesPart('c')}` : ''}`;

/**
 * A case as a file for an archive or a records system: facts, documents, files and, as a document of its own, the answers with their
 * sources. What the connection may not see is not in it. Null for a case that it does not see.
 * @param options `own`: the connection has a session, and only what its parties may read is wanted
 */
export async function readCaseFile(
  client: pg.PoolClient | pg.Pool,
  catalogue: Catalogue,
  caseId: string,
  { own = false }: { own?: boolean } = {},
): Promise<CaseFile | null> {
  const { rows } = await client.query<CaseFileRow>(query(own), [caseId]);
  const row = rows[0];
  if (!row) return null;
  const version = catalogue.service(row.service, row.service_hash);
  const language = catalogue.authorities.byId(row.authority)?.languages[0] ?? 'de';
  const t = version.texts(language);
  const { zone } = catalogue.authorities.canton;
  const rules = recordRules(catalogue, version, row.authority, row.submitted_on);
  const fixed = row.fixed;
  const office = catalogue.authorities.byOffice(row.office);
  return {
    caseId: row.case_id,
    reference: row.reference,
    title: `${fixed?.title ?? t('records.title', { reference: row.reference })}, ${row.applicant_name}`,
    position: fixed ? { number: fixed.position_number, title: fixed.position_title } : rules.position,
    classification: fixed?.classification ?? rules.classification,
    privacy: fixed?.privacy ?? rules.privacy,
    openness: fixed?.openness ?? rules.openness,
    years: fixed ? fixed.years : rules.years,
    opened: row.submitted_on,
    closed: row.closed_at ? localDay(row.closed_at.toISOString(), zone) : null,
    office: office
      ? `${office.office.names[language] ?? office.office.function}, ${office.authority.names[language] ?? row.authority}`
      : row.office,
    facts: {
      service: row.service,
      serviceVersion: row.service_hash,
      retention: fixed?.retention ?? rules.retention,
      ...(row.outcome === null ? {} : { outcome: row.outcome }),
    },
    activities: activitiesOf(row, version, language),
    documents: [
      answersDocument(row, version, language, zone),
      ...(row.deliveries.length + row.rulings.length > 0 ? [deliveriesDocument(row, t('service.title'), language, zone)] : []),
      ...row.documents.map((each) =>
        contentDocument(each, t(`documents.${each.kind}.title`), zone, office?.authority.names[language] ?? null),
      ),
      ...row.receipts.map((each) =>
        contentDocument(each, t(`case.receipts.${each.kind}.title`), zone, office?.authority.names[language] ?? null),
      ),
      ...row.files.map((each) => contentDocument(each, evidenceTitle(t, each.kind), zone, row.applicant_name)),
    ],
  };
}

function contentDocument(row: ContentRow, title: string, zone: string, author: string | null): CaseDocument {
  return {
    id: row.id,
    title,
    kind: row.kind,
    author,
    registered: localDay(row.at, zone),
    language: row.language,
    file: { filename: row.filename, mediaType: row.media_type, size: Number(row.size), sha256: row.hash },
  };
}

function evidenceTitle(t: ReturnType<ServiceVersion['texts']>, name: string): string {
  return t.has(`${name}.title`) ? t(`${name}.title`) : name;
}

/** The answers as CSV (RFC 4180): a format that archives take. Every value is JSON, so that none begins like a formula (reliability O1). */
function answersDocument(row: CaseFileRow, version: ServiceVersion, language: string, zone: string): CaseDocument {
  const t = version.texts(language);
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const json = (value: unknown): string => quote(JSON.stringify(value) ?? 'null');
  const lines = row.answers.map(({ name, value, source }) => {
    const label = t.has(`form.${name}.label`) ? t(`form.${name}.label`) : name;
    return [json(name), json(label), json(value), json(source)].join(',');
  });
  const text = `${['name', 'label', 'value', 'source'].map(quote).join(',')}\r\n${lines.map((line) => `${line}\r\n`).join('')}`;
  return {
    id: row.case_id,
    title: t('service.title'),
    kind: 'answers',
    author: row.applicant_name,
    registered: localDay(row.submitted_at.toISOString(), zone),
    language,
    file: contentOf('answers.csv', 'text/csv', Buffer.from(text, 'utf8')),
  };
}

/** How each document reached its person, with proof, and what became of rulings: JSON, every attempt as it is held. */
function deliveriesDocument(row: CaseFileRow, title: string, language: string, zone: string): CaseDocument {
  const text = `${JSON.stringify({ deliveries: row.deliveries, rulings: row.rulings }, null, 2)}\n`;
  return {
    id: uuidOf(`deliveries ${row.case_id}`),
    title,
    kind: 'deliveries',
    author: null,
    registered: localDay((row.closed_at ?? row.submitted_at).toISOString(), zone),
    language,
    file: contentOf('deliveries.json', 'application/json', Buffer.from(text, 'utf8')),
  };
}

/** Content that is made here: its bytes come along. */
export function contentOf(filename: string, mediaType: string, bytes: Buffer): ContentFile {
  return { filename, mediaType, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), bytes };
}

/** Steps that people did and looks that were recorded, oldest first. */
function activitiesOf(row: CaseFileRow, version: ServiceVersion, language: string): Activity[] {
  const t = version.texts(language);
  const named = (key: string): string => (t.has(key) ? t(key) : key);
  return [
    { at: row.submitted_at.toISOString(), what: t('service.title'), who: row.applicant_name },
    ...row.notes.map(({ at, element, what, who }) => ({
      at: new Date(at).toISOString(),
      what: `${named(`tasks.${element}.title`)}: ${what.replace(/^((?:un)?checked):(.*)$/, (_, done: string, id: string) => `${done} «${named(`tasks.${element}.checks.${id}`)}»`)}`,
      who,
    })),
    ...row.accesses.map(({ at, who, purpose }) => ({ at: new Date(at).toISOString(), what: named(purpose), who })),
  ].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}
