import type pg from 'pg';
import { uuidOf } from '../ids.ts';

/** Id of the receipt of a withdrawal: a case is withdrawn once. */
export const withdrawalReceipt = (caseId: string): string => uuidOf(`withdrawn ${caseId}`);

export interface OrderedReceipt {
  /** Of an upload: the file, or the message that the files hang on. */
  id: string;
  caseId: string;
  kind: 'withdrawal' | 'upload';
  /** ISO instant. */
  at: string;
  language: string;
  /** Party of the office in charge. */
  competent: string;
}

/** Orders a receipt in the transaction of what it confirms; the machine writes it right after. The same id again orders nothing. */
export async function orderReceipt(client: pg.PoolClient, receipt: OrderedReceipt): Promise<void> {
  await client.query(
    `insert into cases.receipts (receipt_id, case_id, kind, at, due, language, readers) values ($1, $2, $3, $4, $4, $5, $6) on conflict do nothing`,
    [receipt.id, receipt.caseId, receipt.kind, receipt.at, receipt.language, ['applicant', receipt.competent]],
  );
  await client.query(`select pg_notify('engine_work', '')`);
}
