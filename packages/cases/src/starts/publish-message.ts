import { inTransaction } from '../store/in-transaction.ts';
import type { WorkerContext } from '../worker/types.ts';

/** A message from outside, as another system sends it. */
export interface IncomingMessage {
  /** Chosen by the sender and stable: the same id is the same message. At most 150 characters. */
  id: string;
  /** Name of the message in the models. */
  name: string;
  /** Reference or id of the case it belongs to; absent: it may begin cases. */
  case?: string;
  /** Correlation key when the model names another than the id of the case; without a case, the case that waits under it gets the message. */
  key?: string;
  /** What it tells; names of the case. */
  variables: Record<string, unknown>;
}

export type Published = { state: 'accepted'; cases: string[] } | { state: 'case-unknown' };

/**
 * Takes in a message: for a case, it reaches whoever waits there or lies in the inbox of the case; else the case that waits for its key; else every open message start event of
 * its name begins cases, and conditions that may begin cases are looked at over what it tells. Repeated, it has the effect of once.
 */
export async function publishMessage(context: WorkerContext, message: IncomingMessage): Promise<Published> {
  const { engine } = context;
  return inTransaction(context.pool, async (client): Promise<Published> => {
    if (message.case === undefined) {
      const begun = await engine.publish(client, message.id, message.name, message.variables, message.key);
      const held = await engine.evaluateStarts(client, message.id, message.variables);
      return { state: 'accepted', cases: [...new Set([...begun, ...held])] };
    }
    const { rows } = await client.query<{ case_id: string }>('select case_id from cases.cases where reference = $1 or case_id::text = $1', [
      message.case,
    ]);
    const caseId = rows[0]?.case_id;
    if (!caseId) return { state: 'case-unknown' };
    await engine.enqueue(client, caseId, `message:${message.id}`, {
      type: 'correlate',
      message: message.name,
      key: message.key ?? caseId,
      variables: message.variables,
    });
    return { state: 'accepted', cases: [caseId] };
  });
}
