import type { Translate } from '@einwohnerportal/forms';
import { expectedDay, lastDay } from '../catalogue/calendar.ts';
import type { Authority, OfficeData, ServiceVersion } from '../catalogue/types.ts';
import { toRappen } from '../drafts/fee.ts';
import { applicantOf } from '../request/scope.ts';
import type { ActionView, CaseSummary, PaymentMeansView, Scope } from '../types.ts';
import type { CaseRow } from './load-cases.ts';
import { REPLACE_WITHIN } from '../files/evidence.ts';
import { deriveProgress, pausedTime, type OpenStep, type Progress } from './progress.ts';
import { interfaceTexts } from './texts.ts';

/** What every view of a case is made from. */
export interface CaseFrame {
  row: CaseRow;
  scope: Scope;
  lang: string;
  version: ServiceVersion;
  authority: Authority;
  office: OfficeData;
  t: Translate;
  own: Translate;
  progress: Progress;
  actions: ActionView[];
  /** Day until which the current step is expected, inclusive. */
  until: string | null;
  /** Whose turn it is. */
  turn: 'you' | 'authority' | null;
}

export function frameCase(scope: Scope, row: CaseRow, lang: string): CaseFrame {
  const { catalogue } = scope.context;
  const version = catalogue.service(row.service, row.service_hash);
  const { authority, office } = catalogue.authorities.byOffice(row.office)!;
  const frame = {
    row,
    scope,
    lang,
    version,
    authority,
    office,
    t: version.texts(lang),
    own: interfaceTexts(lang, catalogue.authorities.canton.zone),
    progress: deriveProgress(row.events),
  };
  const actions = row.closed_at ? [] : openActions(frame);
  // The work goes on while another file is wanted: that alone does not make it the person's turn.
  const due = actions.filter(({ kind }) => kind !== 'file');
  const turn = row.closed_at ? null : due.length > 0 ? 'you' : 'authority';
  return { ...frame, actions, turn, until: row.closed_at ? null : expectedUntil(frame, due) };
}

type Bare = Omit<CaseFrame, 'actions' | 'until' | 'turn'>;

/** What the applicant must do now: pay, answer. Derived from open payments and tasks. */
function openActions(frame: Bare): ActionView[] {
  const { row, scope, t, own } = frame;
  const { zone } = scope.context.catalogue.authorities.canton;
  const base = { caseReference: row.reference, serviceTitle: t('service.title') };
  const actions: ActionView[] = [];
  const paying = row.jobs.some((job) => job.state === 'suspended');
  const demand = row.demands.find((each) => each.ended_at === null);
  if (paying && demand) {
    const until = demand.expires_at && expectedDay(iso(demand.expires_at), zone);
    const means = paymentMeans(frame, demand);
    const prepared = demand.choices.length === 1 && row.payments.some((each) => each.state === 'open' && each.redirect_url);
    actions.push({
      ...base,
      kind: 'pay',
      label: own('case.pay', { amount: spokenAmount(row.fee?.total ?? '0') }),
      until,
      late: until !== null && until < scope.today,
      token: null,
      file: null,
      redirectUrl: means.find((each) => each.redirectUrl !== null)?.redirectUrl ?? null,
      means: prepared ? null : means,
    });
  }
  for (const task of row.tasks) {
    if (!task.group_id.startsWith('person:') || task.group_id !== (scope.session && applicantOf(scope.session).principal)) continue;
    const until = task.due_at && expectedDay(iso(task.due_at), zone);
    actions.push({
      ...base,
      kind: 'task',
      label: t(`tasks.${task.element}.title`),
      until,
      late: until !== null && until < scope.today,
      token: task.token,
      file: null,
      redirectUrl: null,
      means: null,
    });
  }
  for (const file of row.refused) {
    const until = lastDay(REPLACE_WITHIN, iso(file.at), scope.context.catalogue.authorities.calendar(frame.authority.id), zone);
    const title = file.title ?? (t.has(`${file.name}.title`) ? t(`${file.name}.title`) : file.filename);
    const label = own('case.replaceFile', { title });
    actions.push({
      ...base,
      kind: 'file',
      label,
      until,
      late: until < scope.today,
      token: null,
      file: file.id,
      redirectUrl: null,
      means: null,
    });
  }
  return actions;
}

/** An attempt whose page lapses sooner is not offered any more, in milliseconds. */
const LEAST_LEFT_MS = 60_000;

/** Ways to pay an open fee, with what was prepared for each. */
function paymentMeans({ row, scope }: Bare, { choices, trouble }: CaseRow['demands'][number]): PaymentMeansView[] {
  return choices.map(({ connector, means }) => {
    const open = row.payments.filter((each) => each.state === 'open' && each.connector === connector);
    const usable = open.find(
      (each) => !each.attempt_expires_at || Date.parse(each.attempt_expires_at) - Date.parse(scope.now) > LEAST_LEFT_MS,
    );
    const invoice = open.find((each) => each.papers.includes('invoice'));
    return {
      id: connector,
      kind: means,
      redirectUrl: usable?.redirect_url ?? null,
      invoice: invoice?.id ?? null,
      received: invoice && toRappen(invoice.received) > 0n ? invoice.received : null,
      trouble: trouble === connector,
    };
  });
}

