import type { FieldError, SessionView, TaskView } from '@einwohnerportal/cases';
import type { FormContext } from '@einwohnerportal/forms';
import { actions, button, form, html, notice, secondButton, text, type Html } from '@einwohnerportal/ui';
import { authorityName, link, TOKEN_FIELD } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';
import { checklist } from './checklist.ts';

export interface TaskFormProps {
  session: SessionView;
  task: TaskView;
  /** What was typed, when the page is shown again. */
  posted: URLSearchParams | null;
  errors: FieldError[];
}

/** id of the form, for buttons that stand outside it and send what was typed along. */
export const FORM_ID = 'task';

/** What is to be done: the question of the case, the form with all its pages on one screen, and the buttons. */
export function taskForm(visit: Visit, props: TaskFormProps): Html {
  const { t } = visit;
  const { task } = props;
  if (task.blocked === 'four-eyes' && props.posted === null) {
    return notice({
      title: t('interface.task.fourEyes'),
      text: t('interface.task.fourEyesText'),
      link: { href: link(visit, '/tasks'), text: t('interface.tasks.allTasks') },
    });
  }
  const words = [task.reason, task.message].filter((each) => each !== null);
  return html`${words.length > 0 ? text(html`${words.map((each) => html`<p>${each}</p>`)}`) : ''}
${form({
  id: FORM_ID,
  action: link(visit, `/tasks/${task.caseId}/${task.token}`),
  fields: { [TOKEN_FIELD]: props.session.csrf },
  children: html`${checklist(visit, props) ?? ''}${fields(visit, props)}
${actions(button({ text: t('interface.task.completeNext'), name: 'then', value: 'next' }), secondButton({ text: t('interface.task.complete'), name: 'then', value: 'complete' }))}`,
})}`;
}

/**
 * What Enter in a text field presses: the first button of the form in the page. It stands before the button that takes the task,
 * so that Enter completes and never takes, gives back or removes a row.
 */
export function enterButton({ t }: Visit): Html {
  return html`<button class="hidden-text" type="submit" tabindex="-1" aria-hidden="true" form="${FORM_ID}" name="then" value="complete">${t('interface.task.complete')}</button>`;
}

function fields(visit: Visit, { task, posted, errors }: TaskFormProps): Html[] {
  const { domain } = visit.site;
  const start = officeContext(visit, task);
  const reading = posted ? domain.readTaskForm({ form: task.form, context: start }, posted) : null;
  const context = reading?.context ?? start;
  const pages = domain.taskPages(task.form, context);
  return pages.map(
    (page) => html`${pages.length > 1 && !page.titleIsLabel ? html`<h3>${page.title}</h3>` : ''}
<div class="stack">${task.form.render(page.id, context, { errors, ...(reading ? { posted: reading.posted } : {}) })}</div>`,
  );
}

/** The context of the form as an office looks at it. */
function officeContext(visit: Visit, task: TaskView): FormContext {
  const { authorities } = visit.site.context.catalogue;
  return {
    ...task.formContext,
    audience: 'office',
    authorityName: (id) => {
      const authority = authorities.byId(id);
      return authority && authorityName(authority, visit.lang);
    },
  };
}
