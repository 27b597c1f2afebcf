import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { CatalogueFiles, CatalogueProblem } from '../catalogue/types.ts';
import { checkFolder } from '../check/check-package.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { layOver, missingEdits, type Edit } from './edits.ts';
import { readOverlay } from './overlay.ts';

const decoder = new TextDecoder();

async function storedFiles(pool: pg.Pool | pg.PoolClient): Promise<CatalogueFiles> {
  const { rows } = await pool.query<{ path: string; bytes: Buffer }>('select path, bytes from cases.catalogue_files');
  return Object.fromEntries(rows.map((row) => [row.path, new Uint8Array(row.bytes)]));
}

/** The files below `authorities/` as they are in force, with everything that was changed in the workplace: the format of an import. */
export async function exportAuthorities(pool: pg.Pool): Promise<CatalogueFiles> {
  const { files } = layOver(await storedFiles(pool), await readOverlay(pool));
  return Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith('authorities/')));
}

/** What an import did, or why it did nothing. */
export interface AuthoritiesImport {
  /** Paths that hold something else now. */
  changed: string[];
  /** Errors of the check in what would result; then nothing was imported. */
  faults: CatalogueProblem[];
  /** Released changes of the workplace that the files do not hold; then nothing was imported. */
  lost: { path: string; at: string }[];
}

/**
 * Makes files below `authorities/` hold, as an entry of the history of each authority. Files that say what holds already change nothing, files
 * that are not given stay. A fault of the check, or a change of the workplace that would be lost, refuses everything.
 * @param by who imports, for the history
 * @param replace take back changes of the workplace that the files do not hold
 */
export async function importAuthorities(
  pool: pg.Pool,
  given: CatalogueFiles,
  { by, canton, now, replace = false }: { by: string; canton: string; now: string; replace?: boolean },
): Promise<AuthoritiesImport> {
  return inTransaction(pool, async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtext('einwohnerportal-authorities'))`);
    const base = await storedFiles(client);
    const overlay = await readOverlay(client);
    const { files } = layOver(base, overlay);
    const wanted = Object.keys(given)
      .filter((path) => /^authorities\/[a-z0-9_-]+\/[a-z0-9_-]+\.(yaml|csv)$/.test(path) && path.split('/')[1] === canton)
      .sort();
    const changed = wanted.filter((path) => !files[path] || decoder.decode(files[path]) !== decoder.decode(given[path]));
    const lost = replace
      ? []
      : changed.flatMap((path) => {
          const edits = overlay.filter((row) => row.path === path).flatMap((row) => row.edits);
          return missingEdits(decoder.decode(given[path]), standing(edits)).map((edit) => ({
            path,
            at: edit.op === 'file' ? '' : edit.at,
          }));
        });
    const result = { ...files, ...Object.fromEntries(changed.map((path) => [path, given[path]!])) };
    const problems = changed.length === 0 ? [] : await checkFolder(result, `authorities/${canton}`);
    const faults = problems.filter(({ severity, file }) => severity === 'error' && changed.includes(file));
    if (faults.length > 0 || lost.length > 0) return { changed: [], faults, lost };
    for (const path of changed) {
      await client.query(
        `insert into cases.organisation_changes (change_id, created_at, decided_at, in_force_from, two_people, authority, path, kind, state, prepared_by, prepared_name,
           decided_by, decided_name, edits, before)
         values ($1, $2::timestamptz, $2::timestamptz, ($2::timestamptz)::date, false, $3, $4, 'file', 'released', 'import', $5, 'import', $5, $6, $7)`,
        [
          randomUUID(),
          now,
          path.endsWith('/canton.yaml') || path.endsWith('.csv') ? canton : path.slice(path.lastIndexOf('/') + 1, -'.yaml'.length),
          path,
          by,
          JSON.stringify([{ op: 'file', text: decoder.decode(given[path]) } satisfies Edit]),
          JSON.stringify([base[path] ? decoder.decode(base[path]) : null]),
        ],
      );
    }
    return { changed, faults, lost };
  });
}

/** Edits that still say something: those since the last import, and of a place that was set several times the last. */
function standing(edits: readonly Edit[]): Edit[] {
  const since = edits.slice(edits.findLastIndex(({ op }) => op === 'file') + 1);
  return since.filter((edit, at) => edit.op !== 'set' || !since.slice(at + 1).some((later) => later.op === 'set' && later.at === edit.at));
}
