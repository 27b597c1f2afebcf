import type pg from 'pg';
import { addPeriod } from '../catalogue/calendar.ts';
import { uuidOf } from '../ids.ts';
import { linesOf } from '../letters/address-lines.ts';
import { addressOfCase } from '../payments/payer-address.ts';
import { inTransaction } from '../store/in-transaction.ts';
import type { WorkerContext } from '../worker/types.ts';
import { keepNotification, notificationId, type Channel } from './keep-notification.ts';
import { NOTIFICATION, proveDelivery, type NotificationRow } from './prove-delivery.ts';

type NoteRow = NotificationRow & {
  note_id: string;
  what: 'delivered' | 'tried' | 'returned' | 'again' | 'appeal';
  day: string;
  to_channel: Channel | null;
  proof: string | null;
  address: string[] | null;
  authority: string;
  competent: string;
  applicant_name: string;
};

/** Acts on what offices noted about deliveries, each note once and in the order in which they came. Gives how many. */
export async function takeNotes(context: WorkerContext, now: string): Promise<number> {
  const { rows } = await context.pool.query<{ case_id: string; note_id: string }>(
    'select case_id, note_id from cases.delivery_notes where taken_at is null order by at, note_id limit 50',
  );
  for (const { case_id, note_id } of rows) await takeNote(context, case_id, note_id, now);
  return rows.length;
}

async function takeNote(context: WorkerContext, caseId: string, noteId: string, now: string): Promise<void> {
  await inTransaction(context.pool, async (client) => {
    const { rowCount } = await client.query(
      'update cases.delivery_notes set taken_at = $3 where case_id = $1 and note_id = $2 and taken_at is null',
      [caseId, noteId, now],
    );
    if (!rowCount) return;
    const { rows } = await client.query<NoteRow>(
      `select ${NOTIFICATION}, d.note_id, d.what, d.day::text, d.channel as to_channel, d.proof, d.address, c.authority, c.competent, c.applicant_name
       from cases.delivery_notes d join cases.notifications n using (case_id, notification_id) join cases.cases c using (case_id)
       where d.case_id = $1 and d.note_id = $2 for update of n`,
      [caseId, noteId],
    );
    const note = rows[0]!;
    if (note.what === 'delivered') return handedOver(context, client, note);
    if (note.what === 'tried') return tried(context, client, note);
    if (note.what === 'returned') return cameBack(client, note);
    if (note.what === 'again') return tryAgain(context, client, note, now);
    await context.engine.enqueue(
      client,
      caseId,
      uuidOf(`appeal ${noteId}`),
      { type: 'correlate', message: 'appeal-filed', key: caseId, variables: { appealFiledOn: note.day } },
      { actor: 'machine' },
    );
  });
}

/** Handed over on a day. What had counted as delivered by law before stays so from the earlier day. */
function handedOver(context: WorkerContext, client: pg.PoolClient, note: NoteRow): Promise<void> {
  const deemed = note.deemed_on !== null && note.deemed_on < note.day;
  const kind = note.channel === 'in-person' || note.channel === 'counter' ? 'handed-over' : note.channel === 'inbox' ? 'receipt' : 'signed';
  return proveDelivery(context, client, note, {
    state: deemed ? 'deemed' : 'delivered',
    day: deemed ? note.deemed_on! : note.day,
    kind: deemed ? 'period' : kind,
    proof: note.proof ?? note.notification_id,
    cause: note.note_id,
  });
}

/** The post found nobody and left a note: from then on runs the period after which the letter counts as delivered. */
async function tried(context: WorkerContext, client: pg.PoolClient, note: NoteRow): Promise<void> {
  const rule = context.catalogue().authorities.notification(note.authority).registered;
  await client.query(
    `update cases.notifications set tried_on = $3, deemed_on = $4, law = $5, proof = coalesce($6, proof) where case_id = $1 and notification_id = $2 and state = 'under-way'`,
    [note.case_id, note.notification_id, note.day, rule?.after ? addPeriod(rule.after, note.day) : null, rule?.law ?? null, note.proof],
  );
}

/** It came back. One that was tried before still counts as delivered by law after its period. */
async function cameBack(client: pg.PoolClient, note: NoteRow): Promise<void> {
  await client.query(
    `update cases.notifications set returned_on = $3, state = case when state in ('under-way', 'sent') and deemed_on is null then 'returned' else state end
     where case_id = $1 and notification_id = $2`,
    [note.case_id, note.notification_id, note.day],
  );
  await client.query(
    `update cases.letters set state = 'returned', returned_at = $3 where case_id = $1 and step_key = $2 and state = 'handed-over'`,
    [note.case_id, note.step_key, `${note.day}T12:00:00Z`],
  );
}

/** Another attempt takes the place of one that did not reach the person; the step waits for it from now on. */
async function tryAgain(context: WorkerContext, client: pg.PoolClient, note: NoteRow, now: string): Promise<void> {
  const stepKey = `${note.step_key}/${note.attempt + 1}`;
  const channel = note.to_channel!;
  const { rowCount } = await client.query(
    `update cases.notifications set state = 'replaced', token = null where case_id = $1 and notification_id = $2 and state in ('under-way', 'returned', 'sent')`,
    [note.case_id, note.notification_id],
  );
  if (!rowCount) return;
  await keepNotification(client, {
    caseId: note.case_id,
    documentId: note.document_id,
    at: now,
    token: note.token,
    attempt: note.attempt + 1,
    channel,
    state: 'under-way',
    recipient: note.recipient,
    stepKey,
    readers: note.readers,
    sentOn: channel === 'in-person' ? note.day : null,
  });
  if (channel === 'in-person') return;
  const lines = note.address ?? (await formerAddress(context, client, note));
  await client.query(
    `insert into cases.letters (letter_id, case_id, authority, token, created_at, step_key, kind, address, documents, state)
     select $1, $2, $3, null, $4, $5, $6, $7, array[$8::uuid], 'waiting' where $7::text[] is not null on conflict (case_id, step_key) do nothing`,
    [
      uuidOf(`letter ${notificationId(stepKey, note.document_id)}`),
      note.case_id,
      note.authority,
      now,
      stepKey,
      channel === 'registered-letter' ? 'registered' : 'A',
      lines,
      note.document_id,
    ],
  );
}

async function formerAddress(context: WorkerContext, client: pg.PoolClient, note: NoteRow): Promise<string[] | null> {
  const { rows } = await client.query<{ address: string[] }>('select address from cases.letters where case_id = $1 and step_key = $2', [
    note.case_id,
    note.step_key,
  ]);
  return rows[0]?.address ?? linesOf({ ...(await addressOfCase(context, note.case_id, note.applicant_name)) }, note.applicant_name);
}
