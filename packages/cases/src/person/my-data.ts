import { loadCase } from '../case-view/load-cases.ts';
import { officeName } from '../case-view/view-case.ts';
import { interfaceTexts } from '../case-view/texts.ts';
import { PERSON } from '../request/mine.ts';
import { requireSession } from '../request/scope.ts';
import { listDrafts } from '../drafts/read-draft.ts';
import { listMandateActs } from '../representation/mandates.ts';
import type { MandateAct } from '../representation/types.ts';
import type { Scope } from '../types.ts';

/** Somebody or something read data of the person. */
export interface Look {
  /** ISO instant. */
  at: string;
  /** The office, never who of it; or the program. */
  who: string;
  program: boolean;
  /** Why, in the words of the service. */
  purpose: string;
  /** Own words of an operator, where no step of the process says why. */
  reason: string | null;
  /** The law that the service stands on. */
  law: string | null;
  reference: string;
  service: string;
}

/** What is known of a person, and who looked at it. */
export interface MyData {
  person: {
    officialName: string;
    firstName: string;
    /** May be partial: year, year-month or date. */
    dateOfBirth: string | null;
    email: string | null;
    /** First sign-in, ISO instant. */
    since: string;
  };
  cases: { reference: string; title: string; submittedOn: string; closed: boolean; deleteAfter: string | null }[];
  drafts: { title: string; expiresAt: string }[];
  /** The latest first, at most `MOST_LOOKS`. */
  looks: Look[];
  /** There are earlier ones than those listed. */
  more: boolean;
  /** What was done with mandates that the person gave or took, the latest first. */
  mandateActs: MandateAct[];
}

/** So many looks stand on the page; all of them in the download. */
export const MOST_LOOKS = 100;

interface CaseRow {
  reference: string;
  service: string;
  service_hash: string;
  submitted_on: string;
  closed_at: Date | null;
  delete_after: string | null;
}

interface LookRow extends CaseRow {
  at: Date;
  program: string | null;
  representative: string | null;
  read_by: string | null;
  office: string;
  authority: string;
  purpose: string;
  reason: string | null;
}

const OWN = `c.applicant_id = ${PERSON}`;

/** Everything the page «my data» tells, in the language of the reader. */
export async function readMyData(scope: Scope, lang: string): Promise<MyData> {
  const looks = await looksAt(scope, lang, MOST_LOOKS + 1);
  const { rows } = await scope.client.query<CaseRow>(
    `select c.reference, c.service, c.service_hash, c.submitted_on::text, c.closed_at, c.delete_after::text from cases.cases c
     where ${OWN} order by c.submitted_at desc limit 200`,
  );
  const drafts = await listDrafts(scope, lang);
  return {
    person: await ownPerson(scope),
    cases: rows.map((row) => ({
      reference: row.reference,
      title: titleOf(scope, row, lang),
      submittedOn: row.submitted_on,
      closed: row.closed_at !== null,
      deleteAfter: row.delete_after,
    })),
    drafts: drafts.map(({ title, expiresAt }) => ({ title, expiresAt })),
    looks: looks.slice(0, MOST_LOOKS),
    more: looks.length > MOST_LOOKS,
    mandateActs: await listMandateActs(scope),
  };
}

/** All data of the person in a form for machines (revFADP art. 28): nothing that others may not know, nothing left out. */
export async function exportMyData(scope: Scope, lang: string): Promise<Record<string, unknown>> {
  const { looks: _listed, more: _more, cases, ...data } = await readMyData(scope, lang);
  const inFull: unknown[] = [];
  for (const each of cases) {
    const row = await loadCase(scope, each.reference);
    inFull.push({
      ...each,
      answers: (row?.answers ?? []).map(({ name, value, source }) => ({ name, value, source })),
      documents: (row?.documents ?? []).map(({ at, filename, sent_by }) => ({ at, filename, from: sent_by })),
    });
  }
  const { rows: profile } = await scope.client.query(
    `select changed_at, email, phone, alerts from cases.profiles where person_id = ${PERSON}`,
  );
  const { rows: changes } = await scope.client.query(
    `select at, what, before, after from cases.profile_changes where person_id = ${PERSON} order by change_id`,
  );
  return {
    format: 1,
    at: scope.now,
    ...data,
    profile: profile[0] ?? null,
    profileChanges: changes,
    cases: inFull,
    looks: await looksAt(scope, lang, null),
  };
}

async function ownPerson(scope: Scope): Promise<MyData['person']> {
  const session = requireSession(scope);
  const { rows } = await scope.client.query<{ date_of_birth: string | null; created_at: Date }>(
    `select date_of_birth, created_at from cases.persons where person_id = ${PERSON}`,
  );
  return {
    officialName: session.officialName,
    firstName: session.firstName,
    dateOfBirth: rows[0]?.date_of_birth ?? null,
    email: session.email,
    since: (rows[0]?.created_at ?? new Date(scope.now)).toISOString(),
  };
}

async function looksAt(scope: Scope, lang: string, most: number | null): Promise<Look[]> {
  const { rows } = await scope.client.query<LookRow>(
    `select r.at, case when r.actor like 'connector:%' then r.actor_name end as program,
       case when r.purpose like 'representation%' then r.actor_name end as representative, r.office as read_by, r.purpose, r.reason,
       c.reference, c.service, c.service_hash, c.office, c.authority, c.submitted_on::text, c.closed_at, c.delete_after::text
     from cases.access_records r join cases.cases c using (case_id) where ${OWN} order by r.at desc, r.record_id desc limit $1`,
    [most],
  );
  return rows.map((row) => lookOf(scope, row, lang));
}

function lookOf(scope: Scope, row: LookRow, lang: string): Look {
  const { catalogue } = scope.context;
  const { authorities } = catalogue;
  const version = catalogue.service(row.service, row.service_hash);
  const t = version.texts(lang);
  const own = interfaceTexts(lang, authorities.canton.zone);
  // Operators belong to an office of their own.
  const reader = (row.read_by ? authorities.byOffice(row.read_by) : undefined) ?? authorities.byOffice(row.office)!;
  const laws = authorities.laws(row.authority, row.submitted_on);
  const basis = version.manifest.legal.map(({ law, cite }) => (law ? (laws[law]?.cite ?? null) : (cite ?? null))).find(Boolean);
  return {
    at: row.at.toISOString(),
    who:
      row.program !== null
        ? own('case.connector', { name: row.program })
        : (row.representative ?? officeName(reader.office, reader.authority, lang)),
    program: row.program !== null,
    purpose: t.has(row.purpose) ? t(row.purpose) : row.representative !== null ? own('case.representative') : row.purpose,
    reason: row.reason,
    law: basis ?? null,
    reference: row.reference,
    service: t('service.title'),
  };
}

function titleOf(scope: Scope, row: CaseRow, lang: string): string {
  return scope.context.catalogue.service(row.service, row.service_hash).texts(lang)('service.title');
}
