import { uuidv7 } from '../ids.ts';
import { localDay } from '../request/scope.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { eightOClock } from './eight-o-clock.ts';
import type { WorkerContext } from './types.ts';

/** So long before a draft goes its person is told. */
export const REMINDER_DAYS = 5;
/** So long it stays at least after that, also where the machine was away when it should have told. */
const LEAST_DAYS = 3;

interface DueDraft {
  draft_id: string;
  person_id: string;
  /** False: they want no alerts. */
  wanted: boolean;
  address: string | null;
  language: string;
  expires_at: Date;
}

/**
 * Tells each person once that their draft will be deleted, by an alert in the morning, in their language, to the address they gave in the
 * draft or else that of their profile; who wants no alerts gets none. An answer moves the day, and then they are told again. Gives how many were told of now. What is captured at the
 * counter goes by itself (`forgetCaptures`): its person has nowhere to go on with it.
 */
export async function remindOfDrafts(context: WorkerContext, now: string): Promise<number> {
  return inTransaction(context.pool, async (client) => {
    const { rows } = await client.query<DueDraft>(
      `update cases.drafts d
       set expires_at = greatest(d.expires_at, $1::timestamptz + make_interval(days => $3)),
           reminded_for = greatest(d.expires_at, $1::timestamptz + make_interval(days => $3))
       from cases.persons p left join cases.profiles f on f.person_id = p.person_id
       where p.person_id = coalesce(d.representative_id, d.person_id) and d.draft_id in (
         select draft_id from cases.drafts where case_id is null and not exists (select 1 from cases.captures k where k.person_id = drafts.person_id) and reminded_for is distinct from expires_at
           and expires_at <= $1::timestamptz + make_interval(days => $2) order by expires_at limit 200 for update skip locked)
       returning d.draft_id, p.person_id, coalesce(f.alerts, 'email') = 'email' as wanted,
         coalesce(d.answers ->> 'contact.email', f.email, p.email) as address, p.language, d.expires_at`,
      [now, REMINDER_DAYS, LEAST_DAYS],
    );
    const { zone } = context.catalogue().authorities.canton;
    const morning = eightOClock(localDay(now, zone), zone);
    for (const draft of rows.filter(({ wanted }) => wanted))
      await client.query(
        `insert into cases.alerts (alert_id, draft_id, created_at, due_at, recipient, kind, step_key, state, address, language)
         values ($1, $2, $3, $4, $5, 'draft-expires', $6, $7, $8, $9) on conflict do nothing`,
        [
          uuidv7(now),
          draft.draft_id,
          now,
          morning > now ? morning : now,
          `person:${draft.person_id}`,
          `expires ${draft.expires_at.toISOString()}`,
          draft.address ? 'queued' : 'failed',
          draft.address,
          draft.language,
        ],
      );
    return rows.length;
  });
}

/** Deletes drafts whose day has come and of which their person was told. */
export async function dropExpiredDrafts(context: WorkerContext, now: string): Promise<void> {
  await context.pool.query('delete from cases.drafts where case_id is null and expires_at < $1 and reminded_for = expires_at', [now]);
}
