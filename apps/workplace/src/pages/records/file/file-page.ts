import { SHORTEST_RECORD_REASON, type KeptFile, type RecordAct, type SessionView } from '@einwohnerportal/cases';
import {
  actions,
  backLink,
  form,
  goLink,
  history,
  html,
  linkButton,
  notice,
  pairs,
  secondButton,
  taskGrid,
  taskHead,
  textarea,
  wrap,
  type Html,
} from '@einwohnerportal/ui';
import { againNotice, formatDay, formatShortInstant, link, TOKEN_FIELD, type Again, type Below } from '@einwohnerportal/web';
import type { WorkplaceTexts } from '../../../text-keys.ts';
import type { Visit } from '../../../visit.ts';

/** What the page says after an act. */
export const SAID = ['proposed', 'done', 'own', 'declined', 'invalid'] as const;

export interface FilePageProps {
  session: SessionView;
  file: KeptFile;
  said: (typeof SAID)[number] | null;
  faulty: boolean;
  again: Again | null;
  posted: URLSearchParams | null;
}

/** What the file is · what can be decided · what was decided. */
export function filePage(visit: Visit, props: FilePageProps): Html {
  const { t } = visit;
  const { file, said, again } = props;
  return wrap(html`${taskHead({
    back: backLink({ href: link(visit, '/records'), text: t('interface.records.title') }),
    title: html`<span translate="no">${file.title}</span>`,
    meta: [
      { term: t('interface.records.file.until'), value: formatDay(file.deleteAfter, visit) },
      { term: t('interface.records.file.appraisal'), value: t(`interface.records.appraisal.${file.appraisal}`) },
      { term: t('interface.records.file.held'), value: t(file.held ? 'interface.records.yes' : 'interface.records.no') },
    ],
  })}${againNotice(visit, again)}${said ? notice({ title: t(`interface.records.said.${said}`), kind: said === 'invalid' ? 'alert' : 'polite' }) : ''}
${taskGrid({
  sees: { id: 'file', title: t('interface.records.file.title'), children: facts(visit, file) },
  does: { id: 'decide', title: t('interface.records.decide'), children: decisions(visit, props) },
  knows: { id: 'decided', title: t('interface.records.decided'), children: decided(visit, props) },
})}`);
}

function facts(visit: Visit, file: KeptFile): Html {
  const { t } = visit;
  const pair = (term: Below<WorkplaceTexts, 'interface.records.file'>, value: string): { term: string; values: string[] } => ({
    term: t(`interface.records.file.${term}`),
    values: [value],
  });
  return html`${pairs([
    pair('position', `${file.position.number} ${file.position.title}`),
    pair('classification', t(`interface.records.classification.${file.classification}`)),
    pair('openness', t(`interface.records.openness.${file.openness}`)),
    pair('privacy', t(file.privacy ? 'interface.records.yes' : 'interface.records.no')),
    ...(file.years === null ? [] : [pair('years', t('interface.records.yearCount', { count: file.years }))]),
    pair('closed', formatDay(file.closedOn, visit)),
    ...(file.transfer === null ? [] : [pair('transfer', t.word('interface.records.transferState', file.transfer) ?? file.transfer)]),
  ])}${file.mayExport ? html`<p>${goLink({ href: link(visit, `/records/${file.caseId}/dossier`), text: t('interface.records.dossier') })}</p>` : ''}`;
}

function decisions(visit: Visit, { session, file, faulty, posted }: FilePageProps): Html {
  const { t } = visit;
  const hold = file.acts.find((act) => act.kind === 'hold' && act.holds);
  const [request] = file.requests;
  const choices = [
    hold
      ? secondButton({ text: t('interface.records.release'), name: 'then', value: `release ${hold.id}` })
      : secondButton({ text: t('interface.records.hold'), name: 'then', value: 'hold' }),
    secondButton({
      text: t(file.appraisal === 'archive' ? 'interface.records.toDestroy' : 'interface.records.toArchive'),
      name: 'then',
      value: 'appraise',
    }),
    ...(request
      ? [
          secondButton({ text: t('interface.records.agree'), name: 'then', value: `shorten ${request.id}` }),
          secondButton({ text: t('interface.records.decline'), name: 'then', value: `decline ${request.id}` }),
        ]
      : []),
  ];
  return html`${request ? html`<p>${t('interface.records.requested', { date: formatShortInstant(request.askedAt, visit) })}</p>` : ''}${form(
    {
      action: link(visit, `/records/${file.caseId}`),
      fields: { [TOKEN_FIELD]: session.csrf },
      children: html`${textarea({
        id: 'reason',
        name: 'reason',
        label: t('interface.records.reason'),
        hint: t('interface.records.reasonHint'),
        value: posted?.get('reason') ?? '',
        error: faulty && (posted?.get('reason') ?? '').trim().length < SHORTEST_RECORD_REASON ? t('interface.records.reasonMissing') : null,
        errorWord: t('interface.operations.error'),
        rows: 4,
      })}${actions(...choices)}`,
    },
  )}`;
}

function decided(visit: Visit, { session, file }: FilePageProps): Html {
  const { t } = visit;
  if (file.acts.length === 0) return html`<p class="quiet">${t('interface.records.nothingDecided')}</p>`;
  const open = file.acts.filter((act) => act.state === 'proposed');
  return html`${open.map((act) => toDecide(visit, session, act))}${history(
    file.acts.map((act) => ({
      at: formatShortInstant(act.decidedAt ?? act.proposedAt, visit),
      text: html`${t(`interface.records.kind.${act.kind}`)}, ${t(`interface.records.actState.${act.state}`)}: ${act.reason} <span translate="no">${act.proposedBy.name}${act.decidedBy && act.decidedBy !== act.proposedBy.name ? `, ${act.decidedBy}` : ''}</span>`,
    })),
  )}`;
}

function toDecide(visit: Visit, session: SessionView, act: RecordAct): Html {
  const { t } = visit;
  const buttons = act.proposedBy.me
    ? [linkButton({ text: t('interface.records.withdraw'), name: 'then', value: `withdraw ${act.id}` })]
    : [
        secondButton({ text: t('interface.records.confirm'), name: 'then', value: `confirm ${act.id}` }),
        linkButton({ text: t('interface.records.refuse'), name: 'then', value: `refuse ${act.id}` }),
      ];
  return form({
    action: link(visit, `/records/${act.caseId}`),
    fields: { [TOKEN_FIELD]: session.csrf },
    children: html`<p>${t(`interface.records.kind.${act.kind}`)}${act.value && act.kind === 'appraise' ? html`: ${t.word('interface.records.appraisal', act.value) ?? act.value}` : ''}. ${act.reason}</p>${actions(...buttons)}`,
  });
}
