import type { Intervention } from '@einwohnerportal/cases';
import { emptyState, html, workPage, worklist, type Html, type WorkRow } from '@einwohnerportal/ui';
import { formatShortInstant, link } from '@einwohnerportal/web';
import { ageWords } from '../../../incident-words.ts';
import { operationsRail } from '../../../operators.ts';
import type { Visit } from '../../../visit.ts';
import { stateWords } from '../intervention/intervention-words.ts';

/** Mine to release first, then what waits for others, then what was decided. */
export function interventionsPage(visit: Visit, { list, now }: { list: Intervention[]; now: string }): Html {
  const { t } = visit;
  const groups = Map.groupBy(list, (each) =>
    each.state === 'proposed' && !each.preparedBy.me
      ? 'release'
      : each.state === 'proposed' || each.state === 'draft'
        ? 'waiting'
        : 'decided',
  );
  const shown = (['release', 'waiting', 'decided'] as const).flatMap((group) => {
    const rows = groups.get(group);
    return rows ? [{ title: t(`interface.operations.interventions.${group}`), rows: rows.map((each) => row(visit, each, now)) }] : [];
  });
  return workPage({
    title: t('interface.operations.interventions.title', { count: groups.get('release')?.length ?? 0 }),
    intro: t('interface.operations.interventions.lead'),
    rail: operationsRail(visit, 'interventions', [], (groups.get('release')?.length ?? 0) + (groups.get('waiting')?.length ?? 0)),
    children:
      shown.length === 0
        ? emptyState({ text: t('interface.operations.interventions.empty') })
        : worklist({
            label: t('interface.operations.area.interventions'),
            due: { title: t('interface.operations.column.prepared') },
            task: { title: t('interface.operations.column.change') },
            columns: [
              { key: 'state', title: t('interface.operations.column.state') },
              { key: 'who', title: t('interface.operations.column.who'), short: t('interface.operations.column.whoShort') },
              { key: 'service', title: t('interface.tasks.column.service') },
              { key: 'reference', title: t('interface.tasks.column.reference') },
            ],
            groups: shown,
          }),
  });
}

function row(visit: Visit, each: Intervention, now: string): WorkRow {
  return {
    href: link(visit, `/operations/interventions/${each.caseId}/${each.id}`),
    title: visit.t(`interface.operations.kind.${each.kind}`),
    due: { date: formatShortInstant(each.createdAt, visit), left: ageWords(visit, each.createdAt, now) },
    cells: {
      state: stateWords(visit, each),
      who: html`<span translate="no">${each.preparedBy.name}</span>`,
      service: each.case.title,
      reference: html`<span class="nowrap" translate="no">${each.case.reference}</span>`,
    },
  };
}
