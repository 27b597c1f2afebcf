import { IDENTITIES, type CaptureView, type FieldError, type SessionView } from '@einwohnerportal/cases';
import {
  actions,
  button,
  checkbox,
  errorSummary,
  html,
  questionPage,
  radios,
  select,
  textInput,
  wrap,
  type Html,
} from '@einwohnerportal/ui';
import {
  againNotice,
  COMMAND_FIELD,
  commandId,
  formatShortInstant,
  LANGUAGE_NAMES,
  link,
  TOKEN_FIELD,
  type Again,
} from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';
import { LANGUAGES_OF_PEOPLE } from './wish.ts';

interface Option {
  value: string;
  label: string;
}

export interface CounterPageProps {
  session: SessionView;
  captures: CaptureView[];
  /** Offices in which the person captures. */
  counters: Option[];
  services: Option[];
  /** Municipalities where somebody can live. */
  places: Option[];
  ownPlace: string | null;
  again: Again | null;
  posted: URLSearchParams | null;
  errors: FieldError[];
}

/** Own captures, and the form that begins one: for which service, for whom, how it is known who that is. */
export function counterPage(visit: Visit, props: CounterPageProps): Html {
  const { t } = visit;
  const { errors, session } = props;
  const open = props.captures.filter(({ state }) => state === 'open');
  const sent = props.captures.filter(({ state }) => state === 'sent');
  return wrap(html`${againNotice(visit, props.again)}${questionPage({
    errors: errorSummary({ title: t('interface.task.errorsTitle', { count: errors.length }), errors }),
    title: t('interface.counter.title'),
    intro: t('interface.counter.lead'),
    form: {
      action: link(visit, '/counter'),
      fields: { [TOKEN_FIELD]: session.csrf, [COMMAND_FIELD]: commandId(props.posted) },
    },
    children: fields(visit, props),
    actions: actions(button({ text: t('interface.counter.begin') })),
  })}
<div class="desk-grid"><div class="stack"><h2>${t('interface.counter.open', { count: open.length })}</h2>
${open.length > 0 ? html`<ul class="plain-list">${open.map((each) => one(visit, each))}</ul>` : html`<p>${t('interface.counter.noneOpen')}</p>`}
${sent.length > 0 ? html`<h2>${t('interface.counter.sent')}</h2><ul class="plain-list">${sent.map((each) => one(visit, each))}</ul>` : ''}</div></div>`);
}

type Named =
  | 'office'
  | 'service'
  | 'channel'
  | 'officialName'
  | 'firstName'
  | 'birthdate'
  | 'authority'
  | 'street'
  | 'houseNumber'
  | 'swissZipCode'
  | 'town'
  | 'identity'
  | 'language'
  | 'email'
  | 'agreed';

function fields(visit: Visit, { posted, errors, counters, services, places, ownPlace }: CounterPageProps): Html {
  const { t } = visit;
  const own = (name: Named, usual = '') => ({
    id: name,
    name,
    label: t(`interface.counter.${name}`),
    value: posted?.get(name) ?? usual,
    error: errors.find((each) => each.control === name)?.message ?? null,
    errorWord: t('interface.operations.error'),
  });
  const line = (name: Named, width: 4 | 10 | 20 | null = null, hint: string | null = null): Html =>
    textInput({ ...own(name), width, spellcheck: false, maxLength: 150, autocomplete: 'off', ...(hint ? { hint } : {}) });
  return html`${counters.length > 1 ? select({ ...own('office', counters[0]!.value), options: counters }) : ''}
${select({ ...own('service'), empty: t('interface.counter.choose'), options: services })}
${radios({ ...own('channel', 'counter'), choices: (['counter', 'phone'] as const).map((value) => ({ value, label: t(`interface.counter.channels.${value}`) })) })}
${line('officialName')}${line('firstName')}${line('birthdate', 10, t('interface.counter.birthdateHint'))}
${select({ ...own('authority', ownPlace ?? ''), empty: t('interface.counter.choose'), options: places })}
${line('street')}${line('houseNumber', 4)}${line('swissZipCode', 4)}${line('town')}
${radios({
  ...own('identity', 'none'),
  hint: t('interface.counter.identityHint'),
  choices: ([...IDENTITIES, 'none'] as const).map((value) => ({ value, label: t(`interface.counter.identities.${value}`) })),
})}
${select({ ...own('language', visit.lang), options: LANGUAGES_OF_PEOPLE.map((value) => ({ value, label: LANGUAGE_NAMES[value] })) })}
${line('email', null, t('interface.counter.emailHint'))}
${checkbox({ ...own('agreed'), groupLabel: t('interface.counter.agreedTitle'), checked: posted?.get('agreed') === 'true' })}`;
}

function one(visit: Visit, capture: CaptureView): Html {
  const { t } = visit;
  const words = capture.sentAt
    ? t('interface.counter.sentAt', { at: formatShortInstant(capture.sentAt, visit) })
    : t('interface.counter.until', { at: formatShortInstant(capture.until, visit) });
  return html`<li><a href="${link(visit, `/counter/${capture.id}`)}"><span translate="no">${capture.person}</span></a><br>${capture.title}. ${words}</li>`;
}
