-- What persons confirmed with their sign-in: a document, or what a step asked them. Written with the answer, never changed.
set local lock_timeout = '5s';

create table cases.consents (
  case_id uuid not null references cases.cases,
  token integer not null,
  person_id uuid not null,
  at timestamptz not null,
  level integer not null,
  element text not null,
  language text not null,
  documents text[] not null default '{}',
  primary key (case_id, token)
);
create index consents_person on cases.consents (person_id);
comment on table cases.consents is 'level: assurance of the sign-in with which the person confirmed. documents: SHA-256 of the content of each document that was confirmed.';

alter table cases.consents enable row level security;
alter table cases.consents force row level security;
grant select, insert on cases.consents to ep_portal;
create policy own_consent on cases.consents for insert to ep_portal with check (person_id = (select cases.current_person())
  and exists (select 1 from cases.access a where a.case_id = consents.case_id));
create policy case_access on cases.consents for select to ep_portal using (person_id = (select cases.current_person()));
grant select on cases.consents to ep_workplace;
create policy case_access_office on cases.consents for select to ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = consents.case_id));
grant select, insert, delete on cases.consents to ep_engine;
create policy engine_all on cases.consents to ep_engine using (true) with check (true);

grant select, delete on cases.consents to ep_rights;
create policy rights_erase on cases.consents to ep_rights using (true);

create constraint trigger note_change after insert on cases.consents deferrable initially deferred for each row execute function cases.note_case();