/** Amount as one says it: «12», «12.50». */
export function spokenAmount(amount: string): string {
  const rappen = toRappen(amount);
  return rappen % 100n === 0n ? String(rappen / 100n) : `${rappen / 100n}.${String(rappen % 100n).padStart(2, '0')}`;
}

export function iso(value: string | Date): string {
  return typeof value === 'string' ? new Date(value).toISOString() : value.toISOString();
}

function expectedUntil(frame: Bare, actions: ActionView[]): string | null {
  if (actions[0]) return actions[0].until;
  return frame.progress.current ? stepUntil(frame, frame.progress.current) : null;
}

/** Last day of a step by its `expected`: a period from entering it, or an instant that the machine computed. */
export function stepUntil(frame: Bare, step: OpenStep): string | null {
  const expected = step.properties.expected;
  const { authorities } = frame.scope.context.catalogue;
  const { zone } = authorities.canton;
  if (!expected || expected.startsWith('=')) return null;
  if (/^\d{4}-/.test(expected)) return expectedDay(expected, zone);
  const paused = step.properties.pauses === 'yes' ? 0 : pausedTime(frame.progress, frame.scope.now, step.at);
  const since = new Date(Date.parse(step.at) + paused).toISOString();
  return lastDay(expected, since, authorities.calendar(frame.authority.id), zone);
}

/** Arguments of every text of a case (service-package.md, end of section 1). */
export function textArguments(
  frame: CaseFrame | (Bare & { until?: string | null }),
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  const { row, authority, lang, t, own, version } = frame;
  const subject = authority.subject[lang === 'de-simple' ? 'de' : lang] ?? authority.subject.de ?? authority.id;
  return {
    authority: subject,
    Authority: subject.charAt(0).toLocaleUpperCase() + subject.slice(1),
    reference: row.reference,
    service: t('service.title'),
    amount: row.fee ? own('case.amount', { amount: spokenAmount(row.fee.total) }) : '',
    until: frame.until ?? null,
    target: version.manifest.time.target ?? '',
    count: 1,
    ...more,
  };
}

/**
 * The milestone that speaks: the innermost one, unless it asks the applicant for something that is still being prepared (the
 * payment page); then the station around it.
 */
function speakingMilestone({ progress, actions }: CaseFrame): string | undefined {
  const { current, reached } = progress;
  const preparing = current?.properties.pauses === 'yes' && actions.length === 0;
  const station = preparing ? reached.find((point) => point.state === 'now' && !point.inner) : undefined;
  return station?.milestone ?? current?.properties.milestone;
}

/** Text key of the one sentence about the case. */
export function statusKey(frame: CaseFrame): string {
  const { row, t } = frame;
  if (row.closed_at) return `outcomes.${row.outcome ?? 'withdrawn'}.title`;
  const block = speakingMilestone(frame) ?? frame.version.manifest.milestones[0]!;
  const late = frame.until !== null && frame.until < frame.scope.today;
  return late && t.has(`${block}.late`) ? `${block}.late` : `${block}.now`;
}

/** The moments before a payment can be made and after it came, in which nobody has anything to do. */
function betweenPaymentAndMachine({ row }: CaseFrame): 'case.waitingForPayment' | 'case.paymentCame' | null {
  const collecting = row.closed_at ? undefined : row.jobs.find((job) => job.kind === 'fees.collect');
  if (!collecting) return null;
  const last = row.payments.at(-1);
  if (!last) return collecting.attempts === 0 ? 'case.waitingForPayment' : null;
  return last.state === 'settled' ? 'case.paymentCame' : null;
}

/** The one sentence about the case. */
export function statusSentence(frame: CaseFrame): string {
  const between = betweenPaymentAndMachine(frame);
  if (between) return frame.own(between, textArguments(frame));
  // A sentence that names a day gets today's when none is known yet.
  return frame.t(statusKey(frame), textArguments(frame, { until: frame.until ?? frame.scope.today }));
}

export function summaryOf(frame: CaseFrame): CaseSummary {
  const { row, t, own, progress, version, turn } = frame;
  const main = version.manifest.milestones;
  const done = progress.reached.filter((point) => point.state === 'past' && main.includes(point.milestone)).length;
  return {
    caseId: row.case_id,
    reference: row.reference,
    service: row.service,
    title: t('service.title'),
    sentence: statusSentence(frame),
    who: turn === 'you' ? own('case.you') : holderName(frame),
    until: frame.until,
    closed: row.closed_at !== null,
    submittedAt: iso(row.submitted_at),
    actions: frame.actions,
    steps: { count: main.length, position: row.closed_at ? main.length : Math.min(done + 1, main.length), turn },
  };
}

/** Office that has the case now: that of the party in whose lane the current step stands, else the one in charge. */
export function holderName({ row, progress, scope, office, authority, lang }: CaseFrame): string {
  const principal = row.parties.find(({ party }) => party === progress.current?.party)?.office;
  const found = principal ? scope.context.catalogue.authorities.byOffice(principal) : null;
  return found ? officeName(found.office, found.authority, lang) : officeName(office, authority, lang);
}

export function officeName(office: OfficeData, authority: Authority, lang: string): string {
  const tag = lang === 'de-simple' ? 'de' : lang;
  const name = office.names[tag] ?? office.names.de ?? '';
  return `${name} ${authority.address.town}`.trim();
}
