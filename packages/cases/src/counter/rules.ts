import type { Catalogue, ServiceVersion } from '../catalogue/types.ts';
import { offerToBegin } from '../names/competence.ts';
import type { CaptureChannel, SessionView } from '../types.ts';
import type { Identity } from './types.ts';

/** Role of people who capture applications for others. */
export const COUNTER_ROLE = 'counter';

/** Does this person capture for others, in any office. What of it holds is decided by the database. */
export function capturesForOthers(session: SessionView): boolean {
  return session.memberships.some(({ roles }) => roles.includes(COUNTER_ROLE));
}

/** Offices in which this person captures: principals. */
export function countersOf(session: SessionView): string[] {
  return session.memberships.filter(({ roles }) => roles.includes(COUNTER_ROLE)).map(({ office }) => office);
}

/** Level of assurance (AGOVaq) that a capture reaches: by the paper that was shown; nobody can show one on the phone. */
export function levelOfCapture(catalogue: Catalogue, channel: CaptureChannel, identity: Identity | null): number {
  const { counter } = catalogue.authorities.canton;
  if (channel === 'phone' || identity === null) return counter.unknown;
  return counter.identity[identity] ?? counter.unknown;
}

/** Is a service captured this way at an authority: the service says on which channels, the authority's offer may say fewer. */
export function capturedBy(
  catalogue: Catalogue,
  version: ServiceVersion,
  authority: string,
  channel: CaptureChannel,
  day: string,
): boolean {
  const place = catalogue.authorities.byId(authority);
  const offer = place && offerToBegin(catalogue, version, place, day);
  return version.manifest.channels.includes(channel) && (offer?.channels ?? version.manifest.channels).includes(channel);
}

/** Services that an authority captures for people today, by either way. */
export function capturableServices(catalogue: Catalogue, authority: string, day: string): ServiceVersion[] {
  return catalogue.services().flatMap((id) => {
    const version = catalogue.service(id);
    const place = catalogue.authorities.byId(authority);
    const offer = place && offerToBegin(catalogue, version, place, day);
    if (!offer || offer.state === 'paused') return [];
    return (['counter', 'phone'] as const).some((channel) => capturedBy(catalogue, version, authority, channel, day)) ? [version] : [];
  });
}
