import { form, html, workActions, type Html } from '@einwohnerportal/ui';
import { link, TOKEN_FIELD } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';
import { filterPath } from './task-filter.ts';
import { colleagueLabel } from '../../colleague-label.ts';
import type { TasksPageProps } from './tasks-page.ts';

/** What can be done with several tasks at once; boxes and buttons of one form, so it works without script. */
export function pickForm(visit: Visit, { session, filter, colleagues, pickAll }: TasksPageProps, table: Html): Html {
  const { t } = visit;
  const here = filterPath(filter, { after: filter.after });
  const all = `${here}${here.includes('?') ? '&' : '?'}pick=all`;
  return form({
    action: link(visit, '/tasks'),
    label: t('interface.tasks.withPicked'),
    fields: { [TOKEN_FIELD]: session.csrf, back: here },
    children: html`${workActions({
      label: t('interface.tasks.withPicked'),
      link: pickAll
        ? { href: link(visit, here), text: t('interface.tasks.pickNone') }
        : { href: link(visit, all), text: t('interface.tasks.pickAll') },
      buttons: [
        { name: 'then', value: 'claim', text: t('interface.tasks.take') },
        { name: 'then', value: 'return', text: t('interface.tasks.giveBack') },
      ],
      choice:
        colleagues.length === 0
          ? null
          : {
              name: 'to',
              label: t('interface.tasks.to'),
              empty: t('interface.tasks.toWhom'),
              options: colleagues.map((each) => ({ value: each.principal, label: colleagueLabel(visit, each) })),
              button: { name: 'then', value: 'give', text: t('interface.tasks.give') },
            },
    })}${table}`,
  });
}
