import type { OperatedState } from '@einwohnerportal/cases';
import { history, html, type Html } from '@einwohnerportal/ui';
import { formatShortInstant } from '@einwohnerportal/web';
import type { Visit } from '../../../visit.ts';

/** What the machine did with a case, newest first: in words, the steps it touched, and why an operator did something. */
export function caseHistory(visit: Visit, entries: OperatedState['history']): Html {
  const { t } = visit;
  return history(
    entries.map((entry) => {
      const what = t.word('interface.operations.event', entry.type) ?? entry.type;
      const refused = entry.result === 'rejected' ? t('interface.operations.rejected', { code: entry.code ?? '' }) : '';
      return {
        at: formatShortInstant(entry.at, visit),
        text: html`${sentence(what, entry.steps.slice(0, 4))} ${refused} ${entry.reason ? t('interface.operations.because', { reason: entry.reason }) : ''}`,
      };
    }),
  );
}

/** «Ein Auftrag scheitert: Wohnsitz bestätigen.» A name may end with a sign of its own. */
function sentence(what: string, steps: readonly string[]): string {
  const words = steps.length > 0 ? `${what}: ${steps.join(', ')}` : what;
  return /[.?!]$/.test(words) ? words : `${words}.`;
}
