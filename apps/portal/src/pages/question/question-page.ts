import type { DraftView } from '@einwohnerportal/cases';
import type { FieldError, PagePlan, PageReading } from '@einwohnerportal/forms';
import {
  actions,
  backLink,
  button,
  errorSummary,
  html,
  linkButton,
  questionPage,
  steps,
  type FormStep,
  type Html,
} from '@einwohnerportal/ui';
import { againNotice, formatDayOf, TOKEN_FIELD } from '@einwohnerportal/web';
import { lacksOwnTexts } from '../../service-words.ts';
import { formToken, link, type Again, type Person, type Visit } from '../../visit.ts';
import { fallbackNotice } from '../../fallback-notice.ts';
import { blocks, decides, keptUntil, noOfficeText, whoHelps } from '../../no-office.ts';

export interface QuestionViewProps {
  person: Person;
  draft: DraftView;
  pages: PagePlan[];
  plan: PagePlan;
  reading: PageReading | null;
  errors: FieldError[];
  again: Again | null;
}

export async function questionView(visit: Visit, props: QuestionViewProps): Promise<Html> {
  const { t } = visit;
  const { draft, pages, plan, errors } = props;
  const fromCheck = visit.http.req.query('return') === 'check';
  const base = `/drafts/${draft.id}`;
  const action = link(visit, `${base}/pages/${plan.id}${fromCheck ? '?return=check' : ''}`);
  const fallback = lacksOwnTexts(draft.version, visit.lang, plan.asked);
  const fields = await draft.form.render(plan.id, draft.formContext, {
    errors,
    ...(props.reading ? { posted: props.reading.posted } : {}),
  });
  const position = pages.indexOf(plan);
  const before = pages[position - 1];
  const list = draft.version.manifest.form.layout === 'tasklist';
  const back =
    list && !fromCheck
      ? `${base}/sections`
      : fromCheck
        ? `${base}/check`
        : before
          ? `${base}/pages/${before.id}`
          : `/services/${draft.service}`;
  return questionPage({
    back: backLink({ href: link(visit, back), text: t('interface.nav.back') }),
    steps: list
      ? null
      : steps({
          label: t('interface.question.list'),
          where: t('interface.question.position', { position: position + 1, count: pages.length }),
          items: stepItems(visit, props),
        }),
    errors: errors.length > 0 ? errorSummary({ title: t('interface.question.errorsTitle', { count: errors.length }), errors }) : null,
    title: String(fields).includes('<h1') ? null : plan.title,
    form: {
      action,
      upload: plan.files,
      live: action,
      fields: { [TOKEN_FIELD]: formToken(visit, props.person) },
      autosave: {
        url: action,
        saved: t('interface.question.saved'),
        failed: {
          server: t('interface.question.saveFailed'),
          session: t('interface.question.saveFailedSession'),
          network: t('interface.question.saveFailedNetwork'),
        },
        retry: t('interface.question.retry'),
      },
    },
    children: html`${againNotice(visit, props.again)}${nobodyHere(visit, props)}${fallbackNotice(visit, fallback, draft.version.written)}${fields}`,
    actions: actions(
      button({ text: t(plan.confirm ? 'interface.question.onlyConfirm' : 'interface.question.next'), name: 'then', value: 'next' }),
    ),
    after: html`<p>${linkButton({ text: t('interface.question.later'), name: 'then', value: 'later' })}</p>
<p class="source">${t('interface.question.notSent', { date: formatDayOf(draft.expiresAt, visit) })}</p>`,
  });
}

/** Why nobody is responsible for the place that was answered here, and whom to ask. */
function nobodyHere(visit: Visit, { draft, plan, errors }: QuestionViewProps): Html | null {
  const none = draft.noOffice;
  if (errors.length === 0 || !blocks(none) || !plan.asked.some((name) => decides(none, name))) return null;
  return html`<div class="notice"><p>${noOfficeText(visit, none)} ${keptUntil(visit, draft)}</p>${whoHelps(visit, none.at ?? draft)}</div>`;
}

function stepItems(visit: Visit, { draft, pages, plan }: QuestionViewProps): FormStep[] {
  const position = pages.indexOf(plan);
  const items: FormStep[] = pages.map((page, index) => ({
    state: index < position ? 'past' : index === position ? 'current' : 'next',
    text: page.title,
    href: link(visit, `/drafts/${draft.id}/pages/${page.id}`),
  }));
  return [...items, { state: 'next', text: visit.t('interface.question.checkStep') }];
}
