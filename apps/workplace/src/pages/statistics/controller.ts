import { toCsv, type Duration } from '@einwohnerportal/cases';
import { dataTable, emptyState, goLink, workPage, workViews } from '@einwohnerportal/ui';
import { inSession, link, sendDocument, toSignIn } from '@einwohnerportal/web';
import { reply } from '../../layout.ts';
import { showNoOffice } from '../../no-office.ts';
import { officeLabel, ownOffices, type Show, type Visit } from '../../visit.ts';

/** How long cases of the person's offices take: the median and nine of ten, by service and office. */
export const show: Show = async (visit) => {
  const { t, site } = visit;
  const found = await inSession(visit, (scope) => site.domain.listDurations(scope, visit.lang));
  if (!found) return toSignIn(visit);
  const { session, value: rows } = found;
  if (ownOffices(visit, session).length === 0) return showNoOffice(visit, session);
  const label = (office: string): string => {
    const known = site.context.catalogue.authorities.byOffice(office);
    return known ? officeLabel({ ...known, key: office.replace(/^office:/, '') }, visit.lang) : office;
  };
  if (visit.http.req.query('as') === 'csv') return handOut(visit, rows, label);
  const main = workPage({
    title: t('interface.statistics.sentence', { count: rows.reduce((sum, { closed }) => sum + closed, 0) }),
    intro: t('interface.statistics.lead'),
    rail: workViews({
      label: t('interface.tasks.views'),
      views: [
        { href: link(visit, '/tasks'), text: t('interface.tasks.view.all') },
        { href: link(visit, '/statistics'), text: t('interface.statistics.title'), current: true },
      ],
    }),
    children: rows.length === 0 ? emptyState({ text: t('interface.statistics.empty') }) : table(visit, rows, label),
  });
  return reply(visit, { title: t('interface.statistics.title'), main, session, current: 'tasks' });
};

const NUMBERS = ['closed', 'median', 'p90', 'open', 'late'] as const;

function table(visit: Visit, rows: Duration[], label: (office: string) => string) {
  const { t } = visit;
  const number = (name: (typeof NUMBERS)[number]) => ({ title: t(`interface.statistics.column.${name}`), number: true });
  return dataTable({
    caption: t('interface.statistics.caption'),
    link: goLink({ href: link(visit, '/statistics?as=csv'), text: t('interface.statistics.csv') }),
    columns: [{ title: t('interface.tasks.column.service') }, { title: t('interface.tasks.office') }, ...NUMBERS.map(number)],
    rows: rows.map((row) => [
      row.service,
      label(row.office),
      String(row.closed),
      daysOf(visit, row.median),
      daysOf(visit, row.p90),
      String(row.open),
      String(row.late),
    ]),
  });
}

/** Days with one place behind the point; nothing where nothing was closed. */
function daysOf({ lang }: Visit, days: number | null): string {
  return days === null ? '–' : new Intl.NumberFormat(`${lang}-CH`, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(days);
}

/** The same as a file for a spreadsheet, days as numbers; what a spreadsheet would take for a formula is told as text. */
function handOut({ t, http }: Visit, rows: Duration[], label: (office: string) => string): Response {
  const columns = ['closed', 'median', 'p90', 'open', 'late'] as const;
  const head = [
    t('interface.tasks.column.service'),
    t('interface.tasks.office'),
    ...columns.map((name) => t(`interface.statistics.column.${name}`)),
  ];
  const days = (value: number | null): string => (value === null ? '' : value.toFixed(2));
  const lines = rows.map((row) => [
    row.service,
    label(row.office),
    String(row.closed),
    days(row.median),
    days(row.p90),
    String(row.open),
    String(row.late),
  ]);
  return sendDocument(http, {
    filename: `${t('interface.statistics.title')}.csv`,
    mediaType: 'text/csv; charset=utf-8',
    bytes: new TextEncoder().encode(toCsv([head, ...lines])),
  });
}
