import { fromApplicant } from '../request/mine.ts';
import { applicantOf } from '../request/scope.ts';
import type { Scope } from '../types.ts';

/** Unread messages and open actions as two columns; for principal and id of the person as parameters of these numbers. */
export const countColumns = (
  principal: number,
  personId: number,
): string => `(select count(*)::int from cases.messages where read_at is null and recipient = $${principal}) as unread,
  ((select count(*) from engine.user_task where group_id = $${principal})
  + (select count(*) from cases.files f join cases.cases c using (case_id) where f.person_id = $${personId} and f.state = 'refused' and f.replaced_by is null and c.closed_at is null)
  + (select count(*) from cases.cases c join cases.files f using (case_id) where c.applicant_id = $${personId} and c.closed_at is null and f.person_id <> $${personId}
    and f.state = 'refused' and f.replaced_by is null and ${fromApplicant('f', 'c')})
  + (select count(*) from cases.payment_demands d join cases.cases c using (case_id) where d.ended_at is null and c.applicant_id = $${personId} and c.closed_at is null))::int as actions`;

/** Numbers for the navigation: open actions of the person and unread messages, in one statement. */
export async function counts(scope: Scope): Promise<{ actions: number; unread: number }> {
  if (!scope.session) return { actions: 0, unread: 0 };
  const { rows } = await scope.client.query<{ actions: number; unread: number }>({
    name: 'counts',
    text: `select ${countColumns(1, 2)}`,
    values: [applicantOf(scope.session).principal, applicantOf(scope.session).personId],
  });
  return rows[0] ?? { actions: 0, unread: 0 };
}
