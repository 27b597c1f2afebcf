import { endingOf } from './path.ts';
import type pg from 'pg';
import type { Catalogue } from '../catalogue/types.ts';
import { ownNumbers, type OpenVault } from '../vault/hand-over.ts';
import { changeTokens, tokensIn } from '../vault/named-values.ts';
import type { ExportedCase, ExportedFile, PersonalExport } from './shape.ts';

const list = (select: string): string => `coalesce((select json_agg(x) from (${select}) x), '[]'::json)`;
/** What the person may read as a party of the case; what only offices may read is not theirs to take. */
const theirs = (table: string): string =>
  `exists (select 1 from cases.access a where a.case_id = ${table}.case_id and a.principal = 'person:' || $1 and a.party = any (${table}.readers))`;

interface Collected {
  person: PersonalExport['person'];
  sessions: PersonalExport['sessions'];
  drafts: (Omit<PersonalExport['drafts'][number], 'files'> & { files: KeptRow[] })[];
  cases: CaseRow[];
  mandates: PersonalExport['mandates'];
  requests: PersonalExport['deletionRequests'];
}
interface KeptRow {
  id: string;
  kind: string;
  filename: string;
  mediaType: string;
  size: number;
  sha256: string;
  at: string;
}
type CaseRow = Omit<ExportedCase, 'title' | 'answers' | 'documents' | 'receipts' | 'files' | 'accesses'> & {
  service_hash: string;
  authorityId: string;
  answers: { name: string; value: unknown; source: Record<string, unknown> | null }[];
  documents: KeptRow[];
  receipts: KeptRow[];
  files: KeptRow[];
  accesses: { at: string; who: string; purpose: string }[];
};

const FILE = `f.file_id as id, f.name as kind, f.filename, f.media_type as "mediaType", f.size, f.content_hash as sha256, f.created_at as at`;

const QUERY = `select
  (select row_to_json(x) from (select official_name as "officialName", first_name as "firstName", date_of_birth as "dateOfBirth", email, language, municipality,
     issuer, subject, created_at as since from cases.persons where person_id = $1::uuid) x) as person,
  '[]'::json as sessions,
  ${list(`select d.service, d.authority, d.saved_at as "savedAt", d.expires_at as "expiresAt", d.facts, d.answers,
     ${list(`select ${FILE} from cases.files f where f.draft_id = d.draft_id and f.state <> 'refused' order by f.created_at`)} as files
     from cases.drafts d where d.person_id = $1::uuid and d.representative_id is null and d.case_id is null order by d.saved_at`)} as drafts,
  ${list(`select c.reference, c.service, c.service_hash, c.authority as "authorityId", c.authority, c.submitted_at as "submittedAt", c.closed_at as "closedAt", c.outcome,
     c.delete_after::text as "keptUntil",
     ${list(`select n.name, n.value, n.source from cases.answers n where n.case_id = c.case_id and ${theirs('n')} order by n.name`)} as answers,
     ${list(`select p.official_name as "officialName", p.first_name as "firstName", p.date_of_birth as "dateOfBirth" from cases.case_persons p
       where p.case_id = c.case_id and ${theirs('p')} order by p.ref`)} as persons,
     (select json_build_object('total', f.total::text, 'items', f.items) from cases.fees f where f.case_id = c.case_id) as fee,
     ${list(`select p.amount::text, p.state, p.created_at as at, p.settled_at as "settledAt" from cases.payments p where p.case_id = c.case_id and ${theirs('p')}
       order by p.created_at`)} as payments,
     ${list(`select m.kind, m.at, m.read_at as "readAt", m.args ->> 'words' as words from cases.messages m
       where m.case_id = c.case_id and m.recipient = 'person:' || $1 order by m.at`)} as messages,
     ${list(`select d.document_id as id, d.output as kind, d.filename, d.media_type as "mediaType", d.size, d.content_hash as sha256, d.created_at as at
       from cases.documents d where d.case_id = c.case_id and d.state = 'issued' and ${theirs('d')} order by d.created_at`)} as documents,
     ${list(`select s.case_id as id, 'submission' as kind, s.filename, 'application/pdf' as "mediaType", n.size, s.content_hash as sha256, s.at
         from cases.submissions s join cases.contents n using (content_hash) where s.case_id = c.case_id and c.applicant_id = $1::uuid
       union all select r.receipt_id, r.kind, r.filename, 'application/pdf', n.size, r.content_hash, r.at
         from cases.receipts r join cases.contents n using (content_hash) where r.case_id = c.case_id and ${theirs('r')}
       union all select p.payment_id, 'payment', p.filename, 'application/pdf', n.size, p.content_hash, p.at
         from cases.payment_documents p join cases.contents n using (content_hash) where p.case_id = c.case_id and p.kind = 'receipt' and ${theirs('p')} order by 7`)} as receipts,
     ${list(`select d.output as document, n.channel, n.state, n.begun_at as "begunAt", n.opened_at as "openedAt", n.sent_on as "sentOn", n.returned_on as "returnedOn",
       n.delivered_on as "deliveredOn", n.proof_kind as "proofKind", n.proof, n.law from cases.notifications n join cases.documents d using (case_id, document_id)
       where n.case_id = c.case_id and n.recipient = 'person:' || $1 and n.state <> 'noted' order by n.begun_at, n.notification_id`)} as deliveries,
     ${list(`select ${FILE} from cases.files f where f.case_id = c.case_id and f.state <> 'refused' and (f.person_id = $1::uuid or ${theirs('f')})
       order by f.created_at`)} as files,
     ${list(`select r.at, case when r.actor like 'connector:%' then r.actor_name else coalesce(r.office, r.actor_name) end as who, r.purpose
       from cases.access_records r where r.case_id = c.case_id order by r.record_id`)} as accesses
     from cases.cases c where exists (select 1 from cases.access a where a.case_id = c.case_id and a.principal = 'person:' || $1) order by c.submitted_at`)} as cases,
  ${list(`select m.principal_name as "from", m.representative_name as "to", m.first_day::text as "firstDay", m.last_day::text as "lastDay", m.state, m.scopes, m.may_act as "mayAct",
     ${list(`select a.at, a.what, a.actor_name as who from cases.mandate_acts a where a.mandate_id = m.mandate_id order by a.act_no`)} as acts
     from cases.mandates m where m.kind <> 'counter' and $1::uuid in (m.principal_id, m.representative_id) order by m.offered_at`)} as mandates,
  ${list(`select c.reference, r.asked_at as "askedAt", r.state, r.answered_at as "answeredAt", r.answer
     from cases.deletion_requests r join cases.cases c using (case_id) where r.person_id = $1::uuid order by r.asked_at`)} as requests`;

