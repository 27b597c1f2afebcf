import { randomUUID } from 'node:crypto';
import type { Engine } from '@einwohnerportal/engine';
import type pg from 'pg';
import type { Authorities, CatalogueProblem } from '../catalogue/types.ts';
import { catalogueOf, filesInForce } from '../store/open-catalogue.ts';
import { storeService } from '../store/load-catalogue.ts';
import { openStartEvents } from '../starts/open-starts.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { ownerOf } from './authored.ts';
import { fromStored, withPackage, type StoredFiles } from './files.ts';
import { findingsOf, type JudgePackage } from './judge.ts';

interface ReleasedDraft {
  draft_id: string;
  service: string;
  authority: string;
  files: StoredFiles;
}

/** What publishing needs: the connection of the machine, its engine, and the catalogue around. */
export interface Publishing {
  pool: pg.Pool;
  engine: Engine;
  canton: string;
  authorities(): Authorities;
  judge: JudgePackage;
  now: string;
}

/**
 * Publishes what a second person released: the content is kept by its hash, the process deployed, and from then on the version holds for
 * new cases; open ones stay with theirs. What the check finds now, or the engine refuses, opens the draft again with its findings.
 * Gives how many became versions.
 */
export async function publishReleasedServices(publishing: Publishing): Promise<number> {
  const { rows } = await publishing.pool.query<ReleasedDraft>(
    `select draft_id, service, authority, files from cases.service_drafts where state = 'released' order by number limit 5`,
  );
  let published = 0;
  for (const draft of rows) if (await publishDraft(publishing, draft)) published += 1;
  return published;
}

async function publishDraft(publishing: Publishing, draft: ReleasedDraft): Promise<boolean> {
  const { pool, engine, canton, now } = publishing;
  const findings = [
    ...(await foreignOwner(publishing, draft)),
    ...(await findingsOf(pool, publishing.authorities(), publishing.judge, draft)),
  ];
  if (findings.some(({ severity }) => severity === 'error')) return reopen(publishing, draft, findings);
  const files = withPackage(await filesInForce(pool, { tests: false }), draft.service, fromStored(draft.files));
  const catalogue = await catalogueOf(pool, files, canton, now);
  try {
    await storeService(pool, engine, catalogue, draft.service, null);
  } catch (error) {
    const { code = 'failed', message } = error as { code?: string; message: string };
    return reopen(publishing, draft, [
      { severity: 'error', code, file: `services/${draft.service}/process.bpmn`, place: null, message: message.slice(0, 500) },
    ]);
  }
  const version = catalogue.service(draft.service).hash;
  const done = await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `update cases.service_drafts set state = 'published', published_at = $2, version_hash = $3 where draft_id = $1 and state = 'released'`,
      [draft.draft_id, now, version],
    );
    if (rowCount) await note(client, draft, now, 'published', version);
    return (rowCount ?? 0) > 0;
  });
  if (done) await openStartEvents(pool, engine, catalogue);
  return done;
}

/** A package in force belongs to somebody: only they publish another version of it. */
async function foreignOwner({ pool, authorities }: Publishing, { service, authority }: ReleasedDraft): Promise<CatalogueProblem[]> {
  const { rows } = await pool.query<{ files: StoredFiles }>('select cases.package_in_force($1) as files', [service]);
  const held = fromStored(rows[0]!.files);
  if (Object.keys(held).length === 0) return [];
  const owner = ownerOf(held['release.yaml'], authorities());
  if (owner === authority) return [];
  const message = `expected ${owner ?? 'nobody'} to publish ${service}, got ${authority}`;
  return [{ severity: 'error', code: 'owner-other', file: `services/${service}/release.yaml`, place: 'owner', message }];
}

async function reopen({ pool, now }: Publishing, draft: ReleasedDraft, findings: CatalogueProblem[]): Promise<false> {
  await inTransaction(pool, async (client) => {
    await client.query(
      `update cases.service_drafts set state = 'open', faults = $2, findings = $3, judged_at = $4 where draft_id = $1 and state = 'released'`,
      [draft.draft_id, findings.filter(({ severity }) => severity === 'error').length, JSON.stringify(findings.slice(0, 300)), now],
    );
    await note(client, draft, now, 'refused', null);
  });
  return false;
}

async function note(client: pg.ClientBase, draft: ReleasedDraft, now: string, kind: string, after: string | null): Promise<void> {
  await client.query(
    `insert into cases.service_changes (change_id, at, draft_id, authority, made_by, made_name, kind, after) values ($1, $2, $3, $4, 'machine', '', $5, $6)`,
    [randomUUID(), now, draft.draft_id, draft.authority, kind, after],
  );
}
