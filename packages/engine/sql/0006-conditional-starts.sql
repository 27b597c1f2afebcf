-- Conditions that begin cases, beside messages, signals and timers.
set local lock_timeout = '5s';

alter table engine.start_event drop constraint start_event_kind_check;
alter table engine.start_event add constraint start_event_kind_check check (kind in ('message', 'signal', 'timer', 'condition'));
alter table engine.start_event add column holds boolean not null default false;
comment on column engine.start_event.holds is 'Of a condition: its last value. Only one that becomes true begins a case.';
