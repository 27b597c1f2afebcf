import { compileExpression } from '@einwohnerportal/decisions';
import { municipalityOf } from '@einwohnerportal/forms';
import type { Authority, Catalogue, OfficeData, Offer, ServiceVersion } from '../catalogue/types.ts';
import { readName, type Tree } from './tree.ts';

/** An office that is responsible in an authority. */
export interface FoundOffice {
  authority: Authority;
  office: OfficeData;
}

/**
 * Why nobody can take a case:
 * `place-missing` no name says at which place · `several` the names leave several offices, the resident says which ·
 * `outside` the place is none of the canton · `no-office` nobody serves it with that function · `not-offered` the office does not offer the
 * service here · `ended` no longer · `paused` not at the moment · `unready` a step that only an application does has none there, or an amount is missing.
 */
export type NoOfficeReason = 'place-missing' | 'several' | 'outside' | 'no-office' | 'not-offered' | 'ended' | 'paused' | 'unready';

/** No office can take a case of a draft: what is known about it, so that a page can say what to do. */
export interface NoOffice {
  reason: NoOfficeReason;
  party: string;
  function: string;
  /** Number of the municipality that the names say; null where none is known. */
  place: number | null;
  /** Who would be responsible, as far as it is known. */
  at: FoundOffice | null;
  /** Names that the rule of the place reads. */
  reads: string[];
  /** For `several`: what to choose from. */
  choices: { place: number; at: FoundOffice }[];
  /** For `ended`: the last day of the offer, ISO. */
  until: string | null;
}

export interface Rule {
  function?: string;
  place?: string;
}

type Search = { found: FoundOffice; place: number | null } | { found: null; none: Omit<NoOffice, 'party' | 'function' | 'at' | 'until'> };

/**
 * The office of a rule {function, place} on a day (service-package.md 3.2). A place may be a list: one office of all is taken, of several the
 * one the resident has `chosen` by its municipality.
 */
export function findOffice(catalogue: Catalogue, rule: Rule, names: Tree, day: string, chosen: number | null = null): Search {
  const none = (reason: NoOfficeReason, place: number | null = null, choices: NoOffice['choices'] = []): Search => ({
    found: null,
    none: { reason, place, choices, reads: readsOf(rule) },
  });
  const { authorities } = catalogue;
  const fn = rule.function;
  if (fn === undefined) return none('no-office');
  if (rule.place === undefined) {
    const found = authorities.office(fn, null, day);
    return found ? { found, place: null } : none('no-office');
  }
  const places = placesOf(rule.place, names);
  if (places.length === 0) return none('place-missing');
  const choices = places.flatMap((place) => {
    const at = authorities.office(fn, place, day);
    return at && (ofCanton(catalogue, place, day) || at.office.serves.includes(place)) ? [{ place, at }] : [];
  });
  const different = [...new Map(choices.toReversed().map((each) => [each.at.office.principal, each])).values()].toReversed();
  const taken = different.length === 1 ? different[0] : choices.find(({ place }) => place === chosen);
  if (taken) return { found: taken.at, place: taken.place };
  if (different.length > 1) return none('several', null, different);
  const [place] = places as [number];
  return none(places.some((each) => ofCanton(catalogue, each, day)) ? 'no-office' : 'outside', place);
}

/**
 * What stands in the way of sending a draft to the competent office of a service; null when nothing does.
 * @param chosen municipality that the resident chose among several, by party
 * @param fee `none` where nothing has to be paid, so that nobody need take money; `unknown` where all is answered and there is no amount
 */
export function missingOffice(
  catalogue: Catalogue,
  version: ServiceVersion,
  names: Tree,
  day: string,
  { chosen = {}, fee = 'due' }: { chosen?: Record<string, number> | undefined; fee?: 'due' | 'none' | 'unknown' } = {},
): NoOffice | null {
  const party = version.manifest.competent;
  const rule: Rule = version.manifest.parties[party] ?? {};
  const search = findOffice(catalogue, rule, names, day, chosen[party] ?? null);
  const base = { party, function: rule.function ?? '', until: null };
  if (!search.found) return { ...base, ...search.none, at: atPlace(catalogue, search.none.place, day) };
  const at = search.found;
  const fault = (reason: NoOfficeReason, until: string | null = null): NoOffice => ({
    ...base,
    reason,
    until,
    at,
    place: search.place,
    choices: [],
    reads: readsOf(rule),
  });
  const { authorities } = catalogue;
  const offer = authorities.offer(at.authority.id, version.id, day);
  if (offer?.state === 'paused') return fault('paused');
  if (!offer) {
    const until = authorities.offerEnded(at.authority.id, version.id, day);
    return fault(until === null ? 'not-offered' : 'ended', until);
  }
  const involved = [
    at.authority.id,
    ...Object.values((names.parties ?? {}) as Record<string, { authority: string }>).map((each) => each.authority),
  ];
  const bound = (capability: string): boolean => involved.some((authority) => authorities.binding(authority, capability, day) !== null);
  const needed = stepsOf(version).filter(
    (capability) => catalogue.hasCapability(capability) && (fee !== 'none' || !capability.startsWith('fees.')),
  );
  return fee !== 'unknown' && needed.every(bound) ? null : fault('unready');
}

