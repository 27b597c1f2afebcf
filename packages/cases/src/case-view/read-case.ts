import { recordRules } from '../records/record-rules.ts';
import { nameOf } from '../drafts/read-draft.ts';
import { fromRappen, toRappen } from '../drafts/fee.ts';
import { evidenceOf } from '../files/evidence.ts';
import { withAnswers, type Tree } from '../names/tree.ts';
import type { CaseSummary, CaseView, DocumentView, FeeView, FormContext, Scope } from '../types.ts';
import { loadCase, loadCaseAndCounts, loadOwnCases, type CaseRow } from './load-cases.ts';
import { timelineOf } from './timeline.ts';
import { frameCase, iso, officeName, statusSentence, summaryOf, textArguments, type CaseFrame } from './view-case.ts';

/** The signed-in person's cases, open ones first. */
export async function listCases(scope: Scope, lang: string): Promise<CaseSummary[]> {
  return (await loadOwnCases(scope)).map((row) => summaryOf(frameCase(scope, row, lang)));
}

/** One case in full; null when there is none of this reference that this session may see. */
export async function readCase(scope: Scope, reference: string, lang: string): Promise<CaseView | null> {
  const row = await loadCase(scope, reference);
  return row ? caseView(frameCase(scope, row, lang)) : null;
}

/** One case as `readCase` gives it, with what the header counts; one statement. */
export async function readCountedCase(scope: Scope, reference: string, lang: string): Promise<CountedView> {
  const { row, actions, unread, version } = await loadCaseAndCounts(scope, reference);
  return { view: row && caseView(frameCase(scope, row, lang)), counts: { actions, unread }, stamp: row && `${scope.stamp}/${version}` };
}

export interface CountedView {
  view: CaseView | null;
  counts: { actions: number; unread: number };
  /** What `glance` gives as long as nothing has changed that a page of this case shows to this session; null without a case. */
  stamp: string | null;
}

export function caseView(frame: CaseFrame): CaseView {
  const { row, scope, version, office, authority, lang, t, own } = frame;
  const { authorities } = scope.context.catalogue;
  const laws = authorities.laws(authority.id, row.submitted_on);
  const tag = lang === 'de-simple' ? 'de' : lang;
  return {
    ...summaryOf(frame),
    outcome: row.outcome,
    outcomeText: row.closed_at ? t(`outcomes.${row.outcome ?? 'withdrawn'}.text`, textArguments(frame)) : null,
    since: iso(row.closed_at ?? frame.progress.current?.at ?? row.submitted_at),
    late: frame.until !== null && frame.until < scope.today,
    trouble: trouble(frame),
    timeline: timelineOf(frame),
    documents: row.documents.map((document) => documentView(frame, document)),
    answers: version.form.summary(caseFormContext(frame)),
    fee: feeOf(frame),
    office: {
      name: officeName(office, authority, lang),
      authority: authority.names[tag] ?? authority.id,
      phone: office.contact.phone ?? null,
      email: office.contact.email ?? null,
      hours: office.hours,
    },
    legal: version.manifest.legal.flatMap((entry) => {
      const law = entry.law ? laws[entry.law] : undefined;
      if (law)
        return [{ name: law.names[tag] ?? law.names.de ?? law.cite, cite: law.cite, url: law.url ?? null, confirmed: law.confirmed }];
      return entry.cite ? [{ name: entry.cite, cite: entry.cite, url: entry.url ?? null, confirmed: true }] : [];
    }),
    inCharge: (frame.scope.session?.memberships ?? []).some((member) => member.office === row.office),
    retention: own('case.retention', {
      period: periodWords(recordRules(scope.context.catalogue, version, authority.id, row.submitted_on).retention, tag),
    }),
    canWithdraw: mayWithdraw(frame),
    textLanguage: version.hasOwnText(lang, 'service.title') ? lang : version.written,
    themeAuthority: authority.id,
    receipts: (row.receipts ?? []).map((receipt) => ({ ...receipt, at: iso(receipt.at) })),
    representative: row.representative_name,
    captured: capturedOf(frame),
    byLaw: ['parent', 'guardian', 'organ'].includes(row.representation_kind ?? ''),
    accesses: looks(frame),
  };
}

/** By which office a case was captured, for whoever may know that. */
function capturedOf({ row, scope, authority, office, lang }: CaseFrame): CaseView['captured'] {
  if (row.captured === null || (row.channel !== 'counter' && row.channel !== 'phone')) return null;
  const counter = scope.context.catalogue.authorities.byOffice(row.captured.office) ?? { office, authority };
  return { channel: row.channel, office: officeName(counter.office, counter.authority, lang), by: null };
}

/** Two looks of the same reader for the same reason within this time are told as one; the record keeps each. */
const ONE_LOOK_MS = 30 * 60_000;

function looks({ row, authority, office, lang, t, own, scope }: CaseFrame): CaseView['accesses'] {
  const told: CaseView['accesses'] = [];
  for (const access of row.accesses ?? []) {
    // Operators belong to an office of their own.
    const reader = (access.office && scope.context.catalogue.authorities.byOffice(access.office)) || { office, authority };
    const who = access.program
      ? own('case.connector', { name: access.program })
      : (access.representative ?? officeName(reader.office, reader.authority, lang));
    const purpose = t.has(access.purpose) ? t(access.purpose) : access.representative ? own('case.representative') : access.purpose;
    const last = told.at(-1);
    const same = last?.who === who && last.purpose === purpose && Date.parse(last.at) - Date.parse(access.at) < ONE_LOOK_MS;
    if (!same) told.push({ at: iso(access.at), who, purpose });
  }
  return told;
}

