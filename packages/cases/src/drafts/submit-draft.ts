import { randomBytes } from 'node:crypto';
import { enqueueCommand } from '@einwohnerportal/engine';
import type { FieldError } from '@einwohnerportal/forms';
import type { ServiceVersion } from '../catalogue/types.ts';
import { CasesError } from '../errors.ts';
import { uuidOf, uuidv7, withNewReference } from '../ids.ts';
import { competentParty, type PartyNames } from '../names/build-names.ts';
import type { NoOffice } from '../names/competence.ts';
import { readersOf } from '../names/sharing.ts';
import { noteAct } from '../representation/note-act.ts';
import { scopeOf } from '../representation/allowed.ts';
import type { Tree } from '../names/tree.ts';
import { alertAddress } from '../person/profile.ts';
import { awaitCommand } from '../request/await-command.ts';
import { applicantOf, channelOf, requireSession, withSession } from '../request/scope.ts';
import type { CasesContext, Scope, Source } from '../types.ts';
import { fileAnswers, type FileRow } from '../files/draft-files.ts';
import { dropUnnamed } from '../vault/put.ts';
import { computeFee } from './fee.ts';
import { draftContext, draftRow, nobodyTakes, peopleOf, type DraftRow } from './read-draft.ts';

/** `captured`: by a caseworker, whose session ended with it. */
export type Submission =
  | { reference: string; caseId: string; repeated: boolean; captured?: boolean }
  | { faults: { page: string; errors: FieldError[] }[] }
  /** Nobody can take it: nothing was sent, the draft stays as it is. */
  | { noOffice: NoOffice };

/**
 * Sends a draft: one transaction makes the case with its parties, access, answers, fee, receipt and the command that starts the
 * process. Sending the same draft again gives the same case (`repeated`). Null when there is no such draft of this person.
 */
export async function submitDraft(
  context: CasesContext,
  secret: string | null,
  draftId: string,
  { language }: { language: string },
): Promise<Submission | null> {
  const submission = await withSession(context, secret, async (scope) => {
    const row = await draftRow(scope, draftId, true);
    if (!row) return null;
    if (row.case_id) return { reference: row.reference!, caseId: row.case_id, repeated: true };
    return makeCase(scope, row, language);
  });
  // What was captured at the counter is out of reach from here as soon as it is sent.
  if (submission && 'caseId' in submission && !submission.captured)
    await awaitCommand(context, secret, submission.caseId, startCommandId(submission.caseId));
  return submission;
}

export function startCommandId(caseId: string): string {
  return uuidOf(`start ${caseId}`);
}

