-- Before a draft is deleted its person hears of it: an alert may belong to a draft instead of a case.
set local lock_timeout = '5s';

alter table cases.alerts
  alter column case_id drop not null,
  add column draft_id uuid references cases.drafts on delete cascade,
  add constraint alerts_of_case_or_draft check (num_nonnulls(case_id, draft_id) = 1);
create unique index alerts_draft on cases.alerts (draft_id, step_key, kind) where draft_id is not null;

-- Each answer moves the day of deletion: what was told of an earlier one does not count any more.
alter table cases.drafts add column reminded_for timestamptz;
comment on column cases.drafts.reminded_for is 'The expires_at that its person was told of; a draft goes only when that one has come.';
create index drafts_to_remind on cases.drafts (expires_at) where case_id is null and reminded_for is distinct from expires_at;

-- Ended sessions go. The machine sees no other, and of these only when they ended.
grant select (expires_at, ends_at), delete on cases.sessions to ep_engine;
create policy engine_ended on cases.sessions to ep_engine using (least(expires_at, ends_at) < now() - interval '1 day');
