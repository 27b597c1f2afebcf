import { isDeepStrictEqual } from 'node:util';
import { readAuthorities } from '../catalogue/authorities/read.ts';
import { CatalogueError } from '../errors.ts';
import { requireSession } from '../request/scope.ts';
import type { Scope, SessionView } from '../types.ts';
import { layOver, type Edit } from './edits.ts';
import { readOverlay } from './overlay.ts';
import type { Organisation, OrganisationChange } from './types.ts';

/** The role that keeps the organisation of an authority. */
export const ORGANISATION_ROLE = 'organisation';

/** Authorities whose organisation this person keeps, sorted. */
export function organisedBy(session: SessionView): string[] {
  return [
    ...new Set(session.memberships.filter(({ roles }) => roles.includes(ORGANISATION_ROLE)).map(({ authority }) => authority)),
  ].sort();
}

/** Condition for rows with an `authority` that this session organises, beside row-level security. */
export const organisedBySession = (row: string): string => `${row}.authority = any ((select cases.organised())::text[])`;

/** The file of an authority as it is in force, and its path. */
export interface AuthorityFile {
  path: string;
  text: string;
}

/** The file of one authority of the session with all released changes; null for an authority that is not theirs. */
export async function readAuthorityFile(scope: Scope, authority: string): Promise<AuthorityFile | null> {
  if (!organisedBy(requireSession(scope)).includes(authority)) return null;
  const canton = scope.context.catalogue.authorities.canton.id;
  const { rows } = await scope.client.query<{ path: string; bytes: Buffer }>(
    'select path, bytes from cases.catalogue_files where path = any ($1)',
    [[`authorities/${canton}/${authority}.yaml`, `authorities/${authority}/canton.yaml`]],
  );
  const [found] = rows;
  if (!found) return null;
  const overlay = (await readOverlay(scope.client)).filter(({ path }) => path === found.path);
  const { files } = layOver({ [found.path]: new Uint8Array(found.bytes) }, overlay);
  return { path: found.path, text: new TextDecoder().decode(files[found.path]) };
}

/** The organisation of an authority (the first of the session's without one), as it is today; null where it is not theirs. */
export async function readOrganisation(scope: Scope, authority: string | null): Promise<Organisation | null> {
  const own = organisedBy(requireSession(scope));
  const chosen = authority ?? own[0];
  const file = chosen === undefined ? null : await readAuthorityFile(scope, chosen);
  if (!file || chosen === undefined) return null;
  const changes = await readChangesOf(scope, chosen, `and c.state in ('proposed', 'released')`);
  const sources = changes
    .filter(({ state }) => state === 'released')
    .toSorted((one, other) => (one.decidedAt! < other.decidedAt! ? 1 : -1));
  return {
    authority: chosen,
    authorities: own,
    entry: entryOf(file, scope),
    waiting: changes.filter(({ state }) => state === 'proposed').length,
    source(at, value) {
      const made = sources.find(({ edits }) => edits.some((edit) => says(edit, at, value)));
      return made ? { name: made.decidedBy?.name ?? made.preparedBy.name, on: made.decidedAt! } : null;
    },
  };
}

function says(edit: Edit, at: string, value: unknown): boolean {
  if (edit.op === 'file') return false;
  if (edit.at === 'planned') {
    const planned = edit.value as { at: string; value: unknown };
    return planned.at === at && isDeepStrictEqual(planned.value, value);
  }
  return edit.at === at && isDeepStrictEqual(edit.value, value);
}

/** The entry of a file as it holds today. */
function entryOf({ path, text }: AuthorityFile, scope: Scope): Organisation['entry'] {
  const folder = path.split('/')[1]!;
  const data = readAuthorities({ [path]: new TextEncoder().encode(text) }, folder, scope.today);
  const entry = path.endsWith('/canton.yaml') ? data.canton : data.authorities[0];
  if (!entry) throw new CatalogueError('authority-unreadable', `expected a readable file ${path}, got ${data.problems.length} faults`);
  return entry;
}

interface ChangeRow extends Omit<OrganisationChange, 'preparedBy' | 'decidedBy' | 'createdAt' | 'decidedAt'> {
  created_at: Date;
  decided_at: Date | null;
  prepared_by: string;
  prepared_name: string;
  decided_by: string | null;
  decided_name: string | null;
}

/** Most changes that a page shows. */
const SHOWN = 200;

/** Waiting changes first, then those decided, the newest first; of one authority of the session. */
export async function listOrganisationChanges(scope: Scope, authority: string): Promise<OrganisationChange[]> {
  return organisedBy(requireSession(scope)).includes(authority) ? readChangesOf(scope, authority, '') : [];
}

/** One change of an authority of the session; null for every other. */
export async function readOrganisationChange(scope: Scope, id: string): Promise<(OrganisationChange & { authority: string }) | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null;
  const { rows } = await scope.client.query<{ authority: string }>(
    `select c.authority from cases.organisation_changes c where c.change_id = $1 and ${organisedBySession('c')}`,
    [id],
  );
  if (!rows[0]) return null;
  const [found] = await readChangesOf(scope, rows[0].authority, 'and c.change_id = $2', [id]);
  return found ? { ...found, authority: rows[0].authority } : null;
}

async function readChangesOf(scope: Scope, authority: string, condition: string, values: string[] = []): Promise<OrganisationChange[]> {
  const me = requireSession(scope).principal;
  const { rows } = await scope.client.query<ChangeRow>(
    `select c.change_id as id, c.kind, c.state, c.two_people as "twoPeople", c.created_at, c.decided_at, c.in_force_from::text as "inForceFrom", c.prepared_by,
       c.prepared_name, c.decided_by, c.decided_name, c.reason, c.refusal, c.edits, c.before
     from cases.organisation_changes c where c.authority = $1 and ${organisedBySession('c')} ${condition}
     order by (c.state <> 'proposed'), coalesce(c.decided_at, c.created_at) desc, c.number desc limit ${SHOWN}`,
    [authority, ...values],
  );
  return rows.map(({ created_at, decided_at, prepared_by, prepared_name, decided_by, decided_name, ...row }) => ({
    ...row,
    createdAt: created_at.toISOString(),
    decidedAt: decided_at?.toISOString() ?? null,
    preparedBy: { name: prepared_name, me: prepared_by === me },
    decidedBy: decided_by === null ? null : { name: decided_name ?? '', me: decided_by === me },
  }));
}
