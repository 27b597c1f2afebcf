-- Acting for another person: powers of attorney between persons, and sessions under one. What a representative may see and do is asked of
-- the mandate with every statement: when it ends, the session that acts under it is nobody's at once (docs/decisions/0016).
set local lock_timeout = '5s';

create table cases.mandates (
  mandate_id uuid primary key,
  principal_id uuid not null references cases.persons,
  representative_id uuid references cases.persons,
  offered_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz,
  code_expires_at timestamptz not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  first_day date not null,
  last_day date not null,
  ended_by uuid,
  level integer not null,
  kind text not null check (kind = 'mandate'),
  state text not null check (state in ('offered', 'taken', 'refused', 'ended')),
  scopes text[] check (cardinality(scopes) > 0),
  may_act boolean not null,
  alerts boolean not null,
  principal_name text not null,
  representative_name text,
  code_hash bytea not null unique,
  check (valid_from < valid_until and first_day <= last_day and last_day < first_day + 1830),
  check (representative_id is distinct from principal_id),
  check (state in ('offered', 'ended') or representative_id is not null),
  check ((state = 'ended') = (ended_at is not null))
);
create index mandates_principal on cases.mandates (principal_id);
create index mandates_representative on cases.mandates (representative_id) where representative_id is not null;
comment on table cases.mandates is 'Powers of attorney between persons. scopes null: all matters. level: assurance of the sign-in with which it was given, its evidence. alerts: the representative gets them too.';
comment on column cases.mandates.code_hash is 'SHA-256 of the code of the invitation; the code itself is kept nowhere.';

-- What was done with a mandate, by whom. Sealed like the records of access.
create table cases.mandate_acts (
  mandate_id uuid not null references cases.mandates,
  act_no integer not null,
  at timestamptz not null,
  actor uuid not null,
  actor_name text not null,
  what text not null check (what in ('given', 'code', 'taken', 'refused', 'used', 'ended', 'laid-down')),
  primary key (mandate_id, act_no)
);
comment on table cases.mandate_acts is 'used: a session began that acts under it. Append-only.';

alter table cases.sessions add column acting_for uuid references cases.mandates;
comment on column cases.sessions.acting_for is 'The mandate under which this session acts; then its principals are those of the mandate, as long as that stands.';

alter table cases.cases
  add column scope text,
  add column mandate_id uuid,
  add column representative_id uuid,
  add column representative_name text;
comment on column cases.cases.scope is 'What a representative must be allowed to do to see this case; null: everything.';
comment on column cases.cases.representative_name is 'Who sent it for the applicant.';
alter table cases.drafts add column scope text, add column representative_id uuid;
comment on column cases.drafts.representative_id is 'Who fills it in for person_id; null: the person. Nobody sees the drafts of the other.';
create unique index drafts_one_per_writer on cases.drafts (person_id, coalesce(representative_id, person_id), service) where case_id is null;
drop index cases.drafts_one_per_service;

grant create on schema cases to ep_rights;

-- The clock of everything that hangs on the validity of mandates; tests set it.
create function cases.clock() returns timestamptz language sql stable set search_path = cases, pg_catalog as $$ select now() $$;