/** Everything held about a person that they may see, and the files that belong to it by their path. Null for nobody. */
export async function collectPersonal(
  pool: pg.Pool,
  catalogue: Catalogue,
  { personId, language, now, vault }: { personId: string; language: string; now: string; vault?: OpenVault | null },
): Promise<PersonalExport | null> {
  const { rows } = await pool.query<Collected>(QUERY, [personId]);
  const found = rows[0] && (await withOwnNumbers(rows[0], vault ?? null, personId));
  if (!found?.person) return null;
  const iso = (at: string): string => new Date(at).toISOString();
  let number = 0;
  const placed = (folder: string, row: KeptRow, title: string): ExportedFile => ({
    title,
    filename: row.filename,
    mediaType: row.mediaType,
    size: Number(row.size),
    sha256: row.sha256,
    at: iso(row.at),
    path: `${folder}/${String(++number).padStart(4, '0')}.${endingOf(row.filename)}`,
  });
  const tag = language === 'de-simple' ? 'de' : language;
  return {
    format: 1,
    madeAt: now,
    person: { ...found.person, since: iso(found.person.since) },
    sessions: found.sessions,
    drafts: found.drafts.map((draft) => ({
      ...draft,
      savedAt: iso(draft.savedAt),
      expiresAt: iso(draft.expiresAt),
      files: draft.files.map((file) => placed('files', file, file.kind)),
    })),
    cases: found.cases.map(({ service_hash, authorityId, ...row }) => {
      const t = catalogue.service(row.service, service_hash).texts(language);
      const named = (key: string, otherwise: string): string => (t.has(key) ? t(key) : otherwise);
      return {
        ...row,
        title: t('service.title'),
        authority: catalogue.authorities.byId(authorityId)?.names[tag] ?? authorityId,
        submittedAt: iso(row.submittedAt),
        closedAt: row.closedAt === null ? null : iso(row.closedAt),
        answers: row.answers.map((answer) => ({ ...answer, label: named(`form.${answer.name}.label`, answer.name) })),
        payments: row.payments.map((each) => ({ ...each, at: iso(each.at), settledAt: each.settledAt && iso(each.settledAt) })),
        messages: row.messages.map((each) => ({ ...each, at: iso(each.at), readAt: each.readAt && iso(each.readAt) })),
        deliveries: row.deliveries.map((each) => ({
          ...each,
          document: named(`documents.${each.document}.title`, each.document),
          begunAt: iso(each.begunAt),
          openedAt: each.openedAt && iso(each.openedAt),
        })),
        documents: row.documents.map((each) => placed('documents', each, named(`documents.${each.kind}.title`, each.kind))),
        receipts: row.receipts.map((each) => placed('receipts', each, named(`case.receipts.${each.kind}.title`, each.kind))),
        files: row.files.map((each) => placed('files', each, named(`${each.kind}.title`, each.kind))),
        accesses: row.accesses.map(({ at, who, purpose }) => ({
          at: iso(at),
          who: officeWords(catalogue, who, tag),
          purpose: named(purpose, purpose),
        })),
      };
    }),
    mandates: found.mandates.map((each) => ({ ...each, acts: each.acts.map((act) => ({ ...act, at: iso(act.at) })) })),
    deletionRequests: found.requests.map((each) => ({
      ...each,
      askedAt: iso(each.askedAt),
      answeredAt: each.answeredAt && iso(each.answeredAt),
    })),
  };
}

/** The person's own numbers in place of their tokens; without the vault the tokens stay. */
async function withOwnNumbers(found: Collected, vault: OpenVault | null, personId: string): Promise<Collected> {
  const tokens = vault ? tokensIn([found.drafts, found.cases]) : [];
  if (!vault || tokens.length === 0) return found;
  const own = await ownNumbers(vault, tokens, personId);
  const told = (value: unknown): unknown => changeTokens(value, (token) => own.get(token) ?? token);
  return {
    ...found,
    drafts: found.drafts.map((draft) => ({ ...draft, answers: told(draft.answers) })),
    cases: found.cases.map((each) => ({ ...each, answers: each.answers.map((answer) => ({ ...answer, value: told(answer.value) })) })),
  };
}

/** An office by its name; people of an office are not told by theirs. */
function officeWords(catalogue: Catalogue, who: string, tag: string): string {
  const found = catalogue.authorities.byOffice(who);
  return found ? `${found.office.names[tag] ?? found.office.function}, ${found.authority.names[tag] ?? found.authority.id}` : who;
}
