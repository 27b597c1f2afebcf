-- What the elements beyond the straight flow keep: loops, joins, repeated timers, signals and conditions, compensation, starts by event.
set local lock_timeout = '5s';

alter table engine.token drop constraint token_state_check;
alter table engine.token add constraint token_state_check check (state in ('ready', 'waiting', 'joining', 'failed'));
alter table engine.token add column part text not null default 'whole' check (part in ('whole', 'loop', 'item'));
alter table engine.token add column data jsonb not null default '{}';
comment on column engine.token.state is 'ready: to be entered in a next step; waiting: for the outside; joining: at a join, for other tokens; failed: see incident.';
comment on column engine.token.part is 'whole: an ordinary token; loop: holds a multi-instance or loop together; item: one round of the loop token parent_no.';
comment on column engine.token.data is 'seed: local names given when it was made; loop: how far its loop is; index: number of the round from 0.';
comment on column engine.token.parent_no is 'Token of the call activity, subprocess, loop or compensation it stands in, 0 for the main process.';

alter table engine.subscription add column kind text not null default 'message' check (kind in ('message', 'signal', 'condition'));
create index subscription_signal on engine.subscription (name) where kind = 'signal';
comment on table engine.subscription is 'What tokens wait for. token_no 0 or a scope with element subprocess/start: an event subprocess. condition: key tells its last value.';

alter table engine.timer add column cycle text;
alter table engine.timer add column rounds integer;
comment on column engine.timer.cycle is 'Period in ISO 8601 of a timer that fires again.';
comment on column engine.timer.rounds is 'How often it still fires, this time included; null: without end.';

alter table engine.user_task add column candidates jsonb not null default '[]';
comment on column engine.user_task.candidates is 'Candidate persons the model names; who they are is known to the host.';

create table engine.compensation (
  case_id uuid not null,
  seq integer not null,
  instance_no integer not null default 1,
  token_no integer not null,
  scope_no integer not null,
  definition_id text not null,
  element text not null,
  handler text,
  data jsonb not null default '{}',
  primary key (case_id, instance_no, token_no)
);
comment on table engine.compensation is 'Completed activities that can be compensated. seq: order of completion; scope_no: where they ran, or the event that compensates them now; handler null: a subprocess with such activities inside.';

create table engine.start_event (
  process_id text not null,
  element text not null,
  definition_id text not null,
  kind text not null check (kind in ('message', 'signal', 'timer')),
  name text not null default '',
  due_at timestamptz,
  cycle text,
  rounds integer,
  primary key (process_id, element)
);
create index start_event_name on engine.start_event (kind, name);
create index start_event_due on engine.start_event (due_at) where kind = 'timer';
comment on table engine.start_event is 'Start events that begin new cases by themselves, of the version of each process that was opened last; no case data.';

create table engine.start_record (
  cause text primary key,
  case_id uuid not null,
  at timestamptz not null default now()
);
create index start_record_at on engine.start_record (at);
comment on table engine.start_record is 'Which case a message, signal or timer has begun, so that a repeated one begins no second; kept 90 days.';
