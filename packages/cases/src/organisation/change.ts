import { checkFolder } from '../check/check-package.ts';
import type { CatalogueFiles, CatalogueProblem } from '../catalogue/types.ts';
import { CatalogueError } from '../errors.ts';
import { uuidOf } from '../ids.ts';
import { requireSession } from '../request/scope.ts';
import type { Scope } from '../types.ts';
import { applyEdits, layOver, valueAt, type Edit } from './edits.ts';
import { editsOfWish, oneIsEnough } from './edits-of-wish.ts';
import { readOverlay } from './overlay.ts';
import {
  organisedBySession,
  readAuthorityFile,
  readOrganisation,
  readOrganisationChange,
  type AuthorityFile,
} from './read-organisation.ts';
import type { OrganisationDecision, OrganisationWish, Proposed } from './types.ts';

/**
 * Proposes a change of the organisation of an authority of the session; what one person may change alone holds at once. What would
 * result is checked first: a fault refuses it, and what holds stays as it is.
 * @param formId made with the page, so that sending twice proposes once
 */
export async function proposeChange(
  scope: Scope,
  authority: string,
  wish: OrganisationWish,
  { formId, reason }: { formId: string; reason: string },
): Promise<Proposed> {
  const session = requireSession(scope);
  const organisation = await readOrganisation(scope, authority);
  const file = await readAuthorityFile(scope, authority);
  if (!organisation || !file) return { result: 'not-found' };
  const made = editsOfWish(wish, organisation, scope.today);
  if ('field' in made) return { result: 'field', field: made.field };
  const changed = edited(file, made.edits);
  if (changed === null || changed === file.text) return { result: 'same' };
  const faults = await newFaults(scope, file, changed);
  if (faults.length > 0) return { result: 'faults', faults };
  const id = uuidOf(`organisation ${authority} ${session.principal} ${formId}`);
  const alone = oneIsEnough(wish);
  await scope.client.query(
    `insert into cases.organisation_changes (change_id, created_at, in_force_from, two_people, authority, path, kind, state, prepared_by, prepared_name, reason, edits,
       before, decided_at, decided_by, decided_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) on conflict do nothing`,
    [
      id,
      scope.now,
      wish.from,
      !alone,
      authority,
      file.path,
      wish.kind,
      alone ? 'released' : 'proposed',
      session.principal,
      session.displayName,
      reason.trim().slice(0, 1000) || null,
      JSON.stringify(made.edits),
      JSON.stringify(made.edits.map((edit) => (edit.op === 'set' ? (valueAt(file.text, edit.at) ?? null) : null))),
      alone ? scope.now : null,
      alone ? session.principal : null,
      alone ? session.displayName : null,
    ],
  );
  return { result: alone ? 'released' : 'proposed', id };
}

/** Releases, refuses or takes back a proposed change. Whoever proposed it cannot release or refuse it; before it holds it is checked again. */
export async function decideChange(
  scope: Scope,
  id: string,
  decision: { then: 'release' | 'withdraw' } | { then: 'refuse'; refusal: string },
): Promise<OrganisationDecision> {
  const session = requireSession(scope);
  const found = await readOrganisationChange(scope, id);
  if (!found) return { result: 'not-found' };
  if (found.state !== 'proposed') return { result: 'gone' };
  if (decision.then === 'withdraw' ? !found.preparedBy.me : found.preparedBy.me) return { result: 'same-person' };
  if (decision.then === 'release') {
    const file = await readAuthorityFile(scope, found.authority);
    const changed = file && edited(file, found.edits);
    if (!file || changed === null) return { result: 'gone' };
    const faults = await newFaults(scope, file, changed);
    if (faults.length > 0) return { result: 'faults', faults };
  }
  const state = { release: 'released', refuse: 'refused', withdraw: 'withdrawn' } as const;
  const by = decision.then === 'withdraw' ? [null, null] : [session.principal, session.displayName];
  const { rowCount } = await scope.client.query(
    `update cases.organisation_changes c set state = $2, decided_at = $3, decided_by = $4, decided_name = $5, refusal = $6
     where c.change_id = $1 and c.state = 'proposed' and ${organisedBySession('c')}`,
    [id, state[decision.then], scope.now, ...by, decision.then === 'refuse' ? decision.refusal.trim().slice(0, 1000) : null],
  );
  return { result: rowCount ? state[decision.then] : 'gone' };
}

function edited(file: AuthorityFile, edits: readonly Edit[]): string | null {
  try {
    return applyEdits(file.text, edits);
  } catch (error) {
    if (error instanceof CatalogueError) return null;
    throw error;
  }
}

/** What the check finds in the file as it would be and not as it is, errors only. */
async function newFaults(scope: Scope, file: AuthorityFile, changed: string): Promise<CatalogueProblem[]> {
  const { rows } = await scope.client.query<{ path: string; bytes: Buffer }>(
    `select path, bytes from cases.catalogue_files
     where path like 'authorities/%.yaml' or path like 'authorities/%/areas.csv' or path like 'capabilities/%' or path ~ '^services/[^/]+/service\\.yaml$'`,
  );
  const base = Object.fromEntries(rows.map((row) => [row.path, new Uint8Array(row.bytes)]));
  const { files } = layOver(base, await readOverlay(scope.client));
  const after = await faultsOf({ ...files, [file.path]: new TextEncoder().encode(changed) }, file.path);
  if (after.length === 0) return [];
  const before = await faultsOf(files, file.path);
  const known = new Set(before.map(({ code, message }) => `${code} ${message}`));
  return after.filter(({ code, message }) => !known.has(`${code} ${message}`));
}

/** Errors that the check of the canton finds in one of its files. */
export async function faultsOf(files: CatalogueFiles, path: string): Promise<CatalogueProblem[]> {
  const problems = await checkFolder(files, path.split('/').slice(0, 2).join('/'));
  return problems.filter(({ file, severity }) => severity === 'error' && file === path);
}
