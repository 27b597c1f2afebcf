import { recordRules } from '../records/record-rules.ts';
import { requireSession } from '../request/scope.ts';
import { uuidOf, uuidv7 } from '../ids.ts';
import type { Scope } from '../types.ts';

/** Days for which an export can be fetched. */
export const EXPORT_DAYS = 7;
const LEAST_LEVEL = 300;

export interface OwnExport {
  id: string;
  askedAt: string;
  readyAt: string | null;
  expiresAt: string;
  size: number | null;
  /** Level of the sign-in that it takes. */
  level: number;
}

export interface OwnKeptCase {
  reference: string;
  title: string;
  authority: string;
  /** Null: still open. */
  closedAt: string | null;
  /** Last day on which it is kept, ISO; null while open. */
  keptUntil: string | null;
  retention: string;
  /** Laws that say so, as cited. */
  laws: string[];
  asked: 'asked' | 'agreed' | 'declined' | null;
}

export interface OwnData {
  drafts: number;
  export: OwnExport | null;
  cases: OwnKeptCase[];
}

interface ExportRow {
  export_id: string;
  asked_at: Date;
  ready_at: Date | null;
  expires_at: Date;
  size: string | null;
  level: number;
}

interface CaseRow {
  reference: string;
  service: string;
  service_hash: string;
  authority: string;
  submitted_on: string;
  closed_at: Date | null;
  delete_after: string | null;
  asked: OwnKeptCase['asked'];
}

/** What is held about the signed-in person, what of it can go at once, and until when the law keeps the rest. */
export async function readOwnData(scope: Scope, lang: string): Promise<OwnData> {
  const { personId, principal } = requireSession(scope);
  const { catalogue } = scope.context;
  const drafts = await scope.client.query<{ count: number }>(
    'select count(*)::integer as count from cases.drafts where person_id = $1 and case_id is null',
    [personId],
  );
  const exported = await scope.client.query<ExportRow>(
    'select export_id, asked_at, ready_at, expires_at, size, level from cases.personal_exports where person_id = $1 and expires_at > now()',
    [personId],
  );
  const { rows } = await scope.client.query<CaseRow>(
    `select c.reference, c.service, c.service_hash, c.authority, c.submitted_on::text, c.closed_at,
       coalesce(f.delete_after, c.delete_after)::text as delete_after,
       (select r.state from cases.deletion_requests r where r.case_id = c.case_id and r.person_id = $1 order by r.asked_at desc limit 1) as asked
     from cases.cases c left join cases.case_files f using (case_id)
     where exists (select 1 from cases.access a where a.case_id = c.case_id and a.principal = $2) order by c.submitted_at desc limit 500`,
    [personId, principal],
  );
  const tag = lang === 'de-simple' ? 'de' : lang;
  const [found] = exported.rows;
  return {
    drafts: drafts.rows[0]!.count,
    export: found
      ? {
          id: found.export_id,
          askedAt: found.asked_at.toISOString(),
          readyAt: found.ready_at?.toISOString() ?? null,
          expiresAt: found.expires_at.toISOString(),
          size: found.size === null ? null : Number(found.size),
          level: found.level,
        }
      : null,
    cases: rows.map((row) => {
      const version = catalogue.service(row.service, row.service_hash);
      const laws = catalogue.authorities.laws(row.authority, row.submitted_on);
      return {
        reference: row.reference,
        title: version.texts(lang)('service.title'),
        authority: catalogue.authorities.byId(row.authority)?.names[tag] ?? row.authority,
        closedAt: row.closed_at?.toISOString() ?? null,
        keptUntil: row.closed_at ? row.delete_after : null,
        retention: recordRules(catalogue, version, row.authority, row.submitted_on).retention,
        laws: version.manifest.legal
          .filter((entry) => entry.covers.includes('data') || entry.covers.includes('task'))
          .flatMap((entry) => (entry.law ? (laws[entry.law] ? [laws[entry.law]!.cite] : []) : entry.cite ? [entry.cite] : [])),
        asked: row.asked,
      };
    }),
  };
}

/** Asks for everything held about the person; one at a time. It takes a new sign-in, at least as strong as the person's cases take. */
export async function askForExport(scope: Scope, language: string): Promise<void> {
  const { personId, principal } = requireSession(scope);
  const { rows } = await scope.client.query<{ service: string; service_hash: string }>(
    `select distinct service, service_hash from cases.cases c where exists (select 1 from cases.access a where a.case_id = c.case_id and a.principal = $1)`,
    [principal],
  );
  const levels = rows.map(({ service, service_hash }) => scope.context.catalogue.service(service, service_hash).manifest.assurance.result);
  const level = Math.max(LEAST_LEVEL, ...levels.map((each) => (typeof each === 'number' ? each : 0)));
  // By the clock of the database, which sessions go by as well.
  await scope.client.query(
    `insert into cases.personal_exports (export_id, person_id, asked_at, expires_at, level, language)
     values ($1, $2, now(), now() + make_interval(days => $3), $4, $5) on conflict (person_id) do nothing`,
    [uuidv7(scope.now), personId, EXPORT_DAYS, level, language],
  );
}

/** Content of the person's export; null when it is not there, expired, or this sign-in is older than the wish or too weak. */
export async function fetchExport(scope: Scope, id: string): Promise<{ hash: string } | null> {
  if (!/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(id)) return null;
  const { rows } = await scope.client.query<{ hash: string | null }>('select cases.fetch_export($1) as hash', [id]);
  return rows[0]?.hash ? { hash: rows[0].hash } : null;
}

/** Drafts, exports and profile go at once, and every session of the person ends. What cases hold stays as the law says. */
export async function forgetMe(scope: Scope): Promise<void> {
  requireSession(scope);
  await scope.client.query('select cases.forget_me()');
}

/** Asks the authority in charge to delete a closed case before its time; once per case. False when there is none such. */
export async function askForDeletion(scope: Scope, reference: string): Promise<boolean> {
  const { personId } = requireSession(scope);
  const { rows } = await scope.client.query<{ case_id: string; authority: string }>(
    'select case_id, authority from cases.cases where reference = $1 and applicant_id = $2 and closed_at is not null',
    [reference, personId],
  );
  const [found] = rows;
  if (!found) return false;
  await scope.client.query(
    `insert into cases.deletion_requests (case_id, request_id, asked_at, person_id, authority) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [found.case_id, uuidOf(`deletion ${found.case_id} ${personId} ${scope.today}`), scope.now, personId, found.authority],
  );
  return true;
}