-- Principals that a mandate gives to this person now; null: it does not stand (not taken, ended, not yet or no longer valid, somebody else's).
-- Of a mandate for some matters `person:<uuid>~<scope>`: rows of access carry that beside `person:<uuid>`.
create function cases.mandate_principals(asked uuid, holder uuid) returns text[]
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return (select case when m.scopes is null then array['person:' || m.principal_id] else array(select 'person:' || m.principal_id || '~' || s from unnest(m.scopes) s) end
        from cases.mandates m where m.mandate_id = asked and m.representative_id = holder and m.state = 'taken'
          and m.valid_from <= cases.clock() and m.valid_until > cases.clock());
    end
  $$;
revoke all on function cases.clock(), cases.mandate_principals(uuid, uuid) from public;
grant execute on function cases.clock() to ep_portal, ep_workplace, ep_sign_in, ep_engine, ep_rights;
grant execute on function cases.mandate_principals(uuid, uuid) to ep_sign_in;
alter function cases.mandate_principals(uuid, uuid) owner to ep_rights;

set local role ep_rights;
-- A session under a mandate that no longer stands is nobody's.
create or replace function cases.current_session() returns cases.sessions
  language sql stable security definer set search_path = cases, pg_catalog
  as $$
    select s from cases.sessions s
    where s.secret_hash = sha256(convert_to(current_setting('ep.session', true), 'UTF8'))
      and s.expires_at > now() and s.ends_at > now()
      -- Made for one application, worth nothing in another: what an office reads must go through where it is recorded.
      and 'ep_' || s.app = session_user
      and (s.acting_for is null or cases.mandate_principals(s.acting_for, s.person_id) is not null)
  $$;
-- Sessions that act have no principals of their own in their row: all others pay nothing for the question.
create or replace function cases.principals() returns text[]
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    declare found text[] := (cases.current_session()).principals;
    begin
      if found <> '{}' then return found; end if;
      return coalesce((select cases.mandate_principals(s.acting_for, s.person_id) from cases.current_session() s where s.acting_for is not null), '{}');
    end
  $$;

-- Whose matters these are: the person of the session, or whom they act for.
create function cases.subject() returns uuid
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    declare s cases.sessions := cases.current_session();
    begin
      if s.acting_for is null then return s.person_id; end if;
      return (select m.principal_id from cases.mandates m where m.mandate_id = s.acting_for);
    end
  $$;
-- The person of a session that acts for somebody else; null: nobody does.
create function cases.acting_person() returns uuid
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$ declare s cases.sessions := cases.current_session(); begin return case when s.acting_for is not null then s.person_id end; end $$;
-- The principal of whom this session acts for, null when it does not act: for tasks and messages, which name the person alone.
create function cases.represented() returns text
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$ begin return (select 'person:' || m.principal_id from cases.current_session() s join cases.mandates m on m.mandate_id = s.acting_for); end $$;
-- May this session change anything of its subject? Not under a mandate to read.
create function cases.may_act() returns boolean
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    declare s cases.sessions := cases.current_session();
    begin
      if s.acting_for is null then return true; end if;
      return (select m.may_act from cases.mandates m where m.mandate_id = s.acting_for);
    end
  $$;
-- Does what this session may do cover matters of this scope? Null stands for matters that only a mandate for all covers.
create function cases.covers(matter text) returns boolean
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    declare s cases.sessions := cases.current_session();
    begin
      if s.acting_for is null then return true; end if;
      return (select m.scopes is null or coalesce(matter = any (m.scopes), false) from cases.mandates m where m.mandate_id = s.acting_for);
    end
  $$;
-- Whom this session acts for, with what a form takes over of them.
create function cases.acting() returns table (mandate_id uuid, person_id uuid, official_name text, first_name text, date_of_birth text, municipality integer,
    last_day text, may_act boolean, scopes text[])
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return query select m.mandate_id, p.person_id, p.official_name, p.first_name, p.date_of_birth, p.municipality, m.last_day::text, m.may_act, m.scopes
        from cases.current_session() s join cases.mandates m on m.mandate_id = s.acting_for join cases.persons p on p.person_id = m.principal_id;
    end
  $$;
-- True for the secret of a session that acted under a mandate which does not stand any more: only to tell whoever holds it why.
create function cases.acting_ended(secret text) returns boolean
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return exists (select 1 from cases.sessions s where s.secret_hash = sha256(convert_to(secret, 'UTF8')) and s.expires_at > now() and s.ends_at > now()
        and s.acting_for is not null and cases.mandate_principals(s.acting_for, s.person_id) is null);
    end
  $$;
revoke all on function cases.subject(), cases.acting_person(), cases.represented(), cases.may_act(), cases.covers(text), cases.acting(), cases.acting_ended(text) from public;
grant execute on function cases.subject(), cases.acting_person(), cases.represented(), cases.may_act(), cases.covers(text), cases.acting(), cases.acting_ended(text) to ep_portal, ep_workplace;
-- Policies for the engine's role are others, but its inserts run the same checks.
grant execute on function cases.subject(), cases.acting_person(), cases.may_act() to ep_engine;

-- The page that somebody kept: the same questions as above, written a second time. Numbers of the header are those of whom one acts for.
create or replace function cases.current_stamp(asked uuid) returns text
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return (select concat_ws('/', s.person_id, date_part('epoch', s.expires_at), coalesce(p.version, 0),
          case when s.acting_for is not null then s.acting_for || ' ' || coalesce((select v.version from cases.mandates m join cases.versions v on v.subject = m.principal_id where m.mandate_id = s.acting_for), 0) end,
          case when asked is not null then coalesce(c.version, 0) end)
        from cases.sessions s left join cases.versions p on p.subject = s.person_id left join cases.versions c on c.subject = asked
        where s.secret_hash = sha256(convert_to(current_setting('ep.session', true), 'UTF8')) and s.expires_at > now() and s.ends_at > now());
    end
  $$;
create or replace function cases.glance_at_once(secrets text, subjects uuid[], out at double precision, out stamps text)
  -- One plan for all values is what the connections of the portal keep by themselves; each setting here costs about 3 µs a call.
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      at := extract(epoch from now()) * 1000;
      stamps := array_to_string(array(
        select (
          select concat_ws('/', s.person_id, date_part('epoch', s.expires_at),
            coalesce((select v.version from cases.versions v where v.subject = s.person_id), 0),
            case when s.acting_for is not null then s.acting_for || ' ' || coalesce((select v.version from cases.mandates m join cases.versions v on v.subject = m.principal_id where m.mandate_id = s.acting_for), 0) end,
            coalesce((select v.version from cases.versions v where v.subject = asked.subject), 0))
          from cases.sessions s
          where s.secret_hash = sha256(convert_to(asked.secret, 'UTF8')) and s.expires_at > now() and s.ends_at > now()
            and 'ep_' || s.app = session_user
            and exists (select 1 from cases.access a where a.case_id = asked.subject
              and a.principal = any (case when s.acting_for is null then s.principals else cases.mandate_principals(s.acting_for, s.person_id) end))
        )
        from unnest(string_to_array(secrets, ' '), subjects) with ordinality as asked (secret, subject, place)
        order by asked.place
      ), E'\n', '');
    end
  $$;

-- A mandate for some matters sees a case by a row of its own, made with that of the person and gone with it.
create function cases.mirror_scope() returns trigger
  language plpgsql security definer set search_path = cases, pg_catalog
  as $$
    begin
      if tg_op = 'DELETE' then
        delete from cases.access a where a.case_id = old.case_id and a.party = old.party and a.principal like old.principal || '~%';
      else
        insert into cases.access (case_id, principal, party)
          select c.case_id, new.principal || '~' || c.scope, new.party from cases.cases c where c.case_id = new.case_id and c.scope is not null
          on conflict do nothing;
      end if;
      return null;
    end
  $$;
create function cases.note_mandate() returns trigger
  language plpgsql security definer set search_path = cases, pg_catalog
  as $$
    begin
      perform cases.note_change(new.principal_id);
      if new.representative_id is not null then perform cases.note_change(new.representative_id); end if;
      return null;
    end
  $$;
revoke all on function cases.mirror_scope(), cases.note_mandate() from public;
grant execute on function cases.mirror_scope(), cases.note_mandate(), cases.note_for_audit() to session_user;

reset role;
create or replace function cases.submitting(asked uuid) returns boolean
  language sql stable security invoker set search_path = cases, pg_catalog
  as $$ select exists (select 1 from cases.cases c where c.case_id = asked and c.applicant_id = cases.subject() and c.xmin = pg_current_xact_id()::xid) $$;
revoke create on schema cases from ep_rights;

do $$
declare
  t text;
begin
  foreach t in array array['mandates', 'mandate_acts'] loop
    execute format('alter table cases.%I enable row level security', t);
    execute format('alter table cases.%I force row level security', t);
    execute format('create policy engine_read on cases.%I for select to ep_engine using (true)', t);
    execute format('grant select on cases.%I to ep_engine, ep_portal', t);
    execute format('grant select, insert on cases.%I to ep_rights', t);
    execute format('create policy rights_read on cases.%I for select to ep_rights using (true)', t);
    execute format('create policy rights_insert on cases.%I for insert to ep_rights with check (true)', t);
  end loop;
end
$$;
