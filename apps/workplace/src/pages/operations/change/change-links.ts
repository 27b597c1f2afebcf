import { html, rows, type Html } from '@einwohnerportal/ui';
import { link } from '@einwohnerportal/web';
import type { Visit } from '../../../visit.ts';

/** Changes of a running case; each needs a second person. The words are parts of addresses. */
export const CHANGES = ['skip', 'values', 'move', 'migrate', 'stop'] as const;
export type ChangeKind = (typeof CHANGES)[number];

/** Ways to the changes that are possible here, each with what it does. */
export function changeLinks(visit: Visit, at: { caseId: string; token: number }, kinds: readonly ChangeKind[]): Html {
  const { t } = visit;
  if (kinds.length === 0) return html``;
  return html`<div class="stack"><h3>${t('interface.operations.change.other')}</h3><p class="quiet">${t('interface.operations.change.fourEyes')}</p>
${rows(
  kinds.map((kind) => ({
    href: link(visit, `/operations/cases/${at.caseId}/${at.token}/${kind}`),
    title: t(`interface.operations.change.${kind}.link`),
    text: t(`interface.operations.change.${kind}.about`),
  })),
)}</div>`;
}
