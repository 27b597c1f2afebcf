import type pg from 'pg';
import type { CatalogueFiles, CatalogueProblem } from '../catalogue/types.ts';
import { filesInForce } from '../store/open-catalogue.ts';
import type { Authorities } from '../catalogue/types.ts';
import { ownerOf } from './authored.ts';
import { fromStored, withPackage, type StoredFiles } from './files.ts';

/** Checks one folder of a catalogue, away from the thread that serves others. */
export type JudgePackage = (files: CatalogueFiles, folder: string) => Promise<CatalogueProblem[]>;

/** Findings of one draft that are kept; the number of errors counts all. */
const MOST_FINDINGS = 300;

interface WaitingDraft {
  draft_id: string;
  service: string;
  authority: string;
  content_hash: string;
  files: StoredFiles;
}

/**
 * Checks every draft whose files were not checked as they are, against the catalogue that is in force. Gives how many.
 * @param judge runs the check; what it throws is a finding, so that nobody waits for ever
 */
export async function judgeServiceDrafts(pool: pg.Pool, authorities: () => Authorities, judge: JudgePackage, now: string): Promise<number> {
  const { rows } = await pool.query<WaitingDraft>(
    `select draft_id, service, authority, content_hash, files from cases.service_drafts
     where judged_hash is null and state in ('open', 'proposed') order by number limit 5`,
  );
  for (const draft of rows) {
    const findings = await findingsOf(pool, authorities(), judge, draft);
    await pool.query(
      `update cases.service_drafts set judged_hash = $2, judged_at = $3, faults = $4, findings = $5 where draft_id = $1 and content_hash = $2 and judged_hash is null`,
      [
        draft.draft_id,
        draft.content_hash,
        now,
        findings.filter(({ severity }) => severity === 'error').length,
        JSON.stringify(findings.toSorted(byWeight).slice(0, MOST_FINDINGS)),
      ],
    );
  }
  return rows.length;
}

const byWeight = (one: CatalogueProblem, other: CatalogueProblem): number =>
  Number(one.severity === 'warning') - Number(other.severity === 'warning');

/** All that speaks against publishing a draft, warnings too. */
export async function findingsOf(
  pool: pg.Pool,
  authorities: Authorities,
  judge: JudgePackage,
  { service, authority, files }: Pick<WaitingDraft, 'service' | 'authority' | 'files'>,
): Promise<CatalogueProblem[]> {
  const folder = `services/${service}`;
  const own = fromStored(files);
  const fault = (code: string, file: string, place: string | null, message: string): CatalogueProblem => ({
    severity: 'error',
    code,
    file: `${folder}/${file}`,
    place,
    message,
  });
  const around: CatalogueProblem[] = [];
  for (const path of Object.keys(own))
    if (!PARTS.some((part) => part.test(path)))
      around.push(fault('file-unknown', path, null, `expected a file of the format, got ${path}`));
  const owner = ownerOf(own['release.yaml'], authorities);
  if (owner !== authority)
    around.push(
      fault('owner-other', 'release.yaml', 'owner', `expected ${authority} as the owner of ${service}, got ${owner ?? 'nobody'}`),
    );
  const inForce = withPackage(await filesInForce(pool, { tests: true }), service, own);
  try {
    return [...around, ...(await judge(inForce, folder))];
  } catch (error) {
    const { code = 'failed' } = error as { code?: string };
    return [...around, fault('check-failed', 'service.yaml', null, `expected a check that ends, got a failure: ${code}`)];
  }
}

/** Everything that a package may hold: data of four interpreters and its tests, never code. */
const PARTS = [
  /^(service|release)\.yaml$/,
  /^[a-z0-9-]+\.(json|bpmn)$/,
  /^forms\/[\w-]+\.json$/,
  /^texts\/[A-Za-z-]+\.yaml$/,
  /^decisions\/[\w-]+\.dmn$/,
  /^documents\/[\w-]+\.typ$/,
  /^tests\/[\w-]+\.yaml$/,
  /^migrations\/[\w-]+\.yaml$/,
];
