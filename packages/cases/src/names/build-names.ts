import type { Authority, Catalogue, OfficeData, ServiceVersion } from '../catalogue/types.ts';
import type { SessionView, Source } from '../types.ts';
import { findOffice } from './competence.ts';
import { readName, withAnswers, type Tree } from './tree.ts';

/** What identity and registers told when the form opened: reserved roots and, by dotted name, where each value comes from. */
export interface Facts {
  names: Tree;
  sources: Record<string, Source>;
  /** Municipality that the resident chose where the names leave several offices, by party. */
  chosen?: Record<string, number>;
}

export interface NamesInput {
  catalogue: Catalogue;
  version: ServiceVersion;
  authority: Authority;
  /** ISO date: fee, law and remedies are those of this day. */
  day: string;
  facts: Facts;
  answers: Record<string, unknown>;
  language: string;
  channel: string;
  level: number;
  /** Who orders, perhaps for somebody else; null: nobody is signed in. */
  session: Pick<SessionView, 'principal' | 'displayName' | 'acting'> | null;
}

/** A party as the process and the expressions see it. */
export interface PartyNames {
  id: string;
  authority: string;
  office: string;
  function: string;
  name: string;
  offer: Record<string, unknown>;
  tariff: Record<string, number>;
  remedies: Record<string, { kind: string; period: string }>;
  /** The office has taken the place of another one. */
  handedOver?: boolean;
}

/**
 * The tree of names of a draft or case (service-package.md 2.1): reserved roots filled by the machine, then the answers.
 * A party that cannot be resolved yet is absent.
 */
export function buildNames(input: NamesInput): Tree {
  const { catalogue, version, authority, day, session } = input;
  const applicant = session && (session.acting ?? session);
  const names = withAnswers(input.facts.names, input.answers);
  useTerms(names, input, authority.id);
  names.applicant = {
    kind: session?.acting?.company ? 'company' : 'self',
    ref: readName(names, 'person.ref') ?? 'applicant',
    name: applicant?.displayName ?? '',
    level: input.level,
    principal: applicant?.principal ?? '',
  };
  names.actor = actorOf(session);
  names.service = {
    id: version.id,
    hash: version.hash,
    competent: version.manifest.competent,
    ...(version.manifest.parameters as Tree | undefined),
  };
  names.source = sourceTree(input.facts.sources);
  names.case = { id: null, reference: null, submittedOn: day, submittedAt: null, channel: input.channel, language: input.language };
  names.household = householdNames(names, input.language);
  const parties = resolveParties(catalogue, version, names, day, { language: input.language, chosen: input.facts.chosen });
  names.parties = parties;
  // Who is responsible sets offer and amounts, wherever the person lives.
  const competent = parties[version.manifest.competent]?.authority;
  if (competent !== undefined && competent !== authority.id) useTerms(names, input, competent);
  return names;
}

/** Settings of the offer and amounts of an authority. */
function useTerms(names: Tree, { catalogue, version, day }: NamesInput, authority: string): void {
  const offer = offerSettings(catalogue, version, authority, day);
  names.offer = offer;
  names.lists = Object.fromEntries(Object.keys(version.manifest.settings ?? {}).map((setting) => [setting, offer[setting]]));
  names.tariff = tariffAmounts(catalogue, authority, day);
}

/** Who acts: the person, somebody with a mandate, or a caseworker of an office at the counter or on the phone. */
function actorOf(session: NamesInput['session']): Tree {
  if (!session?.acting) return { kind: 'self' };
  const { capture } = session.acting;
  return capture
    ? { kind: capture.channel, office: capture.office, principal: session.principal }
    : { kind: session.acting.kind, name: session.displayName, principal: session.principal, joint: session.acting.joint };
}

/** Settings of the authority's offer with the service's defaults behind them. */
export function offerSettings(catalogue: Catalogue, version: ServiceVersion, authority: string, day: string): Record<string, unknown> {
  const offered = catalogue.authorities.offer(authority, version.id, day)?.settings ?? {};
  return Object.fromEntries(
    Object.entries(version.manifest.settings ?? {}).map(([name, setting]) => {
      const value = offered[name] ?? setting.default;
      return [name, Array.isArray(value) ? value.filter((entry) => setting.values.includes(entry)) : value];
    }),
  );
}

function tariffAmounts(catalogue: Catalogue, authority: string, day: string): Record<string, number> {
  return Object.fromEntries(
    Object.entries(catalogue.authorities.tariff(authority, day)).map(([code, entry]) => [code, Number(entry.amount)]),
  );
}

/** Offices by party id for the places that are known (service-package.md 3.2). */
export function resolveParties(
  catalogue: Catalogue,
  version: ServiceVersion,
  names: Tree,
  day: string,
  { language, chosen }: { language: string; chosen?: Record<string, number> | undefined },
): Record<string, PartyNames> {
  const parties: Record<string, PartyNames> = {};
  for (const [id, rule] of Object.entries(version.manifest.parties)) {
    if (!rule.function) continue;
    const { found } = findOffice(catalogue, rule, names, day, chosen?.[id] ?? null);
    if (!found) continue;
    parties[id] = partyNames(catalogue, version, { id, ...found, day, language });
  }
  return parties;
}

/** What a process sees of an office as a party: offer, tariff and remedies are those of a day. */
export function partyNames(
  catalogue: Catalogue,
  version: ServiceVersion,
  { id, authority, office, day, language }: { id: string; authority: Authority; office: OfficeData; day: string; language: string },
): PartyNames {
  const remedies = catalogue.authorities.remedies(authority.id, day);
  return {
    id,
    authority: authority.id,
    office: office.principal,
    function: office.function,
    name: authority.names[language] ?? authority.names.de ?? authority.id,
    offer: offerSettings(catalogue, version, authority.id, day),
    tariff: tariffAmounts(catalogue, authority.id, day),
    remedies: Object.fromEntries(Object.entries(remedies).map(([role, remedy]) => [role, { kind: remedy.kind, period: remedy.period }])),
  };
}

interface MemberName {
  ref: string;
  officialName: string;
  firstName: string;
  dateOfBirth?: string | null;
}

/** Household with choices for forms: the person, register members, added persons. */
function householdNames(names: Tree, language: string): Tree {
  const household = (names.household ?? {}) as { members?: MemberName[]; added?: MemberName[]; complete?: boolean };
  const self = names.person as (MemberName & Tree) | undefined;
  const members = household.members ?? [];
  const added = Array.isArray(household.added) ? household.added : [];
  const everyone = [...(self?.ref && !members.some((member) => member.ref === self.ref) ? [self] : []), ...members, ...added];
  return {
    ...household,
    members,
    added,
    complete: household.complete === true,
    choices: everyone.map((member) => ({ value: member.ref, label: `${member.firstName} ${member.officialName}` })),
    language,
  };
}

function sourceTree(sources: Record<string, Source>): Tree {
  return withAnswers({}, sources as Record<string, unknown>);
}

/** The competent party of a tree of names; null when no office is responsible. */
export function competentParty(version: ServiceVersion, names: Tree): PartyNames | null {
  return (names.parties as Record<string, PartyNames> | undefined)?.[version.manifest.competent] ?? null;
}
