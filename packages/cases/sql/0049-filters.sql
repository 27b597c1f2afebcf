-- Filters of the work list that a caseworker keeps under a name, for themselves or for their office.
set local lock_timeout = '5s';

create table cases.filters (
  filter_id uuid primary key,
  person_id uuid not null references cases.persons on delete cascade,
  created_at timestamptz not null default now(),
  office text,
  name text not null check (length(name) between 1 and 60),
  path text not null check (length(path) between 1 and 600)
);
create index filters_person on cases.filters (person_id);
create index filters_office on cases.filters (office) where office is not null;
comment on table cases.filters is 'Names for addresses of the work list. office: shared with everybody of that office; null: only for who keeps it.';

alter table cases.filters enable row level security;
alter table cases.filters force row level security;
grant select, insert, delete, update (name) on cases.filters to ep_workplace;
create policy kept on cases.filters for select to ep_workplace
  using (person_id = (select cases.current_person()) or office = any ((select cases.principals())::text[]));
create policy keep on cases.filters for insert to ep_workplace
  with check (person_id = (select cases.current_person()) and (office is null or office like 'office:%' and office = any ((select cases.principals())::text[])));
-- A shared filter is changed by who made it, and by who leads the office.
create policy rename on cases.filters for update to ep_workplace
  using (person_id = (select cases.current_person()) or office || '#lead' = any ((select cases.principals())::text[]))
  with check (person_id = (select cases.current_person()) or office || '#lead' = any ((select cases.principals())::text[]));
create policy drop_kept on cases.filters for delete to ep_workplace
  using (person_id = (select cases.current_person()) or office || '#lead' = any ((select cases.principals())::text[]));
-- Of somebody who no longer works anywhere nothing is kept.
grant select, delete on cases.filters to ep_engine;
create policy engine_all on cases.filters to ep_engine using (true);
