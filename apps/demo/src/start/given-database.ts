import pg from 'pg';
import { DemoError } from '../errors.ts';

const PATIENCE_MS = 10_000;

/**
 * Makes sure that the database of `DATABASE_URL` answers, before anything else is tried with it.
 * @throws DemoError `database` that names server and database, never the password
 */
export async function checkGivenDatabase(url: string): Promise<void> {
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol))
    throw new DemoError('database', 'expected DATABASE_URL like postgres://owner:password@host:5432/database, got something else');
  const { host, pathname, username } = new URL(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (cause) {
    const reason = (cause as { code?: string }).code ?? (cause as Error).message;
    throw new DemoError(
      'database',
      `expected a PostgreSQL at ${host} with database "${pathname.slice(1)}" for "${username}" (DATABASE_URL), got ${reason}`,
      { cause },
    );
  } finally {
    await client.end().catch(() => {});
  }
}
