/** One figure read from the database; each row gives the labels and `value`. */
export interface Figure {
  name: string;
  help: string;
  labels: string[];
  sql: string;
}

const age = (oldest: string): string => `coalesce(extract(epoch from now() - ${oldest}), 0)`;

/** What stands in the database now. Every statement gives a row also when there is nothing, so that an alarm can tell zero from silence. */
export const FIGURES: readonly Figure[] = [
  {
    name: 'einwohnerportal_open_instances',
    help: 'Processes that run',
    labels: [],
    sql: `select count(*) as value from engine.instance where state = 'active'`,
  },
  {
    name: 'einwohnerportal_tokens',
    help: 'Places where processes stand, by state',
    labels: ['state'],
    sql: `select s as state, count(t.state) as value from unnest(array['ready', 'waiting', 'joining', 'failed']) s
          left join engine.token t on t.state = s group by s`,
  },
  {
    name: 'einwohnerportal_jobs',
    help: 'Jobs by type and standing: due, running (leased), waiting (for the next try), suspended (for the outside), failed',
    labels: ['type', 'standing'],
    sql: `select kind as type, case when state <> 'ready' then state when lease_until > now() then 'running' when due_at > now() then 'waiting' else 'due' end as standing,
            count(*) as value from engine.job group by 1, 2`,
  },
  {
    name: 'einwohnerportal_oldest_job_seconds',
    help: 'Age of the oldest due job that nobody has taken, by type',
    labels: ['type'],
    sql: `select kind as type, ${age('min(greatest(due_at, lease_until))')} as value from engine.job
          where state = 'ready' and due_at <= now() and (lease_until is null or lease_until <= now()) group by kind
          union all select 'any', ${age('min(due_at)')} from engine.job where state = 'ready' and due_at <= now() and (lease_until is null or lease_until <= now())`,
  },
  {
    name: 'einwohnerportal_commands_due',
    help: 'Commands that wait for the machine',
    labels: [],
    sql: `select count(*) as value from engine.work where due_at <= now() and (not_before is null or not_before <= now())`,
  },
  {
    name: 'einwohnerportal_oldest_command_seconds',
    help: 'Age of the oldest command that waits for the machine',
    labels: [],
    sql: `select ${age('min(greatest(created_at, due_at, not_before))')} as value from engine.work
          where due_at <= now() and (not_before is null or not_before <= now())`,
  },
  {
    name: 'einwohnerportal_incidents',
    help: 'Steps that stopped, by code',
    labels: ['code'],
    sql: `select coalesce(case when i.code = 'job-failed' then j.last_code end, i.code) as code, count(*) as value
          from engine.incident i left join engine.job j using (case_id, instance_no, token_no) group by 1
          union all select 'any', count(*) from engine.incident`,
  },
  {
    name: 'einwohnerportal_oldest_incident_seconds',
    help: 'Age of the oldest step that stopped',
    labels: [],
    sql: `select ${age('min(created_at)')} as value from engine.incident`,
  },
  {
    name: 'einwohnerportal_timers_overdue',
    help: 'Timers that are due for more than a minute and have not fired',
    labels: [],
    sql: `select count(*) as value from engine.timer where not queued and due_at < now() - interval '1 minute'`,
  },
  {
    name: 'einwohnerportal_alerts',
    help: 'E-mails that have not left, by state',
    labels: ['state'],
    sql: `select s as state, count(a.state) as value from unnest(array['queued', 'sending', 'failed', 'unknown']) s
          left join cases.alerts a on a.state = s group by s`,
  },
  {
    name: 'einwohnerportal_oldest_alert_seconds',
    help: 'Age of the oldest e-mail that is due and has not left',
    labels: [],
    sql: `select ${age('min(due_at)')} as value from cases.alerts where state = 'queued' and due_at <= now()`,
  },
  {
    name: 'einwohnerportal_interventions',
    help: 'Changes of running cases that operators have prepared and nobody has decided',
    labels: ['state'],
    sql: `select s as state, count(i.state) as value from unnest(array['draft', 'proposed']) s
          left join cases.interventions i on i.state = s group by s`,
  },
];