async function makeCase(scope: Scope, row: DraftRow, shown: string): Promise<Submission> {
  const session = requireSession(scope);
  const applicant = applicantOf(session);
  const capture = session.acting?.capture ?? null;
  const language = capture?.language ?? shown;
  const { catalogue } = scope.context;
  const version = catalogue.service(row.service);
  const { formContext, answers, given } = draftContext(scope, row, shown);
  const faults = version.form.faults(formContext);
  if (faults.length > 0) return { faults };
  const names = formContext.names;
  const party = competentParty(version, names);
  const fee = party && computeFee(catalogue, version, names, party.authority, scope.today);
  const none = nobodyTakes(scope, row, formContext, fee);
  if (none) return { noOffice: none };
  if (!party || !fee) throw new CasesError('party-not-found', `expected an office and an amount for service ${version.id}, got none`);

  const effort = version.form.effort({ ...formContext, given: given() });
  const caseId = uuidv7(scope.now);
  const { client } = scope;
  const insert = (reference: string) =>
    client.query(
      `insert into cases.cases (case_id, submission_id, applicant_id, submitted_at, submitted_on, reference, service, service_hash, authority,
       office, competent, channel, language, applicant_name, verification_secret, fields_known, fields_asked,
       scope, mandate_id, representative_id, representative_name, representation_kind, jointly)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $21, $12, $13, $14, $15, $16, $17, $18, $19, $20, $22, $23) on conflict (reference) do nothing`,
      [
        caseId,
        row.draft_id,
        applicant.personId,
        scope.now,
        scope.today,
        reference,
        version.id,
        version.hash,
        party.authority,
        party.office,
        version.manifest.competent,
        language,
        applicant.displayName,
        randomBytes(16).toString('hex'),
        effort.known.length,
        effort.asked.length,
        scopeOf(version),
        ...(session.acting ? [session.acting.mandateId, session.personId, capture ? null : session.displayName] : [null, null, null]),
        channelOf(session),
        session.acting && !capture ? session.acting.kind : null,
        session.acting?.joint ?? false,
      ],
    );
  const reference = await withNewReference(scope.today, insert);
  const submitted = { id: caseId, reference, submittedOn: scope.today, submittedAt: scope.now, channel: channelOf(session), language };
  await insertParties(scope, caseId, applicant.principal, names.parties as Record<string, PartyNames>);
  // Files of a document that the answers no longer ask for stay behind, as hidden fields do.
  const asked = new Set(version.form.requested(null, formContext).map(({ name }) => name));
  const files = row.files.filter((file) => asked.has(file.name) && file.state !== 'refused');
  await insertAnswers(scope, caseId, version, names, row, { ...answers, ...fileAnswers(files) });
  await handOverFiles(scope, caseId, version, row.draft_id, files);
  if (version.form.vaulted().length > 0) await handOverNumbers(scope, caseId, row.draft_id, answers);
  await client.query('insert into cases.fees (case_id, fixed_at, total, items) values ($1, $2, $3, $4)', [
    caseId,
    scope.now,
    fee.total,
    JSON.stringify(fee.items),
  ]);
  // Where the alerts of a represented person go is not for the representative to see: the machine tells both.
  const alert = session.acting ? null : await alertAddress(scope);
  await insertReceipt(scope, caseId, applicant.principal, alert?.wanted ? { address: alert.address, language } : null);
  if (session.acting)
    await client.query(`select cases.queue_alert($1, $2, $2, $3, 'received', 'received')`, [caseId, scope.now, applicant.principal]);
  if (!capture) await noteAct(scope, caseId, 'submitted', startCommandId(caseId));
  const { people: _people, ...variables } = names;
  await enqueueCommand(
    client,
    caseId,
    startCommandId(caseId),
    {
      type: 'start',
      definitionId: await definitionOf(scope, version),
      variables: { ...variables, case: submitted, fee: { items: fee.items, total: Number(fee.total) } },
    },
    { actor: session.principal },
  );
  await client.query(
    `update cases.drafts set case_id = $2, reference = $3, saved_at = $4, facts = '{"names":{},"sources":{}}', refs = '{}', answers = '{}' where draft_id = $1`,
    [row.draft_id, caseId, reference, scope.now],
  );
  if (capture) await client.query('select cases.send_capture($1, $2)', [caseId, scope.now]);
  return { reference, caseId, repeated: false, ...(capture ? { captured: true } : {}) };
}

async function definitionOf(scope: Scope, version: ServiceVersion): Promise<string> {
  const { rows } = await scope.client.query<{ definition_id: string }>(
    'select definition_id from cases.deployments where service_hash = $1',
    [version.hash],
  );
  if (!rows[0])
    throw new CasesError('not-deployed', `expected a deployed process of service ${version.id}, got none for its newest content`);
  return rows[0].definition_id;
}

async function insertParties(scope: Scope, caseId: string, applicant: string, parties: Record<string, PartyNames>): Promise<void> {
  const rows = [
    { party: 'applicant', principal: applicant, authority: null, office: null },
    ...Object.values(parties).map((party) => ({
      party: party.id,
      principal: party.office,
      authority: party.authority,
      office: party.office,
    })),
  ];
  await scope.client.query(
    `insert into cases.parties (case_id, party, principal, authority, office)
     select $1, r.party, r.principal, r.authority, r.office from jsonb_to_recordset($2) as r(party text, principal text, authority text, office text)`,
    [caseId, JSON.stringify(rows)],
  );
  await scope.client.query(
    `insert into cases.access (case_id, principal, party)
     select $1, r.principal, r.party from jsonb_to_recordset($2) as r(party text, principal text)`,
    [caseId, JSON.stringify(rows)],
  );
}

