-- Who is away and who stands in, so that no task waits for somebody who is not there.
set local lock_timeout = '5s';

create table cases.absences (
  absence_id uuid primary key,
  person_id uuid not null references cases.persons,
  deputy_id uuid not null references cases.persons,
  created_at timestamptz not null default now(),
  first_day date not null,
  last_day date not null check (last_day >= first_day),
  check (person_id <> deputy_id)
);
create index absences_deputy on cases.absences (deputy_id, last_day);
create index absences_person on cases.absences (person_id, last_day);
comment on table cases.absences is 'Days on which a caseworker is away, said by themselves, and the colleague who may take over what they have.';

alter table cases.absences enable row level security;
alter table cases.absences force row level security;
grant select, insert, delete on cases.absences to ep_workplace;
-- Colleagues know who is away: rows of people of the own offices, as cases.members shows them.
create policy colleagues on cases.absences for select to ep_workplace
  using (person_id = (select cases.current_person()) or exists (select 1 from cases.members m where m.person_id = absences.person_id));
create policy own on cases.absences for insert to ep_workplace
  with check (person_id = (select cases.current_person()) and exists (select 1 from cases.members m where m.person_id = deputy_id));
create policy own_drop on cases.absences for delete to ep_workplace using (person_id = (select cases.current_person()));
grant select, delete on cases.absences to ep_engine;
create policy engine_all on cases.absences to ep_engine using (true);
