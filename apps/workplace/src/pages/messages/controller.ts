import { emptyState, workPage, worklist, workViews } from '@einwohnerportal/ui';
import { formatShortInstant, inSession, link, toSignIn } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { showNoOffice } from '../../no-office.ts';
import { ownOffices, type Show } from '../../visit.ts';
import { html } from '@einwohnerportal/ui';

/** Cases in which somebody wrote to the person's offices and nobody has read it, oldest first. */
export const show: Show = async (visit) => {
  const { t, site } = visit;
  const found = await inSession(visit, (scope) => site.domain.listUnreadTalks(scope, visit.lang));
  if (!found) return toSignIn(visit);
  const { session, value: rows } = found;
  if (ownOffices(visit, session).length === 0) return showNoOffice(visit, session);
  const main = workPage({
    title: t('interface.talk.unreadTitle', { count: rows.length }),
    rail: workViews({
      label: t('interface.tasks.views'),
      views: [
        { href: link(visit, '/tasks'), text: t('interface.tasks.view.all') },
        { href: link(visit, '/messages'), text: t('interface.talk.unreadView'), count: rows.length, current: true },
      ],
    }),
    children:
      rows.length === 0
        ? emptyState({ text: t('interface.talk.unreadNone') })
        : worklist({
            label: t('interface.talk.unreadView'),
            due: { title: t('interface.talk.since') },
            task: { title: t('interface.tasks.column.person') },
            columns: [
              { key: 'service', title: t('interface.tasks.column.service') },
              { key: 'reference', title: t('interface.tasks.column.reference') },
            ],
            groups: [
              {
                title: t('interface.talk.unreadView'),
                rows: rows.map((row) => ({
                  href: link(visit, `/cases/${row.caseId}/talk`),
                  title: html`<span translate="no">${row.person}</span>`,
                  due: { date: formatShortInstant(row.at, visit), left: t('interface.talk.count', { count: row.count }) },
                  cells: { service: row.service, reference: html`<span class="nowrap" translate="no">${row.reference}</span>` },
                })),
              },
            ],
          }),
  });
  return reply(visit, { title: t('interface.talk.unreadView'), main, session, current: 'tasks' });
};