/**
 * Parties beside the competent one whose place is known and who have no office there: their steps fall to the competent office, which the
 * resident is told before sending.
 */
export function partiesElsewhere(
  catalogue: Catalogue,
  version: ServiceVersion,
  names: Tree,
  day: string,
): { party: string; function: string; place: number }[] {
  return Object.entries(version.manifest.parties).flatMap(([party, rule]) => {
    if (party === version.manifest.competent || !rule.function) return [];
    const search = findOffice(catalogue, rule, names, day);
    const place = search.found ? null : search.none.place;
    return place === null ? [] : [{ party, function: rule.function, place }];
  });
}

/**
 * The offer by which somebody at a municipality may begin: its own where the residence decides who is responsible, the cantonal office's where
 * no place does, else any of the canton, because only the answers tell the place.
 */
export function offerToBegin(catalogue: Catalogue, version: ServiceVersion, municipality: Authority, day: string): Offer | null {
  const { authorities } = catalogue;
  const rule: Rule = version.manifest.parties[version.manifest.competent] ?? {};
  const own = authorities.offer(municipality.id, version.id, day);
  if (rule.place === 'residence.municipality') return own;
  if (rule.place === undefined) {
    const at = rule.function === undefined ? null : authorities.office(rule.function, null, day);
    return (at && authorities.offer(at.authority.id, version.id, day)) ?? own;
  }
  const open = authorities.all().flatMap(({ id }) => authorities.offer(id, version.id, day) ?? []);
  return open.find(({ state }) => state === 'live') ?? open.find(({ state }) => state === 'pilot') ?? open[0] ?? null;
}

/** Is a municipality one of this canton: by the authorities, or by the country's list where the authority is not known here. */
function ofCanton({ authorities }: Catalogue, place: number, day: string): boolean {
  return authorities.byBfs(place, day) !== null || municipalityOf(place)?.canton.toLowerCase() === authorities.canton.id;
}

/** Municipalities (numbers of the Federal Statistical Office) that a rule yields, each once, in its order. */
function placesOf(place: string, names: Tree): number[] {
  const value: unknown = place.startsWith('=') ? compileExpression(place).evaluate(names).value : readName(names, place);
  const all = (Array.isArray(value) ? value : [value]).flatMap((each) => {
    if (each === null || each === undefined || each === '' || typeof each === 'boolean') return [];
    const bfs = Number(each);
    return Number.isInteger(bfs) && bfs > 0 ? [bfs] : [];
  });
  return [...new Set(all)];
}

function readsOf({ place }: Rule): string[] {
  if (place === undefined) return [];
  return place.startsWith('=') ? (place.match(/[A-Za-z][\w]*(?:\.[A-Za-z]\w*)*/g) ?? []) : [place];
}

/** Whom to ask about a place where no office was found: the municipality's first office. */
function atPlace(catalogue: Catalogue, place: number | null, day: string): FoundOffice | null {
  const authority = place === null ? null : catalogue.authorities.byBfs(place, day);
  const office = authority && Object.values(authority.offices)[0];
  return authority && office ? { authority, office } : null;
}

const STEPS = new WeakMap<ServiceVersion, string[]>();

/** Capabilities that the processes of a service name, those it calls included. */
function stepsOf(version: ServiceVersion): string[] {
  const known = STEPS.get(version);
  if (known) return known;
  const xml = [version.processXml, ...Object.values(version.shared).map((shared) => shared.xml)].join('\n');
  const found = [...new Set([...xml.matchAll(/<zeebe:taskDefinition[^>]*\btype="([^"]+)"/g)].map(([, type]) => type!))];
  STEPS.set(version, found);
  return found;
}
