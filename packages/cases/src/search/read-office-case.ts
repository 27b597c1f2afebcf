import { caseFormContext, caseView } from '../case-view/read-case.ts';
import { nameCapturer } from '../counter/name-capturer.ts';
import { currentOpening } from '../emergency/open-case.ts';
import { frameCase } from '../case-view/view-case.ts';
import { deliveriesOf, rulingsOf } from '../deliveries/read-deliveries.ts';
import { requireSession } from '../request/scope.ts';
import { historyOf, officeCase, taskNotes } from '../tasks/read-task.ts';
import type { Scope, TaskView } from '../types.ts';

/** A case as an office reads it outside of its tasks. */
export interface OfficeCaseView extends Pick<
  TaskView,
  'caseId' | 'reference' | 'person' | 'case' | 'data' | 'history' | 'purpose' | 'deliveries' | 'rulings'
> {
  /** The case was opened without taking part in it, until then (ISO instant). */
  openUntil: string | null;
}

/**
 * A case of an office, opened from a search of the last hour; the look is recorded with the purpose of that search. `no-purpose`: nobody said why;
 * null is the answer for somebody else's case too.
 */
export async function readOfficeCase(scope: Scope, caseId: string, lang: string): Promise<OfficeCaseView | 'no-purpose' | null> {
  const session = requireSession(scope);
  const row = await officeCase(scope, caseId);
  if (!row) return null;
  const { rows } = await scope.client.query<{ purpose: string; reason: string | null }>(
    `select purpose, reason from cases.searches where person_id = (select cases.current_person()) and at > $1::timestamptz - interval '1 hour' order by at desc limit 1`,
    [scope.now],
  );
  const opening = await currentOpening(scope, caseId);
  const search = rows[0];
  if (!search && !opening) return 'no-purpose';
  const purpose = opening ? `emergency.purpose.${opening.kind}` : `search.purpose.${search!.purpose}`;
  const reason = opening?.reason ?? search?.reason ?? null;
  const office =
    opening?.office ?? session.memberships.find((each) => scope.context.catalogue.authorities.byOffice(each.office))?.office ?? null;
  await scope.client.query(
    `insert into cases.access_records (at, case_id, actor, actor_name, office, purpose, reason) values ($1, $2, $3, $4, $5, $6, $7)`,
    [scope.now, caseId, session.principal, session.displayName, office, purpose, reason],
  );
  const frame = frameCase(scope, row, lang);
  return {
    caseId: row.case_id,
    reference: row.reference,
    person: row.applicant_name,
    case: await nameCapturer(scope, caseView(frame)),
    data: frame.version.form.summary({ ...caseFormContext(frame), t: frame.t }),
    history: historyOf(frame, await taskNotes(scope, caseId)),
    deliveries: await deliveriesOf(frame),
    rulings: await rulingsOf(frame),
    purpose: frame.own(purpose),
    openUntil: opening?.until ?? null,
  };
}
