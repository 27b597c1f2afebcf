import type { Queryable } from '@einwohnerportal/engine';
import type { ServiceVersion } from '../catalogue/types.ts';
import { leaves } from '../drafts/submit-draft.ts';
import type { PartyNames } from '../names/build-names.ts';
import { readersOf, type Classes } from '../names/sharing.ts';
import type { Tree } from '../names/tree.ts';

/** A case that an event begins, as it is written. */
export interface BegunCaseRows {
  caseId: string;
  reference: string;
  version: ServiceVersion;
  /** Says what is sensitive. */
  vocabulary: Classes;
  /** The competent one. */
  party: PartyNames;
  parties: Record<string, PartyNames>;
  applicant: { personId: string | null; principal: string; name: string; language: string };
  now: string;
  day: string;
  channel: string;
  secret: string;
  /** What the event told. */
  told: Tree;
  fee: { items: unknown[]; total: string };
}

/** Roots that say how the case is led; they are no answers. */
const LEADING = new Set(['applicant', 'case', 'parties', 'offer', 'tariff', 'lists', 'service', 'source', 'actor', 'fee']);

/** Writes case, parties, access, answers by who may read them, and the fee; in the transaction that begins it. */
export async function storeBegunCase(client: Queryable, begun: BegunCaseRows): Promise<void> {
  const { caseId, version, party, applicant, now } = begun;
  await client.query(
    `insert into cases.cases (case_id, submission_id, applicant_id, submitted_at, submitted_on, reference, service, service_hash, authority,
       office, competent, channel, language, applicant_name, verification_secret)
     values ($1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      caseId,
      applicant.personId,
      now,
      begun.day,
      begun.reference,
      version.id,
      version.hash,
      party.authority,
      party.office,
      version.manifest.competent,
      begun.channel,
      applicant.language,
      applicant.name,
      begun.secret,
    ],
  );
  const rows = [
    { party: 'applicant', principal: applicant.principal, authority: null, office: null },
    ...Object.values(begun.parties).map(({ id, office, authority }) => ({ party: id, principal: office, authority, office })),
  ];
  await client.query(
    `with given as (select * from jsonb_to_recordset($2) as r(party text, principal text, authority text, office text)),
     named as (insert into cases.parties (case_id, party, principal, authority, office) select $1, party, principal, authority, office from given)
     insert into cases.access (case_id, principal, party) select $1, principal, party from given`,
    [caseId, JSON.stringify(rows)],
  );
  const readers = (name: string): string[] => readersOf(version.manifest.sharing, name, begun.vocabulary);
  const told = [...leaves(begun.told)].filter(([name]) => !LEADING.has(name.split('.')[0]!));
  const answers = told.map(([name, value]) => ({ name, value, readers: readers(name) }));
  await client.query(
    `insert into cases.answers (case_id, name, at, value, source, readers)
     select $1, r.name, $2, r.value, $4, r.readers from jsonb_to_recordset($3) as r(name text, value jsonb, readers text[])`,
    [caseId, now, JSON.stringify(answers), JSON.stringify({ source: 'case', at: now })],
  );
  await client.query('insert into cases.fees (case_id, fixed_at, total, items) values ($1, $2, $3, $4)', [
    caseId,
    now,
    begun.fee.total,
    JSON.stringify(begun.fee.items),
  ]);
}
