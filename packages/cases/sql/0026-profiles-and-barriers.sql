-- What people set themselves (where alerts go, contact data that forms take over), and barriers that anybody reports.
set local lock_timeout = '5s';

create table cases.profiles (
  person_id uuid primary key references cases.persons,
  changed_at timestamptz not null,
  email text check (length(email) <= 254),
  phone text check (length(phone) <= 30),
  alerts text not null default 'email' check (alerts in ('email', 'none'))
);
comment on table cases.profiles is 'What a person set themselves; no row: everything as it comes from the sign-in.';

create table cases.profile_changes (
  change_id bigint generated always as identity,
  person_id uuid not null references cases.persons,
  at timestamptz not null,
  what text not null check (what in ('language', 'email', 'phone', 'alerts')),
  before text,
  after text,
  primary key (person_id, change_id)
);
comment on table cases.profile_changes is 'Each change of a profile; the person reads it too. Append-only.';

create table cases.barrier_reports (
  report_id uuid primary key,
  at timestamptz not null default now(),
  answered_at timestamptz,
  page text not null check (length(page) <= 300),
  words text not null check (length(trim(words)) between 5 and 2000),
  aid text check (length(aid) <= 200),
  contact text check (length(contact) <= 254),
  language text not null,
  answered_by text,
  answer text check (length(answer) <= 2000)
);
create index barrier_reports_at on cases.barrier_reports (at desc);
comment on table cases.barrier_reports is 'What somebody could not do, in their own words, without sign-in. contact only when they want an answer.';

do $$
declare
  t text;
begin
  foreach t in array array['profiles', 'profile_changes', 'barrier_reports'] loop
    execute format('alter table cases.%I enable row level security', t);
    execute format('alter table cases.%I force row level security', t);
  end loop;
end
$$;

grant select, insert, update on cases.profiles to ep_portal;
create policy own_profile on cases.profiles to ep_portal
  using (person_id = (select cases.current_person())) with check (person_id = (select cases.current_person()));
grant select on cases.profiles to ep_engine;
create policy engine_read on cases.profiles for select to ep_engine using (true);
grant select, insert on cases.profile_changes to ep_portal;
create policy own_change on cases.profile_changes to ep_portal
  using (person_id = (select cases.current_person())) with check (person_id = (select cases.current_person()));

-- The language is the person's own choice; everything else of them comes from the sign-in.
grant update (language) on cases.persons to ep_portal;
create policy own_language on cases.persons for update to ep_portal
  using (person_id = (select cases.current_person())) with check (person_id = (select cases.current_person()));

-- Reports go in through one door that closes for an hour when too many come; nobody who reports can read any.
grant select, insert on cases.barrier_reports to ep_rights;
create policy rights_all on cases.barrier_reports to ep_rights using (true) with check (true);
create function cases.report_barrier(page text, words text, aid text, contact text, language text, most integer) returns uuid
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare made uuid := gen_random_uuid();
    begin
      if (select count(*) from cases.barrier_reports r where r.at > now() - interval '1 hour') >= most then return null; end if;
      insert into cases.barrier_reports (report_id, page, words, aid, contact, language)
        values (made, report_barrier.page, report_barrier.words, report_barrier.aid, report_barrier.contact, report_barrier.language);
      return made;
    end
  $$;
revoke all on function cases.report_barrier(text, text, text, text, text, integer) from public;
grant execute on function cases.report_barrier(text, text, text, text, text, integer) to ep_portal;
grant create on schema cases to ep_rights;
alter function cases.report_barrier(text, text, text, text, text, integer) owner to ep_rights;
revoke create on schema cases from ep_rights;

-- The portal has no authority of its own: every operator may read and answer.
grant select, update (answered_at, answered_by, answer) on cases.barrier_reports to ep_workplace;
create policy operator on cases.barrier_reports to ep_workplace
  using (cardinality((select cases.operated())) > 0) with check (cardinality((select cases.operated())) > 0);
grant select, delete on cases.barrier_reports to ep_engine;
create policy engine_all on cases.barrier_reports to ep_engine using (true);
