import type { DeliveryPage, RulingView, SessionView } from '@einwohnerportal/cases';
import {
  actions,
  backLink,
  button,
  dateInput,
  errorSummary,
  form,
  history,
  html,
  notice,
  pairs,
  radios,
  select,
  taskGrid,
  taskHead,
  textarea,
  textInput,
  wrap,
  type Html,
} from '@einwohnerportal/ui';
import { againNotice, COMMAND_FIELD, commandId, formatDay, formatShortInstant, link, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';
import { deliveryWords, rulingWords } from './delivery-words.ts';

/** What can be wrong with a note, and at which field it stands. */
export const FAULTS = { day: 'day-day', proof: 'proof', state: 'what', address: 'address', what: 'what' } as const;
export type Fault = keyof typeof FAULTS;

export interface DeliveriesPageProps {
  session: SessionView;
  page: DeliveryPage;
  again: Again | null;
  posted: URLSearchParams | null;
  fault: Fault | null;
  done: boolean;
}

/** What the office says; each has words of its own. */
export const WHAT = ['delivered', 'tried', 'returned', 'again', 'appeal'] as const;

/** How each document of a case reached its person · what the office says of it · who said what. */
export function deliveriesPage(visit: Visit, props: DeliveriesPageProps): Html {
  const { t } = visit;
  const { page, fault, done } = props;
  const message = fault ? t(`interface.deliveries.fault.${fault}`) : '';
  return wrap(html`${errorSummary({ title: t('interface.task.errorsTitle', { count: fault ? 1 : 0 }), errors: fault ? [{ control: FAULTS[fault], message }] : [] })}
${taskHead({
  back: backLink({ href: link(visit, '/deliveries'), text: t('interface.deliveries.title') }),
  title: html`${t('interface.deliveries.title')}: <span translate="no">${page.person}</span>`,
  meta: [{ term: t('interface.tasks.column.reference'), value: page.reference, verbatim: true }],
})}${againNotice(visit, props.again)}${done && !fault ? notice({ title: t('interface.deliveries.done'), text: t('interface.deliveries.doneText'), kind: 'polite' }) : ''}
${taskGrid({
  sees: { id: 'way', title: t('interface.deliveries.way'), children: way(visit, page) },
  does: { id: 'say', title: t('interface.deliveries.say'), children: saying(visit, props) },
  knows: { id: 'said', title: t('interface.deliveries.said'), children: said(visit, page) },
})}`);
}

function way(visit: Visit, page: DeliveryPage): Html {
  const { t } = visit;
  return html`${page.rulings.map((ruling) => html`<h3>${ruling.title}</h3>${pairs(rulingPairs(visit, ruling))}`)}
${page.deliveries.length > 0 ? history(page.deliveries.map((one) => ({ at: formatShortInstant(one.begunAt, visit), text: html`${one.title}. ${deliveryWords(visit, one)}` }))) : html`<p class="quiet">${t('interface.deliveries.nothing')}</p>`}`;
}

function rulingPairs(visit: Visit, ruling: RulingView): { term: string; values: (string | Html)[] }[] {
  const { t } = visit;
  const person = (word: 'signedBy' | 'draftedBy', name: string | null) =>
    name ? [{ term: t(`interface.deliveries.ruling.${word}`), values: [html`<span translate="no">${name}</span>`] }] : [];
  return [
    { term: t('interface.deliveries.ruling.now'), values: [rulingWords(visit, ruling)] },
    ...(ruling.notifiedOn ? [{ term: t('interface.deliveries.ruling.notifiedOn'), values: [formatDay(ruling.notifiedOn, visit)] }] : []),
    { term: t('interface.deliveries.ruling.signedOn'), values: [formatShortInstant(ruling.signedAt, visit)] },
    ...person('signedBy', ruling.signedBy),
    ...person('draftedBy', ruling.draftedBy),
  ];
}

function said(visit: Visit, page: DeliveryPage): Html {
  const { t } = visit;
  if (page.notes.length === 0) return html`<p class="quiet">${t('interface.deliveries.nothingSaid')}</p>`;
  return history(
    page.notes.map((note) => ({
      at: formatShortInstant(note.at, visit),
      text: html`${t(`interface.deliveries.what.${note.what}`)} (${formatDay(note.day, visit)}), <span translate="no">${note.author}</span>`,
    })),
  );
}

function saying(visit: Visit, { page, session, posted, fault }: DeliveriesPageProps): Html {
  const { t } = visit;
  const open = page.deliveries.filter(({ state }) => state !== 'replaced');
  if (open.length === 0) return html`<p class="quiet">${t('interface.deliveries.nothing')}</p>`;
  const error = (field: string): string | null => (fault && FAULTS[fault] === field ? t(`interface.deliveries.fault.${fault}`) : null);
  const part = (which: 'day' | 'month' | 'year') => ({
    label: t(`interface.absences.part.${which}`),
    name: `day-${which}`,
    value: posted?.get(`day-${which}`) ?? '',
  });
  const value = (name: string): string => posted?.get(name) ?? '';
  const appealable = page.rulings.some(({ state }) => state === 'notified');
  return form({
    action: link(visit, `/cases/${page.caseId}/deliveries`),
    fields: { [TOKEN_FIELD]: session.csrf, [COMMAND_FIELD]: commandId(posted) },
    children: html`${select({
      id: 'notification',
      name: 'notification',
      label: t('interface.deliveries.which'),
      value: value('notification') || open.at(-1)!.id,
      options: open.map((one) => ({
        value: one.id,
        label: `${one.title}, ${t(`interface.deliveries.channel.${one.channel}`)}, ${formatShortInstant(one.begunAt, visit)}`,
      })),
    })}${radios({
      id: 'what',
      name: 'what',
      label: t('interface.deliveries.happened'),
      value: value('what'),
      choices: WHAT.filter((what) => what !== 'appeal' || appealable).map((what) => ({
        value: what,
        label: t(`interface.deliveries.what.${what}`),
      })),
      error: error('what'),
      errorWord: t('interface.operations.error'),
    })}${dateInput({
      id: 'day',
      name: 'day',
      label: t('interface.deliveries.when'),
      day: part('day'),
      month: part('month'),
      year: part('year'),
      error: error('day-day'),
    })}${textInput({
      id: 'proof',
      name: 'proof',
      label: t('interface.deliveries.number'),
      hint: t('interface.deliveries.numberHint'),
      value: value('proof'),
      error: error('proof'),
      errorWord: t('interface.operations.error'),
    })}${select({
      id: 'channel',
      name: 'channel',
      label: t('interface.deliveries.againBy'),
      value: value('channel') || 'registered-letter',
      options: (['registered-letter', 'letter', 'in-person'] as const).map((channel) => ({
        value: channel,
        label: t(`interface.deliveries.channel.${channel}`),
      })),
    })}${textarea({
      id: 'address',
      name: 'address',
      label: t('interface.deliveries.address'),
      hint: t('interface.deliveries.addressHint'),
      value: value('address'),
      rows: 4,
      error: error('address'),
      errorWord: t('interface.operations.error'),
    })}${actions(button({ text: t('interface.deliveries.button') }))}`,
  });
}
