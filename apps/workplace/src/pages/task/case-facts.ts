import type { FeeView, SummaryRow, TaskView } from '@einwohnerportal/cases';
import { accessNote, bullets, documents, goLink, history, html, pairs, type Html, type Pair } from '@einwohnerportal/ui';
import { documentEntries, formatShortInstant, formatMoney, link, sourceWords } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';
import { deliveryWords, rulingWords } from '../case-deliveries/delivery-words.ts';

/** Everything known of the case: answers with their source, documents, fee, what happened so far; and that this look is recorded. */
export function caseFacts(
  visit: Visit,
  task: Pick<TaskView, 'case' | 'data' | 'history' | 'purpose' | 'deliveries' | 'rulings'> &
    Partial<Pick<TaskView, 'records' | 'numbers' | 'caseId' | 'token' | 'changes' | 'files'>>,
): Html {
  const { t } = visit;
  const { case: view } = task;
  const sent = (task.files ?? []).map((file) => ({
    title: html`${file.title} <span translate="no">${file.filename}</span>`,
    href: file.state === 'refused' ? null : link(visit, `/files/${file.id}`),
    note: formatShortInstant(file.at, visit),
  }));
  return html`<h3>${t('interface.task.answers')}</h3>
${pairs(task.data.filter((row) => row.values.length > 0 || task.changes?.[row.name]).map((row) => answerPair(visit, row, task.changes?.[row.name] ?? null)))}
${task.numbers ? html`<p>${goLink({ href: link(visit, `/tasks/${task.caseId}/${task.token}/numbers`), text: t('interface.numbers.title') })}</p>` : ''}
<h3>${t('interface.task.documents')}</h3>
${view.documents.length + sent.length > 0 ? documents([...documentEntries(visit, view.documents), ...sent]) : html`<p class="quiet">${t('interface.task.noDocuments')}</p>`}
${deliveryFacts(visit, task)}
${view.fee ? html`<h3>${t('interface.task.fee')}</h3>${feePairs(visit, view.fee)}` : ''}
${view.inCharge ? html`<p>${goLink({ href: link(visit, `/cases/${view.caseId}/talk`), text: t('interface.talk.toTalk') })}</p>` : ''}
<h3>${t('interface.task.history')}</h3>
${history([
  ...task.history.map((entry) => ({
    at: formatShortInstant(entry.at, visit),
    text: html`${entry.what}${entry.who ? html`, <span translate="no">${entry.who}</span>` : ''}`,
  })),
  { at: formatShortInstant(view.submittedAt, visit), text: t('interface.task.submitted') },
])}
${task.records ? html`<h3>${t('interface.task.records.title')}</h3>${recordPairs(visit, task.records)}` : ''}
${accessNote(t('interface.task.recorded', { purpose: task.purpose }))}`;
}

/** How the documents reached their person, and how far rulings have come. */
function deliveryFacts(
  visit: Visit,
  { case: view, deliveries, rulings }: Pick<TaskView, 'case' | 'deliveries' | 'rulings'>,
): Html | string {
  const { t } = visit;
  if (deliveries.length === 0 && rulings.length === 0) return '';
  return html`<h3>${t('interface.deliveries.title')}</h3>
${bullets([
  ...rulings.map((ruling) => html`${ruling.title}: ${rulingWords(visit, ruling)}`),
  ...deliveries.map((one) => html`${one.title}. ${deliveryWords(visit, one)}`),
])}${view.inCharge ? html`<p>${goLink({ href: link(visit, `/cases/${view.caseId}/deliveries`), text: t('interface.deliveries.toCase') })}</p>` : ''}`;
}

/** Where the case lies in the classification scheme, who may see it, and how long it is kept. */
function recordPairs(visit: Visit, records: TaskView['records']): Html {
  const { t } = visit;
  const pair = (term: 'position' | 'classification' | 'retention' | 'appraisal', value: string): Pair => ({
    term: t(`interface.task.records.${term}`),
    values: [value],
  });
  return pairs([
    pair('position', `${records.position.number} ${records.position.title}`),
    pair('classification', t(`interface.records.classification.${records.classification}`)),
    pair('retention', records.retention),
    pair('appraisal', t(`interface.task.records.appraisalOf.${records.appraisal}`)),
  ]);
}

/** An answer with its source; one that the person changed since is marked, with what stood there before. */
function answerPair(visit: Visit, row: SummaryRow, change: { at: string; before: string[] } | null): Pair {
  const source = row.source ? sourceWords(visit, row.source) : null;
  const { t } = visit;
  const changed = change
    ? [
        html`<small class="source"><strong>${t('interface.task.changedAt', { at: formatShortInstant(change.at, visit) })}</strong> ${change.before.length > 0 ? html`<span translate="no">${t('interface.task.before', { value: change.before.join(', ') })}</span>` : t('interface.task.beforeNone')}</small>`,
      ]
    : [];
  return { term: row.label, values: [...row.values, ...(source ? [html`<small class="source">${source}</small>`] : []), ...changed] };
}

function feePairs(visit: Visit, fee: FeeView): Html {
  const { t } = visit;
  const state =
    fee.state === 'settled' && fee.settledAt
      ? t('interface.task.feeState.settledAt', { at: formatShortInstant(fee.settledAt, visit) })
      : t(`interface.task.feeState.${fee.state}`);
  const items = fee.items.map((item) => ({
    term: item.quantity > 1 ? `${item.quantity} × ${item.label}` : item.label,
    values: [`${formatMoney(item.amount, visit)}${item.example ? ` (${t('interface.task.feeExample')})` : ''}`],
  }));
  return pairs([...items, { term: t('interface.task.feeTotal'), values: [`${formatMoney(fee.total, visit)}. ${state}.`] }]);
}
