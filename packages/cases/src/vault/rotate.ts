import type pg from 'pg';
import { inTransaction } from '../store/in-transaction.ts';
import { sealValue } from './cipher.ts';
import { COLUMNS, plainOf, type OpenVault, type VaultRow } from './hand-over.ts';

/**
 * Seals everything again that lies under another key than the first, in small transactions: it may be ended and run again.
 * @returns how many were sealed again
 */
export async function rotateVault({ keys, pool }: OpenVault): Promise<number> {
  for (let changed = 0; ;) {
    const rows = await inTransaction(pool, async (client) => {
      const found = await client.query<VaultRow>(
        `select ${COLUMNS} from cases.vault where key_id <> $1 order by vault_id limit 200 for update skip locked`,
        [keys.first],
      );
      for (const row of found.rows) {
        const again = sealValue(keys, { vaultId: row.vault_id, holder: row.holder_id, kind: row.kind }, plainOf(keys, row));
        await client.query('update cases.vault set key_id = $2, sealed = $3, lookup = $4 where vault_id = $1', [
          row.vault_id,
          again.keyId,
          again.sealed,
          again.lookup,
        ]);
      }
      return found.rows.length;
    });
    changed += rows;
    if (rows === 0) return changed;
  }
}

/** How many numbers lie under which key. */
export async function countByKey(pool: pg.Pool): Promise<{ key: string; count: number }[]> {
  const { rows } = await pool.query<{ key: string; count: number }>(
    'select key_id as key, count(*)::integer as count from cases.vault group by key_id order by key_id',
  );
  return rows;
}
