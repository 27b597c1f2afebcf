import { ASK_LIMITS, ASK_PERIODS, LONGEST_WORDS, type Askable, type SessionView } from '@einwohnerportal/cases';
import {
  actions,
  button,
  checkboxes,
  form,
  html,
  mirror,
  notice,
  secondButton,
  select,
  textarea,
  wrap,
  type Html,
} from '@einwohnerportal/ui';
import { againNotice, COMMAND_FIELD, commandId, languageTag, link, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';
import { besideHead } from '../task/beside-head.ts';
import { titlesOf } from './controller.ts';

/** What is wrong with what was posted. */
export type AskFault = 'empty' | 'words' | 'long' | 'period' | 'busy';

export interface AskPageProps {
  session: SessionView;
  askable: Askable;
  again: Again | null;
  posted: URLSearchParams | null;
  fault: AskFault | null;
  preview: boolean;
}

const CONTROL: Record<AskFault, string> = { empty: 'names', words: 'words', long: 'words', period: 'within', busy: 'words' };

/** The questions and documents to choose from, the words to the person, and how long they have. */
export function askPage(visit: Visit, props: AskPageProps): Html {
  const { t } = visit;
  const { askable, fault } = props;
  const message = fault && t(`interface.ask.fault.${fault}`, { count: LONGEST_WORDS });
  return wrap(html`<div class="desk-grid">${besideHead(visit, askable, t('interface.ask.title'), message ? { control: CONTROL[fault!], message } : null)}
<p>${t('interface.ask.lead')}</p>
${againNotice(visit, props.again)}${props.preview ? previewOf(visit, props) : ''}
${form({
  action: link(visit, `/tasks/${askable.caseId}/${askable.token}/ask`),
  fields: { [TOKEN_FIELD]: props.session.csrf, [COMMAND_FIELD]: commandId(props.posted) },
  children: html`${choices(visit, props, message)}${rest(visit, props, message)}
${actions(button({ text: t('interface.ask.button'), name: 'then', value: 'ask' }), secondButton({ text: t('interface.talk.message.preview'), name: 'then', value: 'preview' }))}`,
})}</div>`);
}

function choices(visit: Visit, { askable, posted, fault }: AskPageProps, message: string | null): Html {
  const { t } = visit;
  const values = posted?.getAll('names') ?? [];
  const error = fault === 'empty' ? message : null;
  if (askable.questions.length === 0) return error ? notice({ title: error, kind: 'alert' }) : html``;
  return checkboxes({
    id: 'names',
    name: 'names',
    label: t('interface.ask.names'),
    hint: t('interface.ask.namesHint'),
    values,
    error,
    choices: askable.questions.map((each) => ({
      value: each.name,
      label: each.document ? t('interface.ask.document', { title: each.label }) : each.label,
      hint: each.values.length > 0 ? html`<span translate="no">${each.values.join(', ')}</span>` : t('interface.ask.noAnswer'),
    })),
  });
}

function rest(visit: Visit, { posted, fault }: AskPageProps, message: string | null): Html {
  const { t } = visit;
  return html`${textarea({
    id: 'documents',
    name: 'documents',
    label: t('interface.ask.documents'),
    hint: t('interface.ask.documentsHint', { count: ASK_LIMITS.documents }),
    value: posted?.get('documents') ?? '',
    rows: 3,
  })}${textarea({
    id: 'words',
    name: 'words',
    label: t('interface.ask.words'),
    hint: t('interface.ask.wordsHint'),
    value: posted?.get('words') ?? '',
    rows: 6,
    error: fault === 'words' || fault === 'long' || fault === 'busy' ? message : null,
  })}${select({
    id: 'within',
    name: 'within',
    label: t('interface.ask.within'),
    hint: t('interface.ask.withinHint'),
    value: posted?.get('within') ?? ASK_PERIODS[1],
    options: ASK_PERIODS.map((value) => ({ value, label: t('interface.ask.days', { count: Number.parseInt(value, 10) }) })),
    error: fault === 'period' ? message : null,
  })}`;
}

/** What the person will read, with the names of the questions in their language. */
function previewOf(visit: Visit, { askable, posted }: AskPageProps): Html {
  const { t } = visit;
  const theirs = visit.site.texts(askable.language === 'de-simple' ? 'de' : askable.language);
  const asked = [
    ...(posted?.getAll('names') ?? []).flatMap((name) => askable.theirs[name] ?? []),
    ...titlesOf(posted ?? new URLSearchParams()),
  ];
  const days = Number.parseInt(posted?.get('within') ?? ASK_PERIODS[1], 10);
  return html`<section aria-labelledby="preview" tabindex="-1" autofocus><h2 id="preview">${t('interface.talk.message.previewTitle')}</h2>
${mirror({
  title: askable.service,
  sentence: html`<span class="said" translate="no">${posted?.get('words') ?? ''}</span>`,
  facts: [
    { question: theirs('interface.ask.asked'), answer: html`${asked.map((each) => html`<span translate="no">${each}</span><br>`)}` },
    { question: theirs('interface.ask.time'), answer: theirs('interface.ask.days', { count: days }) },
  ],
  lang: languageTag(askable.language),
})}<p class="hint">${t('interface.ask.notSent')}</p></section>`;
}
