-- Tables of the process machine. Every key starts with case_id, so that the case can be the distribution key of a sharded server.
-- Rights are not given here: the owner of the surrounding domain grants them and adds row-level security by case_id.
set local lock_timeout = '5s';

create table engine.definition (
  definition_id text primary key,
  process_id text not null,
  deployed_at timestamptz not null default now(),
  source text not null,
  calls jsonb not null default '{}',
  input_defaults jsonb not null default '{}',
  elements jsonb not null default '[]'
);
comment on table engine.definition is 'One process ready to run, named by the hash of its content; a reference table without case data.';
comment on column engine.definition.calls is 'Called process id -> definition id, pinned when deployed.';
comment on column engine.definition.elements is 'Id, name, kind and lane of each element, for reports.';

create table engine.instance (
  case_id uuid not null,
  step bigint not null default 0,
  started_at timestamptz not null,
  ended_at timestamptz,
  instance_no integer not null default 1,
  next_token integer not null default 1,
  activations integer not null default 0,
  definition_id text not null references engine.definition,
  state text not null check (state in ('active', 'completed', 'cancelled')),
  outcome text,
  primary key (case_id, instance_no)
) with (fillfactor = 80);
comment on table engine.instance is 'The row that a step locks: one running or finished process of a case.';

create table engine.token (
  case_id uuid not null,
  entered_at timestamptz not null,
  instance_no integer not null default 1,
  token_no integer not null,
  parent_no integer not null default 0,
  visit integer not null,
  definition_id text not null,
  element text not null,
  state text not null check (state in ('ready', 'waiting', 'failed')),
  path text not null,
  party text,
  via text,
  properties jsonb not null default '{}',
  primary key (case_id, instance_no, token_no)
) with (fillfactor = 80);
comment on table engine.token is 'Where an instance stands. parent_no: token of the call activity it stands in, 0 for the main process.';
comment on column engine.token.state is 'ready: to be entered in a next step; waiting: for the outside; failed: see incident.';
comment on column engine.token.path is 'Elements and visits from the main process down, for example collect-fee:1/collect:1.';
comment on column engine.token.properties is 'zeebe:properties of the element; expressions already evaluated when it was entered.';

create table engine.variable (
  case_id uuid not null,
  instance_no integer not null default 1,
  scope_no integer not null,
  data jsonb not null default '{}',
  visits jsonb not null default '{}',
  primary key (case_id, instance_no, scope_no)
) with (fillfactor = 80);
comment on table engine.variable is 'One jsonb per scope: 0 the names of the case, otherwise the local scope of that token (of a call activity: the called process).';
comment on column engine.variable.visits is 'How many times each element was entered in this scope.';

create table engine.job (
  case_id uuid not null,
  due_at timestamptz not null,
  created_at timestamptz not null,
  lease_until timestamptz,
  wait_until timestamptz,
  instance_no integer not null default 1,
  token_no integer not null,
  fence integer not null default 0,
  attempts integer not null default 0,
  retries integer not null,
  state text not null check (state in ('ready', 'suspended', 'failed')),
  kind text not null,
  holder text,
  last_code text,
  idempotency_key text not null,
  inputs jsonb not null,
  info jsonb not null,
  data jsonb not null default '{}',
  primary key (case_id, instance_no, token_no)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
create index job_due on engine.job (due_at) where state <> 'failed';
comment on table engine.job is 'Work of a machine outside the engine. fence grows with each lease; attempts counts failures.';

create table engine.work (
  case_id uuid not null,
  seq bigint generated always as identity,
  due_at timestamptz not null default '-infinity',
  not_before timestamptz,
  created_at timestamptz not null default now(),
  attempts integer not null default 0,
  command_id text not null,
  actor text,
  last_error text,
  command jsonb not null,
  primary key (case_id, command_id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
create index work_due on engine.work (due_at, seq);
comment on table engine.work is 'Commands that are due, taken in order of seq within a case; deleted in the transaction of their effect.';
comment on column engine.work.not_before is 'After an unexpected failure: when to try again; infinity: parked, an incident of token 0 tells.';

create table engine.timer (
  case_id uuid not null,
  due_at timestamptz not null,
  instance_no integer not null default 1,
  token_no integer not null,
  queued boolean not null default false,
  element text not null,
  primary key (case_id, instance_no, token_no, element)
) with (fillfactor = 80);
create index timer_due on engine.timer (due_at) where not queued;
comment on table engine.timer is 'Timers that run. element: the catching or boundary event; queued: its command is in work.';

create table engine.user_task (
  case_id uuid not null,
  created_at timestamptz not null,
  due_at timestamptz,
  follow_up timestamptz,
  instance_no integer not null default 1,
  token_no integer not null,
  priority integer not null default 50,
  fence integer not null default 0,
  retries integer not null default 0,
  kind text not null check (kind in ('user', 'capability')),
  element text not null,
  process_id text not null,
  group_id text not null,
  role text not null,
  form text not null,
  capability text,
  assignee_id text,
  party text,
  inputs jsonb not null default '{}',
  properties jsonb not null default '{}',
  primary key (case_id, instance_no, token_no)
) with (fillfactor = 85);
create index user_task_group on engine.user_task (group_id, due_at, case_id);
create index user_task_assignee on engine.user_task (assignee_id, due_at) where assignee_id is not null;
comment on table engine.user_task is 'Work of people. kind capability: a service task that its authority leaves to people, then capability and fence are those of the job.';

create table engine.subscription (
  case_id uuid not null,
  instance_no integer not null default 1,
  token_no integer not null,
  element text not null,
  name text not null,
  key text not null,
  primary key (case_id, instance_no, token_no, element)
);
create index subscription_message on engine.subscription (name, key);
comment on table engine.subscription is 'Tokens that wait for a message.';

create table engine.inbox (
  case_id uuid not null,
  received_at timestamptz not null,
  expires_at timestamptz not null,
  name text not null,
  key text not null,
  message_id text not null,
  variables jsonb not null default '{}',
  primary key (case_id, name, key, message_id)
);
create index inbox_expiry on engine.inbox (expires_at);
comment on table engine.inbox is 'Messages nobody waited for yet.';

create table engine.incident (
  case_id uuid not null,
  created_at timestamptz not null,
  instance_no integer not null default 1,
  token_no integer not null,
  element text,
  code text not null,
  message text not null,
  phase text not null check (phase in ('enter', 'complete', 'job', 'step')),
  detail jsonb not null default '{}',
  primary key (case_id, instance_no, token_no)
);
create index incident_created on engine.incident (created_at);
comment on table engine.incident is 'A failure that a person repairs and resumes. Token 0: a command could not be executed at all and is parked in work.';

create table engine.event (
  case_id uuid not null,
  at timestamptz not null,
  step bigint,
  instance_no integer not null default 1,
  command_id text not null,
  type text not null,
  result text not null check (result in ('done', 'rejected')),
  code text,
  state text not null,
  actor text,
  path jsonb not null default '[]',
  data jsonb not null default '{}',
  primary key (case_id, command_id)
);
create index event_history on engine.event (case_id, step);
comment on table engine.event is 'History, append-only: one row per command, its key makes every command idempotent. case_id is a UUIDv7 that carries its month: ready to be partitioned by range of case_id.';
