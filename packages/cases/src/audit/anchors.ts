import { appendFile, readFile } from 'node:fs/promises';
import type pg from 'pg';
import { CasesError } from '../errors.ts';
import { digestOf } from './digests.ts';

/** Heads of all chains at an instant, kept where the database's people cannot change them. */
export interface Anchor {
  at: string;
  /** Number and hash (hexadecimal) of the last seal of each authority. */
  heads: Record<string, [number: number, hash: string]>;
  /** SHA-256 (hexadecimal) over the anchor before, the instant and the heads. */
  digest: string;
}

/** Reads the heads of all chains. */
export async function readHeads(pool: pg.Pool): Promise<Anchor['heads']> {
  const { rows } = await pool.query<{ authority: string; number: string; hash: Buffer }>(
    'select distinct on (authority) authority, number, hash from cases.audit_seals order by authority, number desc',
  );
  return Object.fromEntries(rows.map((row) => [row.authority, [Number(row.number), row.hash.toString('hex')]]));
}

/** Appends the heads to the file of anchors when they have changed; gives the anchor, or null when nothing is new. The folder must exist. */
export async function appendAnchor(pool: pg.Pool, path: string, at: Date): Promise<Anchor | null> {
  const heads = await readHeads(pool);
  const last = (await readAnchors(path)).at(-1);
  if (Object.keys(heads).length === 0 || JSON.stringify(last?.heads) === JSON.stringify(heads)) return null;
  const anchor = { at: at.toISOString(), heads, digest: digestAfter(last?.digest ?? '', at.toISOString(), heads) };
  await appendFile(path, `${JSON.stringify(anchor)}\n`, { mode: 0o600 });
  return anchor;
}

/**
 * Reads a file of anchors, one JSON object a line; none where there is no file.
 * @throws CasesError `audit-anchors-invalid` when a line is no anchor or does not follow the one before
 */
export async function readAnchors(path: string): Promise<Anchor[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const anchors: Anchor[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const anchor = parse(line);
    if (anchor?.digest !== digestAfter(anchors.at(-1)?.digest ?? '', anchor?.at ?? '', anchor?.heads ?? {}))
      throw new CasesError('audit-anchors-invalid', `expected an anchor that follows the one before in line ${index + 1}, got another`);
    anchors.push(anchor);
  }
  return anchors;
}

function parse(line: string): Anchor | null {
  try {
    return JSON.parse(line) as Anchor;
  } catch {
    return null;
  }
}

function digestAfter(previous: string, at: string, heads: Anchor['heads']): string {
  return digestOf(JSON.stringify([previous, at, heads])).toString('hex');
}
