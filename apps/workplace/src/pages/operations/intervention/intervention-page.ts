import { writeValue, type OpenIntervention, type SessionView } from '@einwohnerportal/cases';
import {
  actions,
  backLink,
  button,
  dataTable,
  form,
  html,
  linkButton,
  notice,
  pairs,
  secondButton,
  taskGrid,
  taskHead,
  text,
  textarea,
  wrap,
  type Html,
} from '@einwohnerportal/ui';
import { againNotice, formatInstant, link, TOKEN_FIELD, type Again, type Below } from '@einwohnerportal/web';
import type { WorkplaceTexts } from '../../../text-keys.ts';
import type { Visit } from '../../../visit.ts';
import type { ChangeKind } from '../change/change-links.ts';
import { stateWords } from './intervention-words.ts';

/** What the page says after a decision. */
export const SAID = ['propose', 'withdraw', 'renew', 'release', 'refuse', 'waiting', 'rejected', 'same-person', 'stale', 'gone'] as const;
const ALARMING = new Set(['rejected', 'same-person', 'stale', 'gone']);

export interface InterventionPageProps {
  session: SessionView;
  intervention: OpenIntervention;
  /** Names of elements by id, and by `processId/id`. */
  names: ReadonlyMap<string, string>;
  again: Again | null;
  said: (typeof SAID)[number] | null;
  refusalError: string | null;
  posted: URLSearchParams | null;
}

/** What is changed and why · what would happen · who decides. */
export function interventionPage(visit: Visit, props: InterventionPageProps): Html {
  const { t } = visit;
  const { intervention: each, said } = props;
  return wrap(html`${taskHead({
    back: backLink({ href: link(visit, '/operations/interventions'), text: t('interface.operations.area.interventions') }),
    title: html`${t(`interface.operations.kind.${each.kind}`)}: ${each.case.title}, <span translate="no">${each.case.reference}</span>`,
    meta: [
      { term: t('interface.operations.column.state'), value: stateWords(visit, each) },
      { term: t('interface.operations.column.who'), value: each.preparedBy.name, verbatim: true },
      { term: t('interface.operations.column.prepared'), value: formatInstant(each.createdAt, visit) },
      ...(each.decidedBy && each.decidedAt
        ? [
            {
              term: t('interface.operations.column.decided'),
              value: html`<span translate="no">${each.decidedBy.name}</span>, ${formatInstant(each.decidedAt, visit)}`,
            },
          ]
        : []),
    ],
  })}
${againNotice(visit, props.again)}${said ? notice({ title: t(`interface.operations.said.${said}`), text: t(`interface.operations.said.${said}Text`), kind: ALARMING.has(said) ? 'alert' : 'polite' }) : ''}
${taskGrid({
  sees: { id: 'tried', title: t('interface.operations.intervention.tried'), children: tried(visit, props) },
  does: {
    id: 'wanted',
    title: t('interface.operations.intervention.wanted'),
    children: html`<div class="stack">${wanted(visit, props)}${decision(visit, props)}</div>`,
  },
  knows: { id: 'why', title: t('interface.operations.intervention.why'), children: why(visit, each) },
})}`);
}

function wanted(visit: Visit, { intervention: each, names }: InterventionPageProps): Html {
  const { t } = visit;
  const name = (element: string): string => names.get(element) ?? element;
  const { command } = each;
  const facts = [
    ...(command.type === 'modify' && command.move?.[0]
      ? [{ term: t('interface.operations.change.move.element'), values: [name(command.move[0].element)], verbatim: true }]
      : []),
    ...(command.type === 'migrate'
      ? [
          ...Object.entries(command.elements ?? {}).map(([from, to]) => ({
            term: name(from),
            values: [t('interface.operations.intervention.becomes', { name: name(to) })],
          })),
          ...(command.restart ?? []).map((element) => ({
            term: name(element),
            values: [t('interface.operations.change.migrate.restart')],
          })),
          ...(command.drop ?? []).map((element) => ({ term: name(element), values: [t('interface.operations.change.migrate.drop')] })),
        ]
      : []),
    ...(each.message
      ? [{ term: t('interface.operations.change.stop.message'), values: [html`<span class="written">${each.message}</span>`] }]
      : []),
  ];
  return html`<p class="quiet">${t(`interface.operations.change.${CHANGE_OF[each.kind]}.about`)}</p>
${facts.length > 0 ? pairs(facts) : ''}${
    each.changes.length > 0
      ? dataTable({
          caption: t('interface.operations.intervention.values'),
          columns: [
            { title: t('interface.operations.intervention.name') },
            { title: t('interface.operations.intervention.before') },
            { title: t('interface.operations.intervention.after') },
          ],
          rows: each.changes.map((change) =>
            [change.name, writeValue(change.before), writeValue(change.after)].map((value) => html`<span translate="no">${value}</span>`),
          ),
        })
      : ''
  }`;
}

