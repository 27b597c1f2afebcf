import type { SessionView } from '@einwohnerportal/cases';
import { actions, button, form, html, secondButton, workPage, type Html } from '@einwohnerportal/ui';
import { link, TOKEN_FIELD } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

/** From so many tasks on it is asked once more. */
export const MANY = 10;

export interface SurePageProps {
  session: SessionView;
  then: 'claim' | 'return' | 'give';
  /** Tasks as the boxes name them. */
  tasks: readonly string[];
  /** To whom they are given. */
  to: string | null;
  /** Name of whom they are given to. */
  name: string | null;
  /** List where they were picked. */
  back: string;
}

/** Asks once more before many tasks move; the boxes come along, checked. */
export function surePage(visit: Visit, { session, then, tasks, to, name, back }: SurePageProps): Html {
  const { t } = visit;
  const count = tasks.length;
  return workPage({
    title: t(`interface.tasks.sure.${then}`, { count, name: name ?? '' }),
    intro: t(then === 'give' ? 'interface.tasks.sure.giveText' : 'interface.tasks.sure.text'),
    children: form({
      action: link(visit, '/tasks'),
      label: t('interface.tasks.withPicked'),
      fields: { [TOKEN_FIELD]: session.csrf, back, sure: 'yes', ...(to ? { to } : {}) },
      children: html`${tasks.map((task) => html`<input type="checkbox" hidden checked name="task" value="${task}">`)}${actions(
        button({ text: t('interface.tasks.sure.yes', { count }), name: 'then', value: then }),
        secondButton({ text: t('interface.tasks.sure.no'), href: link(visit, back) }),
      )}`,
    }),
  });
}
