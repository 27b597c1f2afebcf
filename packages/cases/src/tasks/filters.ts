import { uuidv7 } from '../ids.ts';
import { PERSON, PRINCIPALS } from '../request/mine.ts';
import { named } from '../request/named.ts';
import { requireSession } from '../request/scope.ts';
import type { KeptFilter, Scope } from '../types.ts';

/** Longest name, longest address in characters, and most filters of one person. */
export const FILTER_LIMITS = { name: 60, path: 600, each: 30 } as const;

const MINE = `(f.person_id = ${PERSON} or f.office = any (${PRINCIPALS}))`;
const MAY_CHANGE = `(f.person_id = ${PERSON} or f.office || '#lead' = any (${PRINCIPALS}))`;

/** Filters of the work list that the person or one of their offices keeps: own ones first, then by name. */
export async function listFilters(scope: Scope): Promise<KeptFilter[]> {
  if (!scope.session) return [];
  const { rows } = await scope.client.query<KeptFilter>(
    named(`select f.filter_id as id, f.name, f.path, f.office, ${MAY_CHANGE} as "mayChange" from cases.filters f
     where ${MINE} order by f.office is not null, lower(f.name), f.filter_id limit 200`),
  );
  return rows;
}

/**
 * Keeps an address of the work list under a name; `office` (principal of an own one) shares it. The same name of the same person is replaced.
 * `name`: none, or too long; `many`: the person keeps enough.
 */
export async function keepFilter(
  scope: Scope,
  { name, path, office }: { name: string; path: string; office: string | null },
): Promise<'done' | 'name' | 'many'> {
  const { personId, memberships } = requireSession(scope);
  const plain = nameOf(name);
  if (plain === null || path.length > FILTER_LIMITS.path || !path.startsWith('/tasks')) return 'name';
  const shared = office !== null && memberships.some((each) => each.office === office) ? office : null;
  const mine = [personId, plain, shared];
  await scope.client.query(
    `delete from cases.filters f where f.person_id = $1 and lower(f.name) = lower($2) and f.office is not distinct from $3`,
    mine,
  );
  const { rowCount } = await scope.client.query(
    `insert into cases.filters (filter_id, person_id, created_at, office, name, path)
     select $4, $1, $5, $3, $2, $6 where (select count(*) from cases.filters f where f.person_id = $1) < $7`,
    [...mine, uuidv7(scope.now), scope.now, path, FILTER_LIMITS.each],
  );
  return rowCount === 1 ? 'done' : 'many';
}

/** Gives a filter another name. `name`: none, or too long; `not-found`: none that the person may change. */
export async function renameFilter(scope: Scope, id: string, name: string): Promise<'done' | 'name' | 'not-found'> {
  const plain = nameOf(name);
  if (plain === null) return 'name';
  if (!/^[0-9a-f-]{36}$/.test(id)) return 'not-found';
  const { rowCount } = await scope.client.query(`update cases.filters f set name = $2 where f.filter_id = $1 and ${MAY_CHANGE}`, [
    id,
    plain,
  ]);
  return rowCount === 1 ? 'done' : 'not-found';
}

/** Forgets a filter; false: none that the person may change. */
export async function dropFilter(scope: Scope, id: string): Promise<boolean> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return false;
  const { rowCount } = await scope.client.query(`delete from cases.filters f where f.filter_id = $1 and ${MAY_CHANGE}`, [id]);
  return rowCount === 1;
}

function nameOf(name: string): string | null {
  const plain = name.normalize('NFC').replace(/\s+/g, ' ').trim();
  return plain === '' || plain.length > FILTER_LIMITS.name ? null : plain;
}