/** Answers with those who may read them: the applicant, and each party whose `sharing` names them. */
async function insertAnswers(
  scope: Scope,
  caseId: string,
  version: ServiceVersion,
  names: Tree,
  row: DraftRow,
  answers: Record<string, unknown>,
): Promise<void> {
  const declared: Source = { source: 'declared', at: scope.now };
  const values: Record<string, { value: unknown; source: Source }> = {};
  for (const [name, value] of leaves(row.facts.names)) values[name] = { value, source: row.facts.sources[name] ?? declared };
  for (const [name, value] of Object.entries(answers))
    if (value !== null && value !== undefined) values[name] = { value, source: declared };
  const readers = (name: string): string[] => readersOf(version.manifest.sharing, name, scope.context.catalogue.vocabulary);
  await scope.client.query(
    `insert into cases.answers (case_id, name, at, value, source, readers)
     select $1, r.name, $2, r.value, r.source, r.readers from jsonb_to_recordset($3) as r(name text, value jsonb, source jsonb, readers text[])`,
    [caseId, scope.now, JSON.stringify(Object.entries(values).map(([name, entry]) => ({ name, ...entry, readers: readers(name) })))],
  );
  const people = Object.entries(peopleOf(names) as Record<string, { firstName: string; officialName: string; dateOfBirth?: string }>);
  await scope.client.query(
    `insert into cases.case_persons (case_id, ref, official_name, first_name, date_of_birth, register_key, readers)
     select $1, r.ref, r.official_name, r.first_name, r.date_of_birth, r.register_key, $3
     from jsonb_to_recordset($2) as r(ref text, official_name text, first_name text, date_of_birth text, register_key text)`,
    [
      caseId,
      JSON.stringify(
        people.map(([ref, person]) => ({
          ref,
          official_name: person.officialName,
          first_name: person.firstName,
          date_of_birth: person.dateOfBirth ?? null,
          register_key: row.refs[ref] ?? null,
        })),
      ),
      readers('household.members'),
    ],
  );
}

/** Files go from the draft to its case; what is no longer asked goes away. */
async function handOverFiles(scope: Scope, caseId: string, version: ServiceVersion, draftId: string, files: FileRow[]): Promise<void> {
  for (const { id, name } of files)
    await scope.client.query('update cases.files set case_id = $3, draft_id = null, readers = $4 where file_id = $1 and draft_id = $2', [
      id,
      draftId,
      caseId,
      readersOf(version.manifest.sharing, name, scope.context.catalogue.vocabulary),
    ]);
  await scope.client.query('delete from cases.files where draft_id = $1', [draftId]);
}

/** Numbers of the vault go from the draft to its case; what no answer names any more goes away. */
async function handOverNumbers(scope: Scope, caseId: string, draftId: string, answers: Record<string, unknown>): Promise<void> {
  await dropUnnamed(scope, draftId, answers);
  await scope.client.query('update cases.vault set case_id = $2, draft_id = null where draft_id = $1', [draftId, caseId]);
}

/** Leaves of the facts: lists and scalars, by dotted name. */
export function* leaves(tree: Tree, prefix = ''): Generator<[string, unknown]> {
  for (const [key, value] of Object.entries(tree)) {
    const name = prefix ? `${prefix}.${key}` : key;
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) yield* leaves(value as Tree, name);
    else if (value !== null && value !== undefined) yield [name, value];
  }
}

async function insertReceipt(
  scope: Scope,
  caseId: string,
  principal: string,
  alert: { address: string | null; language: string } | null,
): Promise<void> {
  await scope.client.query(
    `insert into cases.messages (message_id, case_id, at, recipient, kind, step_key) values ($1, $2, $3, $4, 'received', 'received')`,
    [uuidv7(scope.now), caseId, scope.now, principal],
  );
  if (!alert) return;
  await scope.client.query(
    `insert into cases.alerts (alert_id, case_id, created_at, due_at, recipient, kind, step_key, state, address, language)
     values ($1, $2, $3, $3, $4, 'received', 'received', $5, $6, $7)`,
    [uuidv7(scope.now), caseId, scope.now, principal, alert.address ? 'queued' : 'failed', alert.address, alert.language],
  );
}
