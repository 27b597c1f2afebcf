import type { Assignment, AssignmentWish, EngineHost, Routing, TokenInfo, Variables } from '@einwohnerportal/engine';
import { age, due } from '../catalogue/calendar.ts';
import type { Binding, Catalogue } from '../catalogue/types.ts';
import { CasesError, CatalogueError } from '../errors.ts';
import type { PartyNames } from '../names/build-names.ts';
import { localDay } from '../request/scope.ts';

/** Roots that a called process sees although it inherits nothing (service-package.md 2.1 and 3.4). */
export const RESERVED_ROOTS = [
  'case',
  'applicant',
  'actor',
  'person',
  'residence',
  'address',
  'household',
  'contact',
  'parties',
  'offer',
  'tariff',
  'lists',
  'evidence',
  'fee',
  'source',
  'service',
] as const;

export interface HostOptions {
  /** The catalogue of now: bindings and offices are resolved when a step begins. */
  catalogue: () => Catalogue;
  clock?: () => string;
}

/**
 * What the engine leaves to the domain: "connector or person" by the binding of the lane's authority, who gets a task, and
 * `due` and `age` with the calendar of the lane's party.
 */
export function createEngineHost({ catalogue, clock }: HostOptions): EngineHost {
  const now = (): string => clock?.() ?? new Date().toISOString();
  return {
    reservedRoots: RESERVED_ROOTS,
    route: (token, kind, inputs, root) => route(catalogue(), now(), token, kind, root),
    assign: (token, _role, dueDate, root, wish) => assign(token, wish, dueDate, root, catalogue(), now()),
    functions(token, root, at) {
      const { authorities } = catalogue();
      const { zone } = authorities.canton;
      const authority = partyOf(token, root)?.authority ?? '';
      const dayOff = authorities.calendar(authority);
      return {
        due: (period, from) => (period === null ? null : due(String(period), from ? String(from) : at, dayOff, zone)),
        age: (person, day) => age(person, day ? String(day) : localDay(at, zone)),
      };
    },
    decide(_token, decisionId, names, budget) {
      // The decision of the very content the case started with.
      const { id, hash } = names.service as { id: string; hash: string };
      const decisions = catalogue().service(id, hash).decisions[decisionId];
      if (!decisions) throw new CatalogueError('decision-unknown', `expected decision ${decisionId} of service ${id}, got none`);
      const { value, warnings } = decisions.evaluate(decisionId, names, { budget });
      const stopped = warnings.find(({ code }) => code === 'feel-budget-exceeded');
      if (stopped) throw new CatalogueError('decision-budget', `${stopped.message}, at decision ${decisionId} of service ${id}`);
      return value;
    },
    overlay(token, root) {
      const party = partyOf(token, root);
      return party && token.callers.length > 0 ? { parties: { ...(root.parties as Variables), office: party } } : {};
    },
  };
}

/** The office party of a token: its lane's, else the competent one (a lane of the applicant borrows its calendar). */
export function partyOf(token: TokenInfo, root: Variables): PartyNames | null {
  const parties = (root.parties ?? {}) as Record<string, PartyNames>;
  const competent = (root.service as { competent?: string } | undefined)?.competent;
  return parties[token.party ?? ''] ?? (competent ? parties[competent] : undefined) ?? null;
}

function route(catalogue: Catalogue, now: string, token: TokenInfo, kind: string, root: Variables): Routing {
  const party = partyOf(token, root);
  if (!party || !catalogue.hasCapability(kind)) return { to: 'job' };
  const { authorities } = catalogue;
  const { zone } = authorities.canton;
  const day = localDay(now, zone);
  const { people } = catalogue.capability(kind).contract;
  const binding = authorities.binding(party.authority, kind, day);
  // Nothing bound and nobody can do it: the job meets no connector and becomes an incident that names the missing binding.
  if (binding?.to !== 'people' || people === 'none') return { to: 'job' };
  const group = boundOffice(catalogue, binding, party);
  const period = token.properties.expected ?? people.due ?? null;
  const dueAt = period ? due(period.replace(/^="?|"$/g, ''), now, authorities.calendar(party.authority), zone) : null;
  return { to: 'people', group, role: 'member', form: kind, dueAt };
}

/** The office to which a binding to people sends the steps of a party: the one it names, where the authority keeps it, else the party's own. Who took a case over has all its steps. */
export function boundOffice(
  { authorities }: Catalogue,
  binding: Binding,
  party: { authority: string; office: string; handedOver?: boolean },
): string {
  if (party.handedOver) return party.office;
  const named = `office:${party.authority}/${binding.office}`;
  return binding.office && authorities.byOffice(named) ? named : party.office;
}

/**
 * Who gets a task: the person of the applicant's lane; else the office of the party, and in it the roles the model names (with commas), the
 * candidate persons, or without either every member. Persons are named as `person:<id>`.
 */
function assign(token: TokenInfo, wish: AssignmentWish, dueDate: unknown, root: Variables, catalogue: Catalogue, now: string): Assignment {
  const dueAt = typeof dueDate === 'string' ? toInstant(dueDate) : null;
  if (token.party === 'applicant') {
    return { group: String((root.applicant as { principal?: string } | undefined)?.principal ?? ''), role: 'member', dueAt };
  }
  // A lane of a person: they are asked themselves, and nobody else gets it.
  if (PERSON.test(token.party ?? '')) return { group: token.party!, role: 'member', dueAt };
  const party = partyOf(token, root);
  const { authorities } = catalogue;
  const expected = token.properties.expected;
  const fallback =
    !dueAt && expected && !expected.startsWith('=') && party
      ? due(expected, now, authorities.calendar(party.authority), authorities.canton.zone)
      : null;
  const persons = [...wish.candidatePersons, ...(wish.assignee === null ? [] : [wish.assignee])];
  if (persons.some((person) => !PERSON.test(person))) {
    throw new CasesError('person-unknown', 'expected person:<id> as assignee or candidate of the task, got something else');
  }
  // With candidate persons alone, those who lead see the task too, so that it never waits for somebody who is away.
  const roles = wish.candidateGroups.length > 0 ? wish.candidateGroups : wish.candidatePersons.length > 0 ? ['lead'] : ['member'];
  return { group: party?.office ?? '', role: roles.join(','), dueAt: dueAt ?? fallback, assignee: wish.assignee };
}

const PERSON = /^person:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function toInstant(text: string): string | null {
  const at = new Date(text.replace(/\[.*\]$/, ''));
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