const CHANGE_OF: Record<OpenIntervention['kind'], ChangeKind> = {
  'skip-incident': 'skip',
  'set-variables': 'values',
  modify: 'move',
  migrate: 'migrate',
  cancel: 'stop',
};

function why({ t }: Visit, each: OpenIntervention): Html {
  return pairs([
    { term: t('interface.operations.intervention.reason'), values: [each.reason] },
    ...(each.refusal ? [{ term: t('interface.operations.intervention.refusal'), values: [each.refusal] }] : []),
  ]);
}

/** What the machine would do, step by step, or why it refuses. */
function tried(visit: Visit, { intervention: each, names }: InterventionPageProps): Html {
  const { t } = visit;
  const { preview } = each;
  if (!preview) return text(html`<p>${t('interface.operations.intervention.trying')}</p>`);
  const name = (element: string): string => names.get(element) ?? element;
  if (preview.result !== 'done') {
    const why = preview.code ?? '';
    const words = t.word('interface.operations.refused', why) ?? t('interface.operations.refused.other', { code: why });
    return text(html`<p><b>${t('interface.operations.intervention.refuses')}</b> ${words}</p>
${preview.problems.length > 0 ? html`<ul class="bullets">${preview.problems.map((problem) => html`<li><span translate="no">${name(problem.element)}</span>: ${t.word('interface.operations.problem', problem.code) ?? problem.code}</li>`)}</ul>` : ''}`);
  }
  if (preview.path.length === 0) return text(html`<p>${t('interface.operations.intervention.noSteps')}</p>`);
  const end = preview.state === 'active' ? 'goOn' : preview.state === 'cancelled' ? 'end' : 'complete';
  const words = (what: string): string => t.word('interface.operations.what', what) ?? what;
  return html`<div class="stack"><p>${t(`interface.operations.would.${end}`)}</p>
<ol class="bullets">${preview.path.map((entry) => html`<li><span translate="no">${names.get(`${entry.processId}/${entry.element}`) ?? name(entry.element)}</span>: ${words(entry.what)}</li>`)}</ol></div>`;
}

function decision(visit: Visit, props: InterventionPageProps): Html {
  const { t } = visit;
  const { intervention: each, session } = props;
  const say = (key: Extract<Below<WorkplaceTexts, 'interface.operations.intervention'>, `hint${string}` | `closed.${string}`>): Html =>
    text(html`<p>${t(`interface.operations.intervention.${key}`)}</p>`);
  if (each.state !== 'draft' && each.state !== 'proposed') {
    return html`${say(`closed.${each.state === 'released' && each.outcome?.result === 'rejected' ? 'failed' : each.state}`)}${text(html`<p><a class="go" href="${link(visit, `/operations/cases/${each.caseId}`)}">${t('interface.operations.case.back')}</a></p>`)}`;
  }
  const ready = each.preview?.result === 'done' && !each.stale;
  const post = (children: Html): Html =>
    form({
      action: link(visit, `/operations/interventions/${each.caseId}/${each.id}`),
      fields: { [TOKEN_FIELD]: session.csrf },
      children,
    });
  const renew = secondButton({ text: t('interface.operations.intervention.renew'), name: 'then', value: 'renew' });
  if (!ready)
    return html`${say(!each.preview ? 'hintTrying' : each.stale ? 'hintStale' : 'hintRefused')}${post(actions(renew, ...(each.preparedBy.me ? [withdraw(visit)] : [])))}`;
  if (each.preparedBy.me) {
    return each.state === 'draft'
      ? html`${say('hintPropose')}${post(actions(button({ text: t('interface.operations.intervention.propose'), name: 'then', value: 'propose' }), withdraw(visit)))}`
      : html`${say('hintWaits')}${post(actions(withdraw(visit)))}`;
  }
  if (each.state === 'draft') return say('hintDraft');
  return html`${say(each.kind === 'cancel' ? 'hintReleaseStop' : 'hintRelease')}
${post(actions(button({ text: t(`interface.operations.release.${each.kind}`), name: 'then', value: 'release' })))}
${post(html`${textarea({ id: 'refusal', name: 'refusal', label: t('interface.operations.intervention.refusal'), hint: t('interface.operations.intervention.refusalHint'), value: props.posted?.get('refusal') ?? '', rows: 3, maxLength: 1000, error: props.refusalError, errorWord: t('interface.operations.error') })}${actions(secondButton({ text: t('interface.operations.intervention.refuse'), name: 'then', value: 'refuse' }))}`)}`;
}

function withdraw({ t }: Visit): Html {
  return linkButton({ text: t('interface.operations.intervention.withdraw'), name: 'then', value: 'withdraw' });
}