/** Withdrawal is free until its milestone was passed (service-package.md 3.3). */
export function mayWithdraw(frame: CaseFrame): boolean {
  const { row, progress, version } = frame;
  const limit = version.manifest.time.withdrawUntil;
  if (row.closed_at || !limit) return false;
  return !progress.reached.some((point) => point.milestone === limit);
}

/** Names of the case as a form shows them, from the answers this session may read. */
export function caseFormContext(frame: CaseFrame, more: Tree = {}): FormContext {
  const { row, scope, t, version, authority } = frame;
  const answers = Object.fromEntries((row.answers ?? []).map((answer) => [answer.name, answer.value]));
  const persons = row.persons ?? [];
  const names = withAnswers({}, answers);
  const household = (names.household ?? {}) as Tree;
  names.household = {
    members: [],
    added: [],
    complete: true,
    ...household,
    choices: persons.map((person) => ({ value: person.ref, label: `${person.firstName} ${person.officialName}` })),
  };
  names.people = Object.fromEntries(persons.map(({ ref, ...person }) => [ref, person]));
  const offer = scope.context.catalogue.authorities.offer(authority.id, version.id, row.submitted_on)?.settings ?? {};
  const settings = Object.fromEntries(
    Object.entries(version.manifest.settings ?? {}).map(([name, setting]) => [name, offer[name] ?? setting.default]),
  );
  Object.assign(
    names,
    {
      lists: settings,
      offer: settings,
      case: { reference: row.reference, submittedOn: row.submitted_on, language: row.language, channel: row.channel },
    },
    more,
  );
  return {
    names,
    sources: Object.fromEntries((row.answers ?? []).flatMap((answer) => (answer.source ? [[answer.name, answer.source]] : []))),
    t,
    today: scope.today,
    zone: scope.context.catalogue.authorities.canton.zone,
    authorityName: nameOf(scope.context.catalogue, frame.lang),
    evidence: evidenceOf(version),
    documentHref: (ref) => `/${frame.lang}/files/${ref}`,
  };
}

function trouble(frame: CaseFrame): string | null {
  const { row, own, t } = frame;
  if (row.closed_at) return null;
  if (row.incidents.length > 0) return own('case.stuck', textArguments(frame));
  const failing = row.jobs.some((job) => job.attempts > 0 && job.state !== 'suspended');
  return failing ? own('case.trouble', { ...textArguments(frame), service: t('service.title') }) : null;
}

function documentView(frame: CaseFrame, document: CaseRow['documents'][number]): DocumentView {
  const { t, own, authority, lang } = frame;
  return {
    id: document.id,
    title: t(`documents.${document.output}.title`),
    from: document.sent_by,
    sender: document.sent_by === 'you' ? own('case.you') : (authority.names[lang === 'de-simple' ? 'de' : lang] ?? authority.id),
    at: iso(document.at),
    mediaType: document.media_type,
    size: document.size,
    language: document.language,
    filename: document.filename,
  };
}

export function feeOf(frame: CaseFrame): FeeView | null {
  const { row, t } = frame;
  if (!row.fee) return null;
  const settled = row.payments.find((each) => each.settled_at !== null && !each.surplus);
  const surplus = row.payments.filter((each) => each.surplus).reduce((sum, each) => sum + toRappen(each.amount), 0n);
  const back = toRappen(settled?.refunded ?? '0');
  return {
    items: row.fee.items.map((item) => ({ label: t(item.item), quantity: item.quantity, amount: item.amount, example: item.example })),
    total: row.fee.total,
    currency: 'CHF',
    state: Number(row.fee.total) === 0 ? 'free' : settled ? paidState(settled.state, back) : openState(frame),
    settledAt: settled?.settled_at ? iso(settled.settled_at) : null,
    payment: settled?.id ?? null,
    receipt: settled?.papers.includes('receipt') ? settled.id : null,
    refunded: back > 0n ? fromRappen(back) : null,
    surplus: surplus > 0n ? fromRappen(surplus) : null,
  };
}

function paidState(state: string, back: bigint): FeeView['state'] {
  if (state === 'refunding' || state === 'by-hand') return 'refunding';
  if (state === 'refunded') return 'refunded';
  return back > 0n ? 'part-refunded' : 'settled';
}

function openState({ row }: CaseFrame): FeeView['state'] {
  if (row.demands.some((each) => each.written_off_at !== null)) return 'waived';
  return row.demands.length > 0 && row.demands.every((each) => each.ended_at !== null) ? 'expired' : 'open';
}

const unitFormats = new Map<string, Intl.NumberFormat>();

/** A period in words of the language: `10 years` → «10 Jahre». */
export function periodWords(period: string, lang: string): string {
  const [count = '1', unit = 'years'] = period.split(/\s+(.*)/s);
  const single = unit.replace('working ', '').replace(/s$/, '');
  const key = `${lang} ${single}`;
  let format = unitFormats.get(key);
  if (!format) unitFormats.set(key, (format = new Intl.NumberFormat(lang, { style: 'unit', unit: single, unitDisplay: 'long' })));
  const words = format.format(Number(count));
  return unit.startsWith('working') ? workingDays(words, Number(count), lang) : words;
}

function workingDays(words: string, count: number, lang: string): string {
  const names: Record<string, [string, string]> = {
    de: ['Arbeitstag', 'Arbeitstage'],
    fr: ['jour ouvrable', 'jours ouvrables'],
    it: ['giorno lavorativo', 'giorni lavorativi'],
    en: ['working day', 'working days'],
  };
  const name = names[lang];
  return name ? `${count} ${count === 1 ? name[0] : name[1]}` : words;
}

export { statusSentence };
