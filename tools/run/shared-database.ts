import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../apps/demo/src/postgres.ts';

/**
 * Runs `work` with the URL of a PostgreSQL server that many processes share: the one of TEST_DATABASE_URL, else an
 * embedded one in a temporary folder, stopped and deleted afterwards. `durable: false` leaves out the disk's
 * confirmation of commits, which tests of behaviour do not need and measurements do.
 */
export async function withSharedDatabase<T>(options: { durable: boolean }, work: (url: string) => Promise<T>): Promise<T> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return work(given);
  const folder = await mkdtemp(join(tmpdir(), 'einwohnerportal-postgres-'));
  // As root the server runs under another account, which must pass through.
  await chmod(folder, 0o711);
  const settings: Record<string, string> = options.durable
    ? {}
    : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '400' };
  const server = await startPostgres({ dataDir: join(folder, 'data'), port: null, log: () => {}, settings });
  try {
    return await work(server.url);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
