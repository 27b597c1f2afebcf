import type { Authority, Catalogue } from '../catalogue/types.ts';
import type { Facts } from '../names/build-names.ts';
import { readName, writeName, type Tree } from '../names/tree.ts';
import { companyNames } from '../representation/company.ts';
import { applicantOf } from '../request/scope.ts';
import type { Prefill, Scope, SessionView, Source } from '../types.ts';

export interface GatheredFacts {
  facts: Facts;
  /** Person reference → key of the register; never shown, never in a variable. */
  refs: Record<string, string>;
}

export interface FactsInput {
  catalogue: Catalogue;
  prefill: Prefill | null;
  session: SessionView;
  birthdate: string | null;
  authority: Authority;
  day: string;
  now: string;
  language: string;
  /** Contact data that the person set in the profile, and since when; before what the sign-in says. */
  profile: { names: Record<string, string>; at: string | null };
  /** What the person wrote in earlier cases (`readEarlier`). */
  earlier: readonly EarlierAnswer[];
}

/** Reference of the person the draft is about; members of the household follow as p2, p3 … */
const SELF = 'p1';

/**
 * Gathers what identity and registers know, once, when the form opens (service-package.md 2.3). A register that is not bound,
 * does not answer or does not know the person leaves its names out: then the form asks for them.
 */
export async function gatherFacts(input: FactsInput): Promise<GatheredFacts> {
  const names: Tree = {};
  const sources: Record<string, Source> = {};
  const refs: Record<string, string> = {};
  fill(names, sources, identityNames(input), { source: 'identity', at: input.now, verified: true });
  const company = input.session.acting?.company ?? null;
  if (company) fill(names, sources, companyNames(company), { source: 'register', at: input.now, verified: true });
  for (const [name, value] of Object.entries(input.profile.names)) {
    writeName(names, name, value);
    sources[name] = { source: 'profile', at: input.profile.at ?? input.now, verified: false };
  }
  writeName(names, 'residence.municipality', input.authority.bfs);
  sources['residence.municipality'] = { source: 'declared', at: input.now, verified: false };
  writeName(names, 'household', { members: [], complete: false });

  for (const [capability, connector] of readingConnectors(input)) {
    const answer = await input.prefill!.read(
      capability,
      connector,
      {
        person: {
          officialName: applicantOf(input.session).officialName,
          firstName: applicantOf(input.session).firstName,
          dateOfBirth: input.birthdate,
        },
      },
      { authority: input.authority.id, bfs: String(input.authority.bfs ?? ''), language: input.language },
    );
    if (answer === null || answer.found === false) continue;
    forgetVaultNames(answer, input.catalogue.vocabulary);
    takeAnswer(answer, names, sources, refs, { source: 'register', authority: input.authority.id, at: input.now, verified: true });
  }
  for (const [name, value] of Object.entries(input.session.acting?.capture?.address ?? {})) {
    if (readName(names, `address.${name}`) !== undefined) continue;
    writeName(names, `address.${name}`, value);
    sources[`address.${name}`] = { source: 'declared', at: input.now, verified: false };
  }
  for (const { name, value, at } of input.earlier) {
    if (readName(names, name) !== undefined) continue;
    writeName(names, name, value);
    sources[name] = { source: 'case', at, verified: false };
  }
  writeName(names, 'person.ref', SELF);
  return { facts: { names, sources }, refs };
}

export interface EarlierAnswer {
  name: string;
  value: unknown;
  /** ISO instant when it was given. */
  at: string;
}

/** The newest answer to each of these names in the person's own earlier cases, as far as they wrote it themselves. */
export async function readEarlier(scope: Scope, names: readonly string[]): Promise<EarlierAnswer[]> {
  if (names.length === 0 || !scope.session) return [];
  const { rows } = await scope.client.query<{ name: string; value: unknown; at: Date }>(
    `select distinct on (a.name) a.name, a.value, a.at from cases.answers a join cases.cases c using (case_id)
     where c.applicant_id = $1 and a.name = any ($2) and a.source ->> 'source' in ('declared', 'case') order by a.name, a.at desc`,
    [applicantOf(scope.session).personId, names],
  );
  return rows.map(({ name, value, at }) => ({ name, value, at: at.toISOString() }));
}

function identityNames({ session, birthdate }: FactsInput): Tree {
  const { officialName, firstName } = applicantOf(session);
  if (session.acting?.company) return {};
  return {
    person: { officialName, firstName, ...(birthdate ? { dateOfBirth: birthdate } : {}) },
    ...(session.email && !session.acting ? { contact: { email: session.email } } : {}),
  };
}

/** Capabilities that fill roots, each once, with the connector this authority has bound to it today. */
function readingConnectors({ catalogue, prefill, authority, day, session }: FactsInput): Map<string, string> {
  const found = new Map<string, string>();
  // Registers of residents know no companies.
  if (!prefill || session.acting?.company) return found;
  for (const capability of new Set(Object.values(catalogue.vocabulary.reads))) {
    if (!catalogue.hasCapability(capability)) continue;
    const binding = catalogue.authorities.binding(authority.id, capability, day);
    if (binding?.to === 'connector' && binding.connector) found.set(capability, binding.connector);
  }
  return found;
}

/** A register may know more than a form may hold: names of the vault are never taken over. */
function forgetVaultNames(answer: Tree, vocabulary: Catalogue['vocabulary']): void {
  for (const name of vocabulary.vaulted) if (readName(answer, name) !== undefined) writeName(answer, name, null);
}

interface RegisterMember {
  registerKey?: string;
  officialName: string;
  firstName: string;
  dateOfBirth?: string;
  relation?: string;
}

function takeAnswer(answer: Tree, names: Tree, sources: Record<string, Source>, refs: Record<string, string>, source: Source): void {
  const { found: _found, registerKey, household, person, ...roots } = answer;
  if (typeof registerKey === 'string') refs[SELF] = registerKey;
  if (person !== null && typeof person === 'object') {
    const { registerKey: _key, ref: _ref, ...shown } = person as Tree;
    fill(names, sources, { person: shown }, source);
  }
  fill(names, sources, roots as Tree, source);
  if (household === null || typeof household !== 'object') return;
  const { members = [], ...rest } = household as { members?: RegisterMember[] } & Tree;
  let next = 2;
  const referenced = members.map(({ registerKey: key, ...member }) => {
    const ref = key !== undefined && key === refs[SELF] ? SELF : `p${next++}`;
    if (key) refs[ref] = key;
    return { ...member, ref };
  });
  writeName(names, 'household', { complete: true, ...rest, members: referenced });
  sources['household.members'] = source;
}

/** Writes every leaf of a tree with its source; lists and null-free scalars are leaves. */
function fill(names: Tree, sources: Record<string, Source>, tree: Tree, source: Source, prefix = ''): void {
  for (const [key, value] of Object.entries(tree)) {
    const name = prefix ? `${prefix}.${key}` : key;
    if (value === null || value === undefined || value === '') continue;
    if (typeof value === 'object' && !Array.isArray(value)) fill(names, sources, value as Tree, source, name);
    else {
      writeName(names, name, value);
      sources[name] = source;
    }
  }
}
