import { expectedDay, lastDay } from '../catalogue/calendar.ts';
import { interfaceTexts } from '../case-view/texts.ts';
import { REPLACE_WITHIN } from '../files/evidence.ts';
import { localDay } from '../request/scope.ts';
import { dayWords } from '../texts/day-words.ts';
import { plainSpaces } from '../texts/typography.ts';
import type { WorkerContext } from './types.ts';

interface AlertRow {
  alert_id: string;
  kind: string;
  channel: 'email' | 'sms';
  address: string;
  language: string;
  attempts: number;
  service: string;
  authority: string;
  /** Null for an alert about a draft. */
  reference: string | null;
  service_hash: string | null;
  /** Of a draft: when it goes. */
  expires_at: Date | null;
  created_at: Date;
  /** Of the task it is about. */
  task_due: Date | null;
  /** The step it is about is the person's payment, or the fee is asked for already. */
  pays: boolean;
  pay_until: Date | null;
  /** There is a fee that nobody has paid. */
  fee: boolean;
}

/** The task that the key of an alert names, and the fee that its person is asked for. */
const TOKEN = `substring(t.step_key from '^(?:task|soon|late) ([0-9]+)$')::int`;
const DEMANDS = `from cases.payment_demands f where f.case_id = t.case_id and f.ended_at is null`;
const DEADLINES = `(select min(u.due_at) from engine.user_task u where u.case_id = t.case_id and u.token_no = ${TOKEN}) as task_due,
  case t.kind when 'received' then exists (select 1 ${DEMANDS}) when 'reminder' then exists (select 1 ${DEMANDS} and f.token = ${TOKEN}) else false end as pays,
  (select min(f.expires_at) ${DEMANDS}) as pay_until,
  exists (select 1 from cases.fees e where e.case_id = t.case_id and e.total > 0
    and not exists (select 1 from cases.payments p where p.case_id = t.case_id and p.settled_at is not null)) as fee`;

/** Who ordered something with a fee is told once the machine has asked for it, so that the day can be named; at the latest after a minute. */
const TOLD_OF_FEE = `(kind <> 'received' or created_at < $1::timestamptz - interval '1 minute'
  or not exists (select 1 from cases.fees e where e.case_id = alerts.case_id and e.total > 0)
  or exists (select 1 from cases.payment_demands f where f.case_id = alerts.case_id))`;

/**
 * Sends due alerts, each at most once: it is marked `sending` and committed before the mail leaves. A mail that was certainly not
 * taken is tried again later; where nobody knows, it is not repeated (state `unknown`). Each says what to do and until when, never any
 * content or personal data.
 */
export async function sendAlerts(context: WorkerContext, now: string): Promise<number> {
  // A node takes only what it can send; the rest waits for another.
  const channels = [...(context.mail ? ['email'] : []), ...(context.sms ? ['sms'] : [])];
  if (channels.length === 0) return 0;
  const { rows } = await context.pool.query<AlertRow>(
    `with taken as (
       update cases.alerts set state = 'sending', attempts = attempts + 1
       where alert_id in (select alert_id from cases.alerts where state = 'queued' and due_at <= $1 and channel = any ($2)
         and (draft_id is null or exists (select 1 from cases.drafts d where d.draft_id = alerts.draft_id and d.case_id is null and d.reminded_for = d.expires_at))
         and ${TOLD_OF_FEE}
         order by due_at limit 50 for update skip locked)
       returning *
     )
     select t.alert_id, t.kind, t.channel, t.address, t.language, t.attempts, t.created_at, c.reference, c.service_hash, d.expires_at, ${DEADLINES},
       coalesce(c.service, d.service) as service, coalesce(c.authority, d.authority) as authority
     from taken t left join cases.cases c on c.case_id = t.case_id left join cases.drafts d on d.draft_id = t.draft_id`,
    [now, channels],
  );
  await Promise.all(rows.map((alert) => sendAlert(context, alert, now)));
  return rows.length;
}

/** Last day on which what an alert asks for may be done, ISO, as the page says it; null: there is none. */
function deadlineOf(context: WorkerContext, alert: AlertRow): string | null {
  const { authorities } = context.catalogue();
  const { zone } = authorities.canton;
  if (alert.expires_at) return localDay(alert.expires_at.toISOString(), zone);
  if (alert.kind === 'file-refused')
    return lastDay(REPLACE_WITHIN, alert.created_at.toISOString(), authorities.calendar(alert.authority), zone);
  const end = alert.task_due ?? (alert.pays ? alert.pay_until : null);
  return end && expectedDay(end.toISOString(), zone);
}

async function sendAlert(context: WorkerContext, alert: AlertRow, now: string): Promise<void> {
  const catalogue = context.catalogue();
  const t = interfaceTexts(alert.language, catalogue.authorities.canton.zone);
  const service = catalogue.service(alert.service, alert.service_hash ?? undefined).texts(alert.language)('service.title');
  const authority = catalogue.authorities.byId(alert.authority)?.names[alert.language] ?? '';
  const until = deadlineOf(context, alert);
  const args = {
    service,
    reference: alert.reference ?? '',
    authority,
    act: alert.pays ? 'pay' : alert.fee && alert.kind === 'received' ? 'fee' : 'other',
    due: until ? 'yes' : 'none',
    day: until ? dayWords(until, alert.language) : '',
  };
  try {
    if (alert.channel === 'sms')
      await context.sms!.send({ to: alert.address, text: plainSpaces(t('alertBySms', args)).slice(0, 459), id: `alert.${alert.alert_id}` });
    else
      await context.mail!.send({
        to: alert.address,
        subject: t(`alerts.${alert.kind}.subject`, args),
        text: t(`alerts.${alert.kind}.text`, args),
        language: alert.language,
        messageId: `alert.${alert.alert_id}`,
      });
    await context.pool.query(`update cases.alerts set state = 'sent', sent_at = $2 where alert_id = $1`, [alert.alert_id, now]);
  } catch (error) {
    const code = (error as { code?: string }).code ?? 'failed';
    // Only `not-available` says for certain that nothing was taken: a second try cannot double it.
    const next = code === 'not-available' ? (alert.attempts < 12 ? 'queued' : 'failed') : code === 'refused' ? 'failed' : 'unknown';
    context.log.warn({ alertId: alert.alert_id, code }, 'alert not sent');
    await context.pool.query(
      `update cases.alerts set state = $3, due_at = $2::timestamptz + least(interval '1 hour', interval '5 seconds' * power(3, attempts)) where alert_id = $1`,
      [alert.alert_id, now, next],
    );
  }
}
