import type { FormContext } from '@einwohnerportal/forms';
import { ownDraft } from '../request/mine.ts';
import type { Authority, Catalogue } from '../catalogue/types.ts';
import { buildNames, type Facts } from '../names/build-names.ts';
import { missingOffice, partiesElsewhere, type NoOffice } from '../names/competence.ts';
import { readName, type Tree } from '../names/tree.ts';
import { channelOf, localDay } from '../request/scope.ts';
import type { DraftSummary, DraftView, Scope } from '../types.ts';
import { fileAnswers, filesIn, FILES_OF_DRAFT, type FileRow } from '../files/draft-files.ts';
import { evidenceOf } from '../files/evidence.ts';
import { computeFee, feeView, type FixedFee } from './fee.ts';
import { dropUnnamed, mayHoldNumbers, putAnswers } from '../vault/put.ts';
import { draftDays } from './start-draft.ts';

export interface DraftRow {
  draft_id: string;
  person_id: string;
  service: string;
  service_hash: string;
  authority: string;
  language: string;
  page: string | null;
  facts: Facts;
  refs: Record<string, string>;
  answers: Record<string, unknown>;
  expires_at: Date;
  saved_at: Date;
  case_id: string | null;
  reference: string | null;
  files: FileRow[];
}

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export async function draftRow(scope: Scope, draftId: string, lock = false): Promise<DraftRow | null> {
  if (!UUID.test(draftId)) return null;
  const { rows } = await scope.client.query<DraftRow>(
    `select drafts.*, ${FILES_OF_DRAFT} from cases.drafts where draft_id = $1 and expires_at > $2 and ${ownDraft('drafts')}${lock ? ' for update of drafts' : ''}`,
    [draftId, scope.now],
  );
  return rows[0] ?? null;
}

/** Everything a page of the draft needs; null when there is no such draft of this person. */
export async function readDraft(scope: Scope, draftId: string, lang: string): Promise<DraftView | null> {
  const row = await draftRow(scope, draftId);
  return row ? toDraftView(scope, row, lang) : null;
}

/** The draft as the newest content of its service sees it: a publication moves open drafts, cases stay (service-package.md 9). */
export function toDraftView(scope: Scope, row: DraftRow, lang: string): DraftView {
  const { catalogue } = scope.context;
  const version = catalogue.service(row.service);
  const authority = placeOf(scope, row);
  const { formContext, answers } = draftContext(scope, row, lang);
  const named = Object.values(formContext.names.parties as Record<string, { id: string; office: string; authority: string }>);
  const parties = named.flatMap(({ id, office }) => {
    const at = catalogue.authorities.byOffice(office);
    return at ? [{ party: id, ...at }] : [];
  });
  const competent = parties.find(({ party }) => party === version.manifest.competent);
  const office = competent?.office ?? Object.values(authority.offices)[0]!;
  const fee = computeFee(catalogue, version, formContext.names, competent?.authority.id ?? authority.id, scope.today);
  return {
    id: row.draft_id,
    service: row.service,
    version,
    authority,
    office,
    form: version.form,
    formContext,
    answers,
    files: row.files,
    page: row.page,
    expiresAt: row.expires_at.toISOString(),
    fee: fee && feeView(fee, version, lang, 'preview', null),
    noOffice: nobodyTakes(scope, row, formContext, fee),
    parties,
    elsewhere: partiesElsewhere(catalogue, version, formContext.names, scope.today),
    reference: row.reference,
  };
}

/** Why nobody can take the draft with these names. */
export function nobodyTakes({ context, today }: Scope, row: DraftRow, formContext: FormContext, fee: FixedFee | null): NoOffice | null {
  const { catalogue } = context;
  const version = catalogue.service(row.service);
  const look = (amount: 'due' | 'none' | 'unknown') =>
    missingOffice(catalogue, version, formContext.names, today, { chosen: row.facts.chosen, fee: amount });
  const found = look(fee?.total === '0.00' ? 'none' : 'due');
  // Everything is answered and there is still no amount: the authority's tariff lacks it.
  return found ?? (fee === null && version.form.faults(formContext).length === 0 ? look('unknown') : null);
}

/** Keeps which of several offices the resident chose, by its municipality; what is no choice is not kept. */
export async function choosePlace(scope: Scope, draftId: string, place: number): Promise<boolean> {
  const row = await draftRow(scope, draftId, true);
  if (!row || row.case_id) return false;
  const none = toDraftView(scope, row, row.language).noOffice;
  if (none?.reason !== 'several' || !none.choices.some((choice) => choice.place === place)) return false;
  await scope.client.query(
    `update cases.drafts set facts = jsonb_set(facts, '{chosen}', coalesce(facts -> 'chosen', '{}') || jsonb_build_object($2::text, $3::int))
     where draft_id = $1 and case_id is null`,
    [draftId, none.party, place],
  );
  return true;
}

