import { randomUUID } from 'node:crypto';
import { isVaultToken, readValue } from '@einwohnerportal/forms';
import type pg from 'pg';
import { CasesError } from '../errors.ts';
import type { Scope } from '../types.ts';
import { sealValue, type VaultKeys } from './cipher.ts';
import { changeNamed, tokensIn } from './named-values.ts';

/** The one kind that there is: number of the social insurance. */
export const AHV_NUMBER = 'ahvNumber';

/** Where a value is kept: with a draft until it is sent, then with its case. */
export interface VaultHome {
  /** Person for whom it is given; of a case without a person the case. */
  holder: string;
  draftId: string | null;
  caseId: string | null;
}

/** True for answers in which something could be a number of the vault; spares everybody else the work. */
export function mayHoldNumbers(answers: Record<string, unknown>): boolean {
  return /"756\d{10}"/.test(JSON.stringify(answers));
}

/**
 * Puts what belongs there into the vault and gives the answers with tokens in its place. `names` are those of the form
 * (`CompiledForm.vaulted`). Runs in the transaction of the request: token and sealed number come together or not at all.
 * @throws CasesError `vault-missing` when this process has no keys
 */
export async function putAnswers(
  scope: Scope,
  home: VaultHome,
  names: readonly string[],
  answers: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  let changed = answers;
  for (const name of names)
    changed = await changeNamed(changed, name, async (value) => {
      if (value === null || value === undefined || value === '' || isVaultToken(value)) return value;
      return putNumber(scope.client, scope.context.vault ?? null, home, String(value));
    });
  return changed;
}

/** Seals one number and gives its token. */
export async function putNumber(client: pg.ClientBase | pg.Pool, keys: VaultKeys | null, home: VaultHome, typed: string): Promise<string> {
  if (!keys) throw new CasesError('vault-missing', 'expected keys of the vault in this process for a number that belongs there, got none');
  const read = readValue(AHV_NUMBER, typed, '2000-01-01');
  if ('problem' in read || read.value === null)
    throw new CasesError('vault-value', 'expected a number with its check digit, got another text');
  const vaultId = randomUUID();
  const { keyId, sealed, lookup } = sealValue(keys, { vaultId, holder: home.holder, kind: AHV_NUMBER }, read.value);
  await client.query(
    `insert into cases.vault (vault_id, holder_id, draft_id, case_id, kind, key_id, sealed, lookup) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [vaultId, home.holder, home.draftId, home.caseId, AHV_NUMBER, keyId, sealed, lookup],
  );
  return `vault:${vaultId}`;
}

/** Takes out of the vault what the draft no longer names: it was typed anew, or its question has gone. */
export async function dropUnnamed(scope: Scope, draftId: string, answers: unknown): Promise<void> {
  await scope.client.query('delete from cases.vault where draft_id = $1 and vault_id <> all ($2)', [draftId, tokensIn(answers)]);
}
