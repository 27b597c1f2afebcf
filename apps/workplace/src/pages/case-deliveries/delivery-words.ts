import type { DeliveryView, RulingView } from '@einwohnerportal/cases';
import { formatDay, formatShortInstant } from '@einwohnerportal/web';
import type { Visit } from '../../visit.ts';

/** One delivery in one or two sentences: how, when, with which proof. */
export function deliveryWords(visit: Visit, one: DeliveryView): string {
  const { t } = visit;
  const on = (day: string | null): string => (day ? formatDay(day, visit) : '');
  const by = t(`interface.deliveries.channel.${one.channel}`);
  const parts = [`${by}: ${t(`interface.deliveries.state.${one.state}`)}`];
  const say = (key: 'sent' | 'tried' | 'returned' | 'delivered' | 'deemed' | 'willBeDeemed', day: string | null): void => {
    if (day) parts.push(t(`interface.deliveries.fact.${key}`, { day: on(day), law: one.law ?? '' }));
  };
  say('sent', one.sentOn);
  if (one.openedAt) parts.push(t('interface.deliveries.fact.opened', { day: formatShortInstant(one.openedAt, visit) }));
  say('tried', one.triedOn);
  say('returned', one.returnedOn);
  if (one.state === 'delivered') say('delivered', one.deliveredOn);
  if (one.state === 'deemed') say('deemed', one.deliveredOn);
  if (one.state === 'under-way') say('willBeDeemed', one.deemedOn);
  if (one.proofKind && one.state === 'delivered' && one.channel !== 'inbox')
    parts.push(t('interface.deliveries.fact.proof', { kind: t(`interface.deliveries.proof.${one.proofKind}`), proof: one.proof ?? '' }));
  return parts.join('. ').concat('.');
}

/** How far a ruling has come, in one sentence. */
export function rulingWords(visit: Visit, ruling: RulingView): string {
  const { t } = visit;
  const day = ruling.state === 'notified' ? ruling.appealUntil : ruling.endedOn;
  return t(`interface.deliveries.ruling.${ruling.state}`, { day: day ? formatDay(day, visit) : '' });
}
