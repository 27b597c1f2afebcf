import { loadCaseById } from '../case-view/load-cases.ts';
import { mayRead } from '../request/mine.ts';
import { requireSession } from '../request/scope.ts';
import { ownOffice } from '../talk/read-talk.ts';
import type { DeliveryNote, Scope } from '../types.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Noted {
  state: string;
  channel: string;
  begun: string;
  ruling: string | null;
}

/** States in which each can be said. */
const WHEN: Record<DeliveryNote['what'], readonly string[]> = {
  delivered: ['under-way', 'sent', 'returned', 'delivered', 'deemed'],
  tried: ['under-way'],
  returned: ['under-way', 'sent'],
  again: ['under-way', 'sent', 'returned'],
  appeal: ['delivered', 'deemed'],
};

/**
 * Writes down what the office knows of a delivery; the machine acts on it. `day`: not a day between the sending and today; `state`: it cannot be
 * said of this delivery now. The same `id` is the same note.
 */
export async function noteDelivery(
  scope: Scope,
  caseId: string,
  note: DeliveryNote,
): Promise<'done' | 'not-found' | 'day' | 'state' | 'proof' | 'address'> {
  const row = UUID.test(caseId) ? await loadCaseById(scope, caseId) : null;
  const office = row && ownOffice(scope, row);
  if (!row || !office || !UUID.test(note.notification) || !UUID.test(note.id)) return 'not-found';
  const { rows } = await scope.client.query<Noted>(
    `select n.state, n.channel, (n.begun_at at time zone $3)::date::text as begun, r.state as ruling
     from cases.notifications n left join cases.rulings r using (case_id, document_id)
     where n.case_id = $1 and n.notification_id = $2 and ${mayRead('n')}`,
    [row.case_id, note.notification, scope.context.catalogue.authorities.canton.zone],
  );
  const [found] = rows;
  if (!found) return 'not-found';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(note.day) || Number.isNaN(Date.parse(note.day))) return 'day';
  if (note.day > scope.today || note.day < found.begun) return 'day';
  if (!WHEN[note.what].includes(found.state) || (note.what === 'appeal' && found.ruling !== 'notified')) return 'state';
  // What binds is not counted again.
  if (found.ruling === 'binding' || found.ruling === 'appealed') return 'state';
  if (note.what === 'delivered' && !note.proof?.trim()) return 'proof';
  const address = (note.address ?? []).map((line) => line.trim().slice(0, 70)).filter(Boolean);
  if (address.length === 1 || address.length > 6) return 'address';
  const session = requireSession(scope);
  await scope.client.query(
    `insert into cases.delivery_notes (case_id, note_id, notification_id, at, day, office, author, author_name, what, channel, proof, address)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing`,
    [
      row.case_id,
      note.id,
      note.notification,
      scope.now,
      note.day,
      office,
      session.principal,
      session.displayName,
      note.what,
      note.what === 'again' ? (note.channel ?? 'registered-letter') : null,
      note.proof?.trim().slice(0, 200) || null,
      address.length > 0 ? address : null,
    ],
  );
  return 'done';
}
