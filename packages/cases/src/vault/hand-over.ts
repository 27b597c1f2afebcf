import type pg from 'pg';
import type { CapabilityContract } from '../catalogue/types.ts';
import { CasesError } from '../errors.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { openValue, type VaultKeys } from './cipher.ts';
import { changeNamed, idOfToken, tokensIn } from './named-values.ts';
import { AHV_NUMBER, putNumber } from './put.ts';

/** The vault as the worker has it: keys, and connections of the role that alone reads it. */
export interface OpenVault {
  keys: VaultKeys;
  pool: pg.Pool;
}

export interface VaultRow {
  vault_id: string;
  holder_id: string;
  kind: string;
  key_id: string;
  sealed: Buffer;
}

export const COLUMNS = 'vault_id, holder_id, kind, key_id, sealed';

export const plainOf = (keys: VaultKeys, row: VaultRow): string =>
  openValue(keys, { vaultId: row.vault_id, holder: row.holder_id, kind: row.kind }, { keyId: row.key_id, sealed: row.sealed });

/**
 * Inputs with the numbers that the contract lists (`data.vault`: names of inputs), read at the moment of the call and written down in
 * the same transaction; only numbers of this very case. All other tokens stay tokens.
 * @throws CasesError `vault-missing`, `vault-tampered`, `vault-key-unknown`
 */
export async function withNumbers(
  vault: OpenVault | null,
  contract: CapabilityContract,
  inputs: Record<string, unknown>,
  reader: { caseId: string; connector: string; office: string; element: string; now: string },
): Promise<Record<string, unknown>> {
  const listed = contract.data.vault;
  const wanted: string[] = [];
  for (const name of listed) await changeNamed(inputs, name, async (value) => void wanted.push(...tokensIn(value)));
  if (wanted.length === 0) return inputs;
  if (!vault) throw new CasesError('vault-missing', `expected the vault in this worker for ${contract.name}, got none`);
  const rows = await inTransaction(vault.pool, async (client) => {
    await client.query(
      `insert into cases.access_records (at, case_id, actor, actor_name, office, purpose, element) values ($1, $2, $3, $4, $5, 'vault.purpose.connector', $6)`,
      [reader.now, reader.caseId, `connector:${reader.connector}`, reader.connector, reader.office, reader.element],
    );
    return (
      await client.query<VaultRow>(`select ${COLUMNS} from cases.vault where case_id = $1 and vault_id = any ($2)`, [reader.caseId, wanted])
    ).rows;
  });
  const plain = new Map(rows.map((row) => [row.vault_id, plainOf(vault.keys, row)]));
  let given = inputs;
  for (const name of listed)
    given = await changeNamed(given, name, async (value) => (typeof value === 'string' ? (plain.get(idOfToken(value)) ?? null) : value));
  return given;
}

/** Outputs of a connector with tokens for numbers: what the contract calls `ahvNumber` goes to the vault before anything is kept. */
export async function withoutNumbers(
  vault: OpenVault | null,
  contract: CapabilityContract,
  outputs: Record<string, unknown>,
  home: { caseId: string; holder: string },
): Promise<Record<string, unknown>> {
  const kept = { ...outputs };
  for (const [name, { type }] of Object.entries(contract.outputs)) {
    const value = kept[name];
    if (type === AHV_NUMBER && value !== null && value !== undefined)
      kept[name] = await putNumber(vault?.pool as pg.Pool, vault?.keys ?? null, { ...home, draftId: null }, String(value));
  }
  return kept;
}

/** The person's own numbers by token, for their own export: of their drafts, and of cases in which it was given for them. */
export async function ownNumbers(vault: OpenVault, tokens: readonly string[], holder: string): Promise<Map<string, string>> {
  const { rows } = await vault.pool.query<VaultRow>(`select ${COLUMNS} from cases.vault where vault_id = any ($1) and holder_id = $2`, [
    tokens,
    holder,
  ]);
  return new Map(rows.map((row) => [`vault:${row.vault_id}`, plainOf(vault.keys, row)]));
}
