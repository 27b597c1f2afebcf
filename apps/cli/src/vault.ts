import { countByKey, rotateVault } from '@einwohnerportal/cases';
import { readKeyRing } from '@einwohnerportal/files';
import pg from 'pg';
import { UsageError } from './errors.ts';

/** Looks at the keys of the vault, or seals everything again under the first of them. Prints one JSON object; no number is ever printed. */
export async function vault(words: string[]): Promise<number> {
  const [what, ...others] = words;
  const { VAULT_KEYS, VAULT_DATABASE_URL } = process.env;
  if ((what !== 'status' && what !== 'rotate') || others.length > 0 || !VAULT_DATABASE_URL || (what === 'rotate' && !VAULT_KEYS))
    throw new UsageError('expected vault status | rotate with VAULT_DATABASE_URL, and VAULT_KEYS to rotate');
  const pool = new pg.Pool({ connectionString: VAULT_DATABASE_URL, max: 1 });
  try {
    const rotated = what === 'rotate' ? await rotateVault({ keys: readKeyRing(VAULT_KEYS ?? '', 'the vault'), pool }) : null;
    console.log(JSON.stringify({ ...(rotated === null ? {} : { rotated }), keys: await countByKey(pool) }));
    return 0;
  } finally {
    await pool.end();
  }
}
