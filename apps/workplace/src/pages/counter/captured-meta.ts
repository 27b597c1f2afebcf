import type { CaseView } from '@einwohnerportal/cases';
import type { Visit } from '../../visit.ts';
import { signatureWords } from './signed-paper.ts';

/** Who captured a case at the counter or on the phone, and whether the signed sheet is there, for the head of its page; nothing where the person sent it. */
export function capturedMeta(visit: Visit, { captured }: CaseView): { term: string; value: string }[] {
  if (!captured) return [];
  const { t } = visit;
  const { channel, office, by, signature } = captured;
  return [
    { term: t(`interface.counter.fact.captured.${channel}`), value: by ? `${by}, ${office}` : office },
    ...(signature ? [{ term: t('interface.counter.signed.title'), value: signatureWords(visit, signature) }] : []),
  ];
}
