import { acknowledgedTransfer, readAcknowledgement, type Acknowledgement } from '@einwohnerportal/archive';
import { uuidOf } from '../ids.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { ARCHIVE_CAPABILITY, TRANSFER_COLUMNS, type RecordsWorld, type TransferRow } from './transfer-types.ts';

/**
 * Writes down what an archive or a records system answered, once, and lets the step that waits for it go on. The package itself goes with the next
 * clean-up of the store. False: it was answered before.
 */
export async function settleTransfer(
  { pool, engine }: Pick<RecordsWorld, 'pool' | 'engine'>,
  row: Pick<TransferRow, 'authority' | 'transfer_id' | 'capability' | 'case_ids' | 'token' | 'step_key'>,
  answer: Acknowledgement,
  now: string,
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    // An answer may be here before the hand-over was written down.
    const { rowCount } = await client.query(
      `update cases.transfers set state = $3, answered_at = $4, answer_receipt = $5, note = $6, faults = $7, attempts = 0, trouble = null
       where authority = $1 and transfer_id = $2 and state in ('packed', 'handed-over')`,
      [
        row.authority,
        row.transfer_id,
        answer.accepted ? 'accepted' : 'refused',
        now,
        answer.receipt,
        answer.note,
        JSON.stringify(answer.faults),
      ],
    );
    if (rowCount !== 1) return false;
    const [caseId] = row.case_ids;
    if (row.token !== null && caseId !== undefined) {
      const command = { type: 'complete-job' as const, token: row.token, fence: null, variables: outputsOf(row.capability, answer) };
      await engine.enqueue(client, caseId, uuidOf(`answered ${row.step_key}`), command, { actor: 'machine' });
    }
    return true;
  });
}

const LONGEST = 2000;

function outputsOf(capability: TransferRow['capability'], { accepted, receipt, faults, note }: Acknowledgement): Record<string, unknown> {
  const why = accepted
    ? null
    : faults
        .map(({ kind, text }) => (text ? `${kind}: ${text}` : kind))
        .join('\n')
        .slice(0, LONGEST);
  if (capability === ARCHIVE_CAPABILITY) return { outcome: accepted ? 'accepted' : 'refused', receipt, faults: why };
  return { outcome: accepted ? 'filed' : 'refused', file: accepted ? (note ?? receipt) : null, receipt, faults: why };
}

/**
 * Takes an answer that comes as a message: an `eventReport` of eCH-0147 T1. `repeated`: it was answered before; `unknown`: of no transfer.
 * @throws ArchiveError `acknowledgement-invalid`, XmlError
 */
export async function takeAcknowledgement(
  world: Pick<RecordsWorld, 'pool' | 'engine'>,
  bytes: Uint8Array,
  now: string,
): Promise<'taken' | 'repeated' | 'unknown'> {
  const transferId = acknowledgedTransfer(bytes);
  const { rows } = await world.pool.query<TransferRow>(`select ${TRANSFER_COLUMNS} from cases.transfers where transfer_id::text = $1`, [
    transferId,
  ]);
  const [row] = rows;
  if (!row) return 'unknown';
  const answer = await readAcknowledgement(bytes, transferId);
  return (await settleTransfer(world, row, answer, now)) ? 'taken' : 'repeated';
}
