import { COUNTER_MEANS, LINK_DAYS, type CaptureView, type CounterFee, type SessionView } from '@einwohnerportal/cases';
import {
  actions,
  backLink,
  button,
  errorSummary,
  form,
  goLink,
  html,
  pairs,
  radios,
  secondButton,
  textInput,
  workPage,
  type Html,
  type Pair,
} from '@einwohnerportal/ui';
import {
  againNotice,
  COMMAND_FIELD,
  commandId,
  formatMoney,
  formatShortInstant,
  inLanguage,
  LANGUAGE_NAMES,
  link,
  TOKEN_FIELD,
  type Again,
} from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';
import { SCAN, signedPaper } from './signed-paper.ts';

export interface CapturePageProps {
  session: SessionView;
  capture: CaptureView;
  /** Of a case that is sent; null: nothing is to be paid here. */
  fee: CounterFee | null;
  /** The machine is about to ask for it. */
  feeAwaited: boolean;
  again: Again | null;
  posted: URLSearchParams | null;
  fault: FeeFault | null;
  /** Just made, shown this once. */
  code: string | null;
  /** What is wrong with the scan that was sent, in words. */
  scanFault: string | null;
}

export type FeeFault = 'means' | 'receipt' | 'nothing';

/** What is known of the capture, and what can be done with it in its state. */
export function capturePage(visit: Visit, props: CapturePageProps): Html {
  const { t } = visit;
  const { capture, fault, scanFault } = props;
  const errors = [
    ...(fault ? [{ control: fault === 'means' ? 'means' : 'receipt', message: t(`interface.counter.payFault.${fault}`) }] : []),
    ...(scanFault ? [{ control: SCAN, message: scanFault }] : []),
  ];
  return workPage({
    title: t(`interface.counter.state.${capture.state}`),
    intro: t(`interface.counter.stateText.${capture.state}`),
    errors: errorSummary({ title: t('interface.task.errorsTitle', { count: errors.length }), errors }),
    children: html`<div class="stack">${backLink({ href: link(visit, '/counter'), text: t('interface.counter.title') })}${againNotice(visit, props.again)}
${pairs(factsOf(visit, capture))}
${capture.state === 'open' ? opened(visit, props) : ''}${capture.state === 'sent' ? html`${signedPaper(visit, props)}${fee(visit, props)}${account(visit, props)}${sent(visit, capture)}` : ''}</div>`,
  });
}

type Fact =
  'reference' | 'person' | 'service' | 'place' | 'channel' | 'identity' | 'level' | 'language' | 'by' | 'begun' | 'sent' | 'until';

export function factsOf(visit: Visit, capture: CaptureView): Pair[] {
  const { t } = visit;
  const { authorities } = visit.site.context.catalogue;
  const pair = (name: Fact, value: string | null, verbatim = false): Pair[] =>
    value ? [{ term: t(`interface.counter.fact.${name}`), values: [value], verbatim }] : [];
  const place = authorities.byId(capture.authority);
  return [
    ...pair('reference', capture.reference, true),
    ...pair('person', capture.person, true),
    ...pair('service', capture.title),
    ...pair('place', place ? inLanguage(place.names, visit.lang) : null),
    ...pair('channel', t(`interface.counter.channels.${capture.channel}`)),
    ...(capture.channel === 'counter' ? pair('identity', t(`interface.counter.identities.${capture.identity ?? 'none'}`)) : []),
    ...pair('level', String(capture.level)),
    ...pair('language', LANGUAGE_NAMES[capture.language as 'de'] ?? null),
    ...pair('by', capture.by, true),
    ...pair('begun', formatShortInstant(capture.begunAt, visit)),
    ...(capture.sentAt ? pair('sent', formatShortInstant(capture.sentAt, visit)) : pair('until', formatShortInstant(capture.until, visit))),
  ];
}

