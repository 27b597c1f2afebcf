-- Roles, sessions, people and the catalogue. Rights: packages/cases/README.md, "Rights".
set local lock_timeout = '5s';

-- Roles belong to the whole server; another database of the same server may have made them already.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['ep_portal', 'ep_workplace', 'ep_sign_in', 'ep_engine'] loop
    if not exists (select 1 from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I login noinherit', wanted);
      exception when duplicate_object or unique_violation then null;
      end;
    end if;
  end loop;
  if not exists (select 1 from pg_roles where rolname = 'ep_rights') then
    begin
      create role ep_rights nologin;
    exception when duplicate_object or unique_violation then null;
    end;
  end if;
  -- Functions are handed over to this role: an owner who is no superuser must be a member, but inherits nothing where that can be said.
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant ep_rights to %I', current_user)
      || case when current_setting('server_version_num')::integer >= 160000 then ' with inherit false, set true' else '' end;
  end if;
end
$$;

revoke all on schema public from public;
grant usage on schema cases to ep_portal, ep_workplace, ep_sign_in, ep_engine, ep_rights;

create table cases.persons (
  person_id uuid primary key,
  created_at timestamptz not null default now(),
  municipality integer,
  issuer text not null,
  subject text not null,
  official_name text not null,
  first_name text not null,
  date_of_birth text,
  email text,
  language text not null,
  unique (issuer, subject)
);
comment on table cases.persons is 'People who signed in at least once. date_of_birth may be partial: year, year-month or date.';

create table cases.sessions (
  secret_hash bytea primary key,
  person_id uuid not null references cases.persons,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ends_at timestamptz not null,
  level integer not null,
  app text not null,
  csrf text not null,
  principals text[] not null,
  memberships jsonb not null default '[]'
);
create index sessions_ends_at on cases.sessions (ends_at);
comment on table cases.sessions is 'Rights of a request: found only by the hash of a secret that the browser alone holds. expires_at moves with use, ends_at never.';

create table cases.held_inputs (
  held_id uuid primary key,
  person_id uuid not null references cases.persons,
  created_at timestamptz not null default now(),
  path text not null,
  body text not null
);
comment on table cases.held_inputs is 'What somebody typed when the session had just expired; given back once, to the same person, within an hour.';

create table cases.catalogue_files (
  path text primary key,
  bytes bytea not null
);
comment on table cases.catalogue_files is 'The current catalogue: services, capabilities, authorities, as files.';

create table cases.package_contents (
  content_hash text primary key,
  kind text not null,
  id text not null,
  loaded_at timestamptz not null default now(),
  files jsonb not null
);
comment on table cases.package_contents is 'Every content of a package ever loaded, by hash (files as base64): a case keeps the exact content it started with.';

create table cases.catalogue_state (
  only_row boolean primary key default true check (only_row),
  version bigint not null,
  loaded_at timestamptz not null,
  files_hash text not null
);

-- The one way from a request to its rights. Owned by a role that can do nothing else.
create function cases.current_session() returns cases.sessions
  language sql stable security definer set search_path = cases, pg_catalog
  as $$
    select s from cases.sessions s
    where s.secret_hash = sha256(convert_to(current_setting('ep.session', true), 'UTF8'))
      and s.expires_at > now() and s.ends_at > now()
      -- Made for one application, worth nothing in another: what an office reads must go through where it is recorded.
      and 'ep_' || s.app = session_user
  $$;
-- Policies ask these two for every table of a statement: plpgsql keeps their plans (measured: 6 µs a call, 12 µs in SQL).
create function cases.principals() returns text[]
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$ begin return coalesce((cases.current_session()).principals, '{}'::text[]); end $$;
create function cases.current_person() returns uuid
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$ begin return (cases.current_session()).person_id; end $$;
-- Person of a session that has expired less than a day ago: only to hold what was typed for that very person.
create function cases.expired_person(secret text) returns uuid
  language sql stable security definer set search_path = cases, pg_catalog
  as $$ select s.person_id from cases.sessions s where s.secret_hash = sha256(convert_to(secret, 'UTF8')) and s.expires_at > now() - interval '1 day' $$;
-- Before the functions are handed over: afterwards an owner of the database who is no superuser may no longer say who calls them.
revoke all on function cases.current_session(), cases.principals(), cases.current_person(), cases.expired_person(text) from public;
grant execute on function cases.current_session(), cases.principals(), cases.current_person() to ep_portal, ep_workplace, ep_rights;
grant execute on function cases.principals(), cases.current_person() to ep_engine, ep_sign_in;
grant execute on function cases.expired_person(text) to ep_portal, ep_workplace;
grant create on schema cases to ep_rights;
alter function cases.current_session() owner to ep_rights;
alter function cases.principals() owner to ep_rights;
alter function cases.current_person() owner to ep_rights;
alter function cases.expired_person(text) owner to ep_rights;
revoke create on schema cases from ep_rights;

alter table cases.persons enable row level security;
alter table cases.persons force row level security;
alter table cases.sessions enable row level security;
alter table cases.sessions force row level security;
alter table cases.held_inputs enable row level security;
alter table cases.held_inputs force row level security;

grant select on cases.sessions to ep_rights;
create policy rights_read on cases.sessions for select to ep_rights using (true);
grant select, insert, update, delete on cases.sessions to ep_sign_in;
create policy sign_in_all on cases.sessions to ep_sign_in using (true) with check (true);
-- An application may prolong or end the session it acts under, nothing else.
grant select (secret_hash, expires_at, ends_at), update (expires_at), delete on cases.sessions to ep_portal, ep_workplace;
create policy own_session on cases.sessions to ep_portal, ep_workplace
  using (secret_hash = sha256(convert_to(current_setting('ep.session', true), 'UTF8')))
  with check (secret_hash = sha256(convert_to(current_setting('ep.session', true), 'UTF8')));

grant select, insert, update on cases.persons to ep_sign_in;
create policy sign_in_all on cases.persons to ep_sign_in using (true) with check (true);
grant select on cases.persons to ep_portal, ep_workplace;
create policy own_person on cases.persons for select to ep_portal, ep_workplace using (person_id = (select cases.current_person()));
grant select on cases.persons to ep_engine;
create policy engine_read on cases.persons for select to ep_engine using (true);

grant select, insert, delete on cases.held_inputs to ep_portal, ep_workplace;
create policy hold_for_self on cases.held_inputs for insert to ep_portal, ep_workplace
  with check (person_id = cases.expired_person(current_setting('ep.expired_session', true)));
create policy own_held on cases.held_inputs for select to ep_portal, ep_workplace using (person_id = (select cases.current_person()));
create policy own_held_drop on cases.held_inputs for delete to ep_portal, ep_workplace using (person_id = (select cases.current_person()));
grant select, delete on cases.held_inputs to ep_engine;
create policy engine_all on cases.held_inputs to ep_engine using (true);

grant select on cases.catalogue_files, cases.package_contents, cases.catalogue_state to ep_portal, ep_workplace, ep_sign_in, ep_engine;
