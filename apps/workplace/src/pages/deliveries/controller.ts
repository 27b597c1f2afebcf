import { emptyState, html, workPage, worklist, workViews } from '@einwohnerportal/ui';
import { formatDay, formatShortInstant, inSession, link, toSignIn } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { showNoOffice } from '../../no-office.ts';
import { ownOffices, type Show } from '../../visit.ts';

/** Documents of the person's offices that have not reached anybody yet: what came back first. */
export const show: Show = async (visit) => {
  const { t, site } = visit;
  const found = await inSession(visit, (scope) => site.domain.listDeliveries(scope, visit.lang));
  if (!found) return toSignIn(visit);
  const { session, value: rows } = found;
  if (ownOffices(visit, session).length === 0) return showNoOffice(visit, session);
  const groups = (['returned', 'under-way'] as const)
    .map((state) => ({ state, rows: rows.filter((row) => row.state === state) }))
    .filter((group) => group.rows.length > 0);
  const main = workPage({
    title: t('interface.deliveries.sentence', { count: rows.filter(({ state }) => state === 'returned').length }),
    intro: t('interface.deliveries.lead'),
    rail: workViews({
      label: t('interface.tasks.views'),
      views: [
        { href: link(visit, '/tasks'), text: t('interface.tasks.view.all') },
        { href: link(visit, '/deliveries'), text: t('interface.deliveries.title'), count: rows.length, current: true },
      ],
    }),
    children:
      rows.length === 0
        ? emptyState({ text: t('interface.deliveries.none') })
        : worklist({
            label: t('interface.deliveries.title'),
            due: { title: t('interface.deliveries.since') },
            task: { title: t('interface.tasks.column.person') },
            columns: [
              { key: 'document', title: t('interface.deliveries.document') },
              { key: 'channel', title: t('interface.deliveries.how') },
              { key: 'reference', title: t('interface.tasks.column.reference') },
            ],
            groups: groups.map((group) => ({
              title: t(`interface.deliveries.state.${group.state}`),
              rows: group.rows.map((row) => ({
                href: link(visit, `/cases/${row.caseId}/deliveries`),
                title: html`<span translate="no">${row.person}</span>`,
                due: {
                  date: row.returnedOn ? formatDay(row.returnedOn, visit) : formatShortInstant(row.since, visit),
                  left: t(`interface.deliveries.state.${row.state}`),
                },
                cells: {
                  document: row.title,
                  channel: t(`interface.deliveries.channel.${row.channel}`),
                  reference: html`<span class="nowrap" translate="no">${row.reference}</span>`,
                },
              })),
            })),
          }),
  });
  return reply(visit, { title: t('interface.deliveries.title'), main, session, current: 'tasks' });
};