function opened(visit: Visit, { session, capture }: CapturePageProps): Html {
  const { t } = visit;
  return form({
    action: link(visit, `/counter/${capture.id}`),
    fields: { [TOKEN_FIELD]: session.csrf },
    label: t('interface.counter.goOn'),
    children: actions(
      button({ text: t('interface.counter.goOn'), name: 'then', value: 'form' }),
      secondButton({ text: t('interface.counter.drop'), name: 'then', value: 'drop' }),
    ),
  });
}

/** What was taken at the counter, or the form that says so. */
function fee(visit: Visit, { session, capture, fee: owed, feeAwaited, posted, fault }: CapturePageProps): Html {
  const { t } = visit;
  if (!owed)
    return feeAwaited
      ? html`<h2>${t('interface.counter.feeComing')}</h2><p>${goLink({ href: link(visit, `/counter/${capture.id}`), text: t('interface.counter.feeReload') })}</p>`
      : html``;
  const amount = formatMoney(owed.amount, visit);
  if (owed.state === 'taken')
    return html`<h2>${t('interface.counter.feeTaken')}</h2><p>${t('interface.counter.feeTakenText', { amount, means: t(`interface.counter.means.${owed.means}`), receipt: owed.receiptNumber, at: formatShortInstant(owed.at, visit), by: owed.by })}</p>`;
  return html`<h2>${t('interface.counter.feeOpen', { amount })}</h2><p>${t('interface.counter.feeOpenText')}</p>${form({
    action: link(visit, `/counter/${capture.id}`),
    fields: { [TOKEN_FIELD]: session.csrf, [COMMAND_FIELD]: commandId(posted) },
    label: t('interface.counter.feeOpen', { amount }),
    children: html`${radios({
      id: 'means',
      name: 'means',
      label: t('interface.counter.meansLabel'),
      value: posted?.get('means') ?? '',
      choices: COUNTER_MEANS.map((value) => ({ value, label: t(`interface.counter.means.${value}`) })),
      error: fault === 'means' ? t('interface.counter.payFault.means') : null,
      errorWord: t('interface.operations.error'),
    })}${textInput({
      id: 'receipt',
      name: 'receipt',
      label: t('interface.counter.receiptLabel'),
      hint: t('interface.counter.receiptHint'),
      value: posted?.get('receipt') ?? '',
      width: 20,
      maxLength: 40,
      spellcheck: false,
      autocomplete: 'off',
      error: fault === 'receipt' || fault === 'nothing' ? t(`interface.counter.payFault.${fault}`) : null,
      errorWord: t('interface.operations.error'),
    })}${actions(button({ text: t('interface.counter.pay'), name: 'then', value: 'pay' }))}`,
  })}`;
}

/** With a code the person takes the case into their own account, now or later. */
function account(visit: Visit, { session, capture, code }: CapturePageProps): Html {
  const { t } = visit;
  if (capture.linkedAt)
    return html`<h2>${t('interface.counter.account')}</h2><p>${t('interface.counter.linked', { at: formatShortInstant(capture.linkedAt, visit) })}</p>`;
  if (code)
    return html`<h2>${t('interface.counter.account')}</h2><p>${t('interface.counter.codeText', { days: LINK_DAYS })}</p><p class="lead" translate="no">${code}</p><p>${t('interface.counter.codePrint')}</p>`;
  return html`<h2>${t('interface.counter.account')}</h2><p>${t('interface.counter.accountText')}</p>${form({
    action: link(visit, `/counter/${capture.id}`),
    fields: { [TOKEN_FIELD]: session.csrf },
    label: t('interface.counter.account'),
    children: actions(secondButton({ text: t('interface.counter.makeCode'), name: 'then', value: 'code' })),
  })}`;
}

/** The case itself is opened as every other one: from the work list, or from a search with its purpose. */
function sent(visit: Visit, { reference }: CaptureView): Html {
  const { t } = visit;
  return html`<p>${reference ? goLink({ href: link(visit, `/tasks?text=${reference}`), text: t('interface.counter.toTasks') }) : t('interface.counter.elsewhere')}</p>`;
}
