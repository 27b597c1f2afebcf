import { randomBytes } from 'node:crypto';
import type { Beginning, EngineOptions, Queryable, Variables } from '@einwohnerportal/engine';
import type pg from 'pg';
import type { Authority, Catalogue, ServiceVersion } from '../catalogue/types.ts';
import { computeFee } from '../drafts/fee.ts';
import { newReference } from '../ids.ts';
import { buildNames, resolveParties, type PartyNames } from '../names/build-names.ts';
import type { Tree } from '../names/tree.ts';
import { localDay } from '../request/scope.ts';
import { deliver } from '../worker/platform/put-in-inbox.ts';
import { storeBegunCase } from './store-begun-case.ts';

export interface BeginnerOptions {
  catalogue: () => Catalogue;
  clock?: () => string;
}

/** A person the event names, or the competent office itself. */
interface Applicant {
  personId: string | null;
  principal: string;
  name: string;
  language: string;
  level: number;
}

/** A municipality or canton in which the case begins, with the names that lead to its office. */
interface Place {
  authority: Authority;
  party: PartyNames;
  names: Tree;
}

/**
 * What a start event of a service begins: a case where the names of the event lead to a competent office that offers the service;
 * without such names one case at every authority that offers it. The applicant is the person of `applicant.principal`, else the office.
 */
export function createCaseBeginner({ catalogue, clock }: BeginnerOptions): NonNullable<EngineOptions['beginCases']> {
  return async (client, beginning, open) => {
    const version = await versionOf(client, catalogue(), beginning.definitionId);
    if (!version) return;
    const now = clock?.() ?? (await databaseNow(client));
    const day = localDay(now, catalogue().authorities.canton.zone);
    for (const place of placesOf(catalogue(), version, beginning.variables as Tree, day)) {
      await open(place.authority.id, (caseId) => beginCase(client, catalogue(), version, { ...place, caseId, beginning, now, day }));
    }
  };
}

async function versionOf(client: Queryable, catalogue: Catalogue, definitionId: string): Promise<ServiceVersion | null> {
  const { rows } = await client.query(
    'select service, service_hash as hash from cases.deployments where definition_id = $1 order by deployed_at desc limit 1',
    [definitionId],
  );
  const [deployed] = rows as { service: string; hash: string }[];
  return deployed ? catalogue.service(deployed.service, deployed.hash) : null;
}

async function databaseNow(client: Queryable): Promise<string> {
  const { rows } = await client.query('select now() as now');
  return (rows[0] as { now: Date }).now.toISOString();
}

/** Authorities in which the event begins a case: those with an offer of the day. */
export function placesOf(catalogue: Catalogue, version: ServiceVersion, names: Tree, day: string): Place[] {
  const { authorities } = catalogue;
  const offers = (authority: string): boolean => {
    const offer = authorities.offer(authority, version.id, day);
    return offer !== null && offer.state !== 'paused';
  };
  const at = (own: Tree): Place[] => {
    const party = resolveParties(catalogue, version, own, day, { language: 'de' })[version.manifest.competent];
    const authority = party && authorities.byId(party.authority);
    return party && authority && offers(authority.id) ? [{ authority, party, names: own }] : [];
  };
  const named = at(names);
  if (named.length > 0 || names.residence !== undefined) return named;
  const found = authorities.all().flatMap(({ id, bfs }) => {
    if (bfs === null || !offers(id)) return [];
    return at({ ...names, residence: { municipality: bfs } });
  });
  return [...new Map(found.map((place) => [place.authority.id, place])).values()];
}

interface Begun extends Place {
  caseId: string;
  beginning: Beginning;
  now: string;
  day: string;
}

/** Writes the case and gives the names its process begins with: those of the event below the reserved roots. */
async function beginCase(client: Queryable, catalogue: Catalogue, version: ServiceVersion, begun: Begun): Promise<Variables> {
  const { authority, party, caseId, beginning, now, day } = begun;
  const applicant = await applicantOf(client, begun);
  const names = buildNames({
    catalogue,
    version,
    authority,
    day,
    facts: { names: begun.names, sources: {} },
    answers: {},
    language: applicant.language,
    channel: beginning.kind,
    level: applicant.level,
    session: { principal: applicant.principal, displayName: applicant.name, acting: null },
  });
  const fee = computeFee(catalogue, version, names, authority.id, day) ?? { items: [], total: '0.00' };
  const reference = newReference(day);
  await storeBegunCase(client, {
    caseId,
    reference,
    version,
    vocabulary: catalogue.vocabulary,
    party,
    parties: names.parties as Record<string, PartyNames>,
    applicant,
    now,
    day,
    channel: beginning.kind,
    secret: randomBytes(16).toString('hex'),
    told: begun.names,
    fee,
  });
  if (applicant.personId) {
    await deliver(client as pg.PoolClient, { caseId, recipient: applicant.principal, kind: 'received', stepKey: 'received', now });
  }
  const { people: _people, ...variables } = names;
  const { language } = applicant;
  const submitted = { id: caseId, reference, submittedOn: day, submittedAt: now, channel: beginning.kind, language };
  return { ...variables, case: submitted, fee: { items: fee.items, total: Number(fee.total) } };
}

async function applicantOf(client: Queryable, { names, party, authority }: Begun): Promise<Applicant> {
  const principal = (names.applicant as { principal?: unknown } | undefined)?.principal;
  const personId = typeof principal === 'string' ? (/^person:([0-9a-f-]{36})$/.exec(principal)?.[1] ?? null) : null;
  if (personId) {
    const { rows } = await client.query('select official_name, first_name, language from cases.persons where person_id = $1', [personId]);
    const [person] = rows as { official_name: string; first_name: string; language: string }[];
    if (person) {
      const name = `${person.first_name} ${person.official_name}`;
      return { personId, principal: `person:${personId}`, name, language: person.language, level: 0 };
    }
  }
  const language = authority.languages[0] ?? 'de';
  const office = authority.offices[party.function];
  return { personId: null, principal: party.office, name: office?.names[language] ?? party.name, language, level: 0 };
}
