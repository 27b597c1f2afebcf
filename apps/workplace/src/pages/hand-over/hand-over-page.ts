import { LONGEST_WORDS, type HandOver, type SessionView } from '@einwohnerportal/cases';
import { actions, button, form, html, notice, select, textarea, wrap, type Html } from '@einwohnerportal/ui';
import { againNotice, COMMAND_FIELD, commandId, link, TOKEN_FIELD, type Again } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';
import { besideHead } from '../task/beside-head.ts';

/** What is wrong with what was posted. */
export type HandOverFault = 'office' | 'words' | 'long' | 'busy';

export interface HandOverPageProps {
  session: SessionView;
  handOver: HandOver;
  again: Again | null;
  posted: URLSearchParams | null;
  fault: HandOverFault | null;
}

/** The office that is to take the case, and the reason that it and the person read. */
export function handOverPage(visit: Visit, { session, handOver, again, posted, fault }: HandOverPageProps): Html {
  const { t } = visit;
  const message = fault && t(`interface.handOver.fault.${fault}`, { count: LONGEST_WORDS });
  const control = fault === 'office' ? 'office' : 'words';
  return wrap(html`<div class="desk-grid">${besideHead(visit, handOver, t('interface.handOver.title'), message ? { control, message } : null)}
<p>${t('interface.handOver.lead')}</p>
${againNotice(visit, again)}${
    handOver.offices.length === 0
      ? notice({ title: t('interface.handOver.none') })
      : form({
          action: link(visit, `/tasks/${handOver.caseId}/${handOver.token}/hand-over`),
          fields: { [TOKEN_FIELD]: session.csrf, [COMMAND_FIELD]: commandId(posted) },
          children: html`${select({
            id: 'office',
            name: 'office',
            label: t('interface.handOver.office'),
            hint: t('interface.handOver.officeHint'),
            empty: t('interface.handOver.choose'),
            value: posted?.get('office') ?? '',
            options: (['above', 'own', 'elsewhere'] as const).flatMap((group) =>
              handOver.offices
                .filter((each) => each.group === group)
                .map(({ principal, name }) => ({ value: principal, label: t(`interface.handOver.group.${group}`, { name }) })),
            ),
            error: fault === 'office' ? message : null,
          })}${textarea({
            id: 'words',
            name: 'words',
            label: t('interface.handOver.words'),
            hint: t('interface.handOver.wordsHint'),
            value: posted?.get('words') ?? '',
            rows: 5,
            error: fault && fault !== 'office' ? message : null,
          })}${actions(button({ text: t('interface.handOver.button') }))}`,
        })
  }</div>`);
}