/** The authority of a draft today: a draft from before a merger goes on with the successor. */
function placeOf({ context: { catalogue }, today }: Scope, { authority }: DraftRow): Authority {
  return catalogue.authorities.successor(authority, today) ?? catalogue.authorities.byId(authority)!;
}

/** Names and answers after conditions and computed fields; `given`: the names before anybody answered. */
export function draftContext(
  scope: Scope,
  row: DraftRow,
  lang: string,
): { formContext: FormContext; answers: Record<string, unknown>; given(): Tree } {
  const { catalogue } = scope.context;
  const version = catalogue.service(row.service);
  const build = (answers: Record<string, unknown>): FormContext => {
    const names = buildNames({
      catalogue,
      version,
      authority: placeOf(scope, row),
      day: scope.today,
      facts: row.facts,
      answers,
      language: lang,
      channel: channelOf(scope.session),
      level: scope.session?.level ?? 0,
      session: scope.session,
    });
    names.people = peopleOf(names);
    return {
      names,
      sources: row.facts.sources,
      t: version.texts(lang),
      today: scope.today,
      zone: catalogue.authorities.canton.zone,
      authorityName: nameOf(catalogue, lang),
      evidence: evidenceOf(version),
      files: filesIn(row.files, version.texts(lang)),
      filesUntil: localDay(row.expires_at.toISOString(), catalogue.authorities.canton.zone),
      documentHref: (ref) => `/${lang}/files/${ref}`,
    };
  };
  const sent = fileAnswers(row.files);
  const answers = version.form.settle(row.answers, build({ ...row.answers, ...sent }));
  return { formContext: build({ ...answers, ...sent }), answers, given: () => build({}).names };
}

/** Names of authorities for sources of values, in one language. */
export function nameOf(catalogue: Catalogue, lang: string): (id: string) => string | null {
  return (id) => catalogue.authorities.byId(id)?.names[lang === 'de-simple' ? 'de' : lang] ?? null;
}

/** Names of persons by reference, for showing references as names. */
export function peopleOf(names: Tree): Record<string, unknown> {
  const people: Record<string, unknown> = {};
  const household = names.household as { members?: Tree[]; added?: Tree[] } | undefined;
  for (const person of [names.person as Tree | undefined, ...(household?.members ?? []), ...(household?.added ?? [])]) {
    const ref = person && readName(person, 'ref');
    if (typeof ref === 'string')
      people[ref] = { firstName: person!.firstName, officialName: person!.officialName, dateOfBirth: person!.dateOfBirth };
  }
  return people;
}

/** Saves the answers of one page and where to go on; a name set to null is taken out. */
export async function saveDraft(
  scope: Scope,
  draftId: string,
  { answers, page }: { answers: Record<string, unknown>; page: string | null },
): Promise<boolean> {
  if (!UUID.test(draftId)) return false;
  const kept = mayHoldNumbers(answers) ? await putIntoVault(scope, draftId, answers) : answers;
  const { rows } = await scope.client.query<{ answers: unknown }>(
    `update cases.drafts set answers = jsonb_strip_nulls(answers || $2::jsonb), page = coalesce($3, page), saved_at = $4,
       expires_at = $4::timestamptz + make_interval(days => $5)
     where draft_id = $1 and case_id is null returning answers`,
    [draftId, JSON.stringify(kept), page, scope.now, draftDays(scope.session)],
  );
  if (kept !== answers && rows[0]) await dropUnnamed(scope, draftId, rows[0].answers);
  return rows.length === 1;
}

/** What belongs there goes to the vault before the draft holds it. Somebody else's draft gets nothing, and its answers are not saved either. */
async function putIntoVault(scope: Scope, draftId: string, answers: Record<string, unknown>): Promise<Record<string, unknown>> {
  const row = await draftRow(scope, draftId, true);
  if (!row || row.case_id) return {};
  const { form } = scope.context.catalogue.service(row.service);
  const home = { holder: row.person_id, draftId, caseId: null };
  return putAnswers(scope, home, form.vaulted(), answers);
}

export async function dropDraft(scope: Scope, draftId: string): Promise<boolean> {
  if (!UUID.test(draftId)) return false;
  const { rowCount } = await scope.client.query(
    `delete from cases.drafts where draft_id = $1 and case_id is null and ${ownDraft('drafts')}`,
    [draftId],
  );
  return rowCount === 1;
}

export async function listDrafts(scope: Scope, lang: string): Promise<DraftSummary[]> {
  const { rows } = await scope.client.query<DraftRow>(
    `select * from cases.drafts where case_id is null and expires_at > $1 and ${ownDraft('drafts')} order by saved_at desc`,
    [scope.now],
  );
  return rows
    .filter((row) => scope.context.catalogue.has(row.service))
    .map((row) => ({
      id: row.draft_id,
      service: row.service,
      title: scope.context.catalogue.service(row.service).texts(lang)('service.title'),
      page: row.page,
      savedAt: row.saved_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
    }));
}
