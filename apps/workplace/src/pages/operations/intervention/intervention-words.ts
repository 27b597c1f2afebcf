import type { Intervention } from '@einwohnerportal/cases';
import type { Visit } from '../../../visit.ts';

/** Where an intervention stands, as one sentence. */
export function stateWords({ t }: Visit, each: Intervention): string {
  if (each.state === 'proposed') return t(`interface.operations.state.${each.preparedBy.me ? 'proposedByMe' : 'proposed'}`);
  if (each.state !== 'released') return t(`interface.operations.state.${each.state}`);
  if (each.outcome === null) return t('interface.operations.state.ordered');
  return t(`interface.operations.state.${each.outcome.result === 'rejected' ? 'failed' : 'done'}`);
}
