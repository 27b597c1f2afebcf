import type { FieldError, TaskView } from '@einwohnerportal/cases';
import {
  actions,
  attributes,
  backLink,
  band,
  button,
  errorSummary,
  form,
  goLink,
  html,
  notice,
  pageHead,
  raw,
  signpost,
  text,
  type Html,
} from '@einwohnerportal/ui';
import { againNotice, COMMAND_FIELD, commandId, formatDay, languageTag, TOKEN_FIELD } from '@einwohnerportal/web';
import { formToken, link, type Again, type Person, type Visit } from '../../visit.ts';

export interface TaskPageProps {
  person: Person;
  task: TaskView;
  posted: URLSearchParams | null;
  errors: FieldError[];
  again: Again | null;
  busy: boolean;
}

export async function taskPage(visit: Visit, props: TaskPageProps): Promise<Html> {
  const { t } = visit;
  const { task, errors } = props;
  const date = task.due ? formatDay(task.due, visit) : null;
  const fields = await askedFields(visit, props);
  const base = `/cases/${task.reference}`;
  return html`${errorSummary({ title: t('interface.question.errorsTitle', { count: errors.length }), errors })}
${pageHead({
  margin: backLink({ href: link(visit, base), text: t('interface.nav.backToCase') }),
  kicker: task.case.title,
  sentence: task.case.sentence,
  children: html`${againNotice(visit, props.again)}${props.busy ? notice({ title: t('interface.task.busy'), text: t('interface.task.busyText'), kind: 'alert' }) : ''}
${signpost([{ title: task.title, detail: task.case.title, until: date ? t('interface.action.until', { date }) : null, late: task.late, ...(task.late && date ? { detail: t('interface.task.late', { date }) } : {}) }])}`,
})}
${task.reason || task.message ? band({ id: 'reason', title: t('interface.task.reason'), children: text(html`${task.reason ? html`<p>${task.reason}</p>` : ''}${task.message ? officeWords(visit, task) : ''}`) }) : ''}
${band({
  id: 'answer',
  title: t('interface.case.answers'),
  children: html`${form({
    action: link(visit, `${base}/tasks/${task.token}`),
    upload: visit.site.domain.wantedOfTask(task).size > 0,
    fields: { [TOKEN_FIELD]: formToken(visit, props.person), [COMMAND_FIELD]: commandId(props.posted) },
    children: html`${fields}${actions(button({ text: t('interface.task.button') }))}`,
  })}${task.case.canWithdraw ? html`<p>${goLink({ href: link(visit, `${base}/withdraw`), text: t('interface.task.withdraw') })}</p>` : ''}`,
})}`;
}

/** What somebody of the office has written, marked with the language of the office where the page has another. */
function officeWords(visit: Visit, task: TaskView): Html {
  const own = visit.site.context.catalogue.authorities.byId(task.case.themeAuthority)?.languages[0] ?? 'de';
  return html`<p${attributes({ lang: visit.lang.startsWith(own) ? null : languageTag(own) })}>${task.message}</p>`;
}

/** The fields of all pages that ask something, one below the other: a question of an office is one page. */
async function askedFields(visit: Visit, { task, posted, errors }: TaskPageProps): Promise<Html[]> {
  const { domain } = visit.site;
  const reading = posted ? domain.readTaskForm({ form: task.form, context: task.formContext }, posted) : null;
  const context = reading?.context ?? task.formContext;
  const fields = await Promise.all(
    domain
      .taskPages(task.form, context)
      .map((page) => task.form.render(page.id, context, { errors, ...(reading ? { posted: reading.posted } : {}) })),
  );
  // The page has its own first heading: a question that would be one becomes a second.
  return fields.map(
    (each) =>
      html`<div class="stack">${raw(String(each).replaceAll('<h1 class="question">', '<h2 class="question">').replaceAll('</h1>', '</h2>'))}</div>`,
  );
}
