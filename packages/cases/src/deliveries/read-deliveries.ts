import { loadCaseById } from '../case-view/load-cases.ts';
import { frameCase, iso, type CaseFrame } from '../case-view/view-case.ts';
import { mayRead, PRINCIPALS } from '../request/mine.ts';
import { requireSession } from '../request/scope.ts';
import { ownOffice } from '../talk/read-talk.ts';
import type { DeliveryPage, DeliveryView, RulingView, Scope } from '../types.ts';

interface DeliveryRow {
  notification_id: string;
  document_id: string;
  output: string;
  channel: DeliveryView['channel'];
  state: DeliveryView['state'];
  attempt: number;
  begun_at: Date;
  opened_at: Date | null;
  sent_on: string | null;
  tried_on: string | null;
  deemed_on: string | null;
  delivered_on: string | null;
  returned_on: string | null;
  proof_kind: DeliveryView['proofKind'];
  proof: string | null;
  law: string | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** How the documents of a case reached their person, oldest first; what people noted in a task the machine has not taken yet is left out. */
export async function deliveriesOf(frame: CaseFrame): Promise<DeliveryView[]> {
  const { rows } = await frame.scope.client.query<DeliveryRow>(
    `select n.notification_id, n.document_id, d.output, n.channel, n.state, n.attempt, n.begun_at, n.sent_on::text, n.tried_on::text, n.deemed_on::text,
       n.delivered_on::text, n.returned_on::text, n.proof_kind, n.proof, n.law, n.opened_at
     from cases.notifications n join cases.documents d using (case_id, document_id)
     where n.case_id = $1 and n.state <> 'noted' and ${mayRead('n')} order by n.begun_at, n.attempt, n.notification_id`,
    [frame.row.case_id],
  );
  return rows.map((row) => ({
    id: row.notification_id,
    documentId: row.document_id,
    title: frame.t(`documents.${row.output}.title`),
    channel: row.channel,
    state: row.state,
    attempt: row.attempt,
    begunAt: iso(row.begun_at),
    openedAt: row.opened_at ? iso(row.opened_at) : null,
    sentOn: row.sent_on,
    triedOn: row.tried_on,
    deemedOn: row.deemed_on,
    deliveredOn: row.delivered_on,
    returnedOn: row.returned_on,
    proofKind: row.proof_kind,
    proof: row.proof,
    law: row.law,
  }));
}

/** Rulings of a case and how far they have come, oldest first. */
export async function rulingsOf({ row, scope, t }: CaseFrame): Promise<RulingView[]> {
  const { rows } = await scope.client.query<Omit<RulingView, 'title' | 'signedAt'> & { output: string; signed_at: Date }>(
    `select document_id as "documentId", output, signed_at, notified_on::text as "notifiedOn", appeal_until::text as "appealUntil", ended_on::text as "endedOn",
       state, drafted_by as "draftedBy", signed_by as "signedBy"
     from cases.rulings r where case_id = $1 and ${mayRead('r')} order by signed_at, document_id`,
    [row.case_id],
  );
  return rows.map(({ output, signed_at, ...ruling }) => ({ ...ruling, title: t(`documents.${output}.title`), signedAt: iso(signed_at) }));
}

/** Deliveries and rulings of a case for the office in charge; the look is recorded. Null: no such case of theirs. */
export async function readDeliveries(scope: Scope, caseId: string, lang: string): Promise<DeliveryPage | null> {
  const row = UUID.test(caseId) ? await loadCaseById(scope, caseId) : null;
  const office = row && ownOffice(scope, row);
  if (!row || !office) return null;
  const session = requireSession(scope);
  await scope.client.query(
    `insert into cases.access_records (at, case_id, actor, actor_name, office, purpose) values ($1, $2, $3, $4, $5, 'deliveries.purpose')`,
    [scope.now, row.case_id, session.principal, session.displayName, office],
  );
  const frame = frameCase(scope, row, lang);
  const { rows } = await scope.client.query<{ at: Date; author_name: string; what: DeliveryPage['notes'][number]['what']; day: string }>(
    `select at, author_name, what, day::text from cases.delivery_notes where case_id = $1 and office = any (${PRINCIPALS}) order by at, note_id`,
    [row.case_id],
  );
  return {
    caseId: row.case_id,
    reference: row.reference,
    person: row.applicant_name,
    deliveries: await deliveriesOf(frame),
    rulings: await rulingsOf(frame),
    notes: rows.map((note) => ({ at: iso(note.at), author: note.author_name, what: note.what, day: note.day })),
  };
}
