-- Who searched cases, for what purpose, by which kinds of words and with how many results; never what was typed.
set local lock_timeout = '5s';

create table cases.searches (
  search_id bigint generated always as identity,
  at timestamptz not null default now(),
  person_id uuid not null references cases.persons,
  found integer not null,
  exported boolean not null,
  purpose text not null,
  reason text check (length(trim(reason)) between 10 and 1000),
  fields text[] not null,
  primary key (person_id, search_id),
  check (purpose <> 'other' or reason is not null)
);
create index searches_lately on cases.searches (person_id, at);
comment on table cases.searches is 'fields: which were filled in, without their content. Append-only.';

alter table cases.searches enable row level security;
alter table cases.searches force row level security;
grant select, insert on cases.searches to ep_workplace;
create policy own_search on cases.searches to ep_workplace
  using (person_id = (select cases.current_person())) with check (person_id = (select cases.current_person()));
grant select on cases.searches to ep_audit;
create policy audit_read on cases.searches for select to ep_audit using (true);
create trigger append_only before update or delete on cases.searches for each row execute function cases.refuse_change('never');
create trigger no_truncate before truncate on cases.searches for each statement execute function cases.refuse_change('never');
