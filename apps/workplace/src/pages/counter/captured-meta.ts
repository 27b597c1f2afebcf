import type { CaseView } from '@einwohnerportal/cases';
import type { Visit } from '../../visit.ts';

/** Who captured a case at the counter or on the phone, for the head of its page; nothing where the person sent it. */
export function capturedMeta({ t }: Visit, { captured }: CaseView): { term: string; value: string }[] {
  if (!captured) return [];
  const { channel, office, by } = captured;
  return [{ term: t(`interface.counter.fact.captured.${channel}`), value: by ? `${by}, ${office}` : office }];
}
