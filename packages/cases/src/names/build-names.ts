import type { Authority, Catalogue, OfficeData, ServiceVersion } from '../catalogue/types.ts';
import type { SessionView, Source } from '../types.ts';
import { CatalogueError } from '../errors.ts';
import { compileExpression } from '@einwohnerportal/decisions';
import { readName, withAnswers, type Tree } from './tree.ts';

/** What identity and registers told when the form opened: reserved roots and, by dotted name, where each value comes from. */
export interface Facts {
  names: Tree;
  sources: Record<string, Source>;
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
  const offer = offerSettings(catalogue, version, authority.id, day);
  names.offer = offer;
  names.lists = Object.fromEntries(Object.keys(version.manifest.settings ?? {}).map((setting) => [setting, offer[setting]]));
  names.tariff = tariffAmounts(catalogue, authority.id, day);
  names.applicant = {
    kind: 'self',
    ref: readName(names, 'person.ref') ?? 'applicant',
    name: applicant?.displayName ?? '',
    level: input.level,
    principal: applicant?.principal ?? '',
  };
  names.actor = session?.acting ? { kind: 'mandate', name: session.displayName, principal: session.principal } : { kind: 'self' };
  names.service = {
    id: version.id,
    hash: version.hash,
    competent: version.manifest.competent,
    ...(version.manifest.parameters as Tree | undefined),
  };
  names.source = sourceTree(input.facts.sources);
  names.case = { id: null, reference: null, submittedOn: day, submittedAt: null, channel: input.channel, language: input.language };
  names.household = householdNames(names, input.language);
  names.parties = resolveParties(catalogue, version, names, day, input.language);
  return names;
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
  language: string,
): Record<string, PartyNames> {
  const parties: Record<string, PartyNames> = {};
  for (const [id, rule] of Object.entries(version.manifest.parties)) {
    if (!rule.function) continue;
    const place = rule.place === undefined ? null : evaluatePlace(rule.place, names);
    if (rule.place !== undefined && place === null) continue;
    const found = catalogue.authorities.office(rule.function, place, day);
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

function evaluatePlace(place: string, names: Tree): number | null {
  const value = place.startsWith('=') ? compileExpression(place).evaluate(names).value : readName(names, place);
  const bfs = Number(value);
  return value === null || value === undefined || !Number.isInteger(bfs) ? null : bfs;
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

/** The competent party of a tree of names. @throws CatalogueError `party-not-found` when no office is responsible */
export function competentParty(version: ServiceVersion, names: Tree): PartyNames {
  const party = (names.parties as Record<string, PartyNames> | undefined)?.[version.manifest.competent];
  if (!party) {
    throw new CatalogueError(
      'party-not-found',
      `expected an office for party ${version.manifest.competent} of service ${version.id}, got none for the known place`,
    );
  }
  return party;
}

export function competentOffice(catalogue: Catalogue, party: PartyNames): { authority: Authority; office: OfficeData } {
  const found = catalogue.authorities.byOffice(party.office);
  if (!found) throw new CatalogueError('office-unknown', `expected office ${party.office} of the catalogue, got nothing`);
  return found;
}
