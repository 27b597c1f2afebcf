-- Who no longer works for an office holds nothing of it from that moment on: no session, no task, no absence in which they stand in. Who
-- ended it and why stays. A block keeps the login from bringing somebody back until it is lifted.
set local lock_timeout = '5s';

alter table cases.members add column since timestamptz, add column said_by text[] not null default '{login}'
  check (cardinality(said_by) > 0 and said_by <@ '{login,invitation}');
alter table cases.members alter column since set default now();
comment on table cases.members is 'People of an office as their login or an invitation said last; kept by the sign-in. Who leaves is taken out by cases.leave_office alone.';
comment on column cases.members.since is 'When they came; null: before this was kept.';
comment on column cases.members.said_by is 'Whether the login says it, an invitation, or both; as it was at the last sign-in.';

-- Filters of the office stay when who made them leaves: they are nobody's then, and who leads the office changes them.
alter table cases.filters alter column person_id drop not null;
alter table cases.filters add constraint filters_kept_by check (person_id is not null or office is not null) not valid;
alter table cases.filters validate constraint filters_kept_by;

create table cases.member_acts (
  act_id uuid primary key,
  act_no bigint generated always as identity,
  at timestamptz not null,
  person_id uuid not null references cases.persons,
  authority text not null,
  office text not null check (split_part(substr(office, 8), '/', 1) = authority),
  name text not null,
  roles text[] not null,
  what text not null check (what in ('ended', 'blocked', 'lifted')),
  cause text not null check (cause in ('office', 'login', 'invitation', 'unused')),
  reason text check (length(trim(reason)) between 1 and 500),
  actor text,
  actor_name text,
  check ((actor is null) = (actor_name is null)),
  check (cause <> 'office' or actor is not null),
  check (what = 'ended' or cause = 'office')
);
create index member_acts_authority on cases.member_acts (authority, act_no);
create index member_acts_person on cases.member_acts (person_id, office, act_no);
comment on table cases.member_acts is 'Who stopped working for an office, why and by whom; never changed or deleted. blocked: ended, and the login does not bring them back until lifted.';
comment on column cases.member_acts.cause is 'office: its organisation ended it; login, invitation: it no longer says so; unused: no sign-in for a year.';

alter table cases.member_acts enable row level security;
alter table cases.member_acts force row level security;
grant select on cases.member_acts to ep_workplace, ep_engine;
create policy organised on cases.member_acts for select to ep_workplace using (authority = any ((select cases.organised())::text[]));
create policy engine_read on cases.member_acts for select to ep_engine using (true);
grant select, insert on cases.member_acts to ep_rights;
create policy rights_read on cases.member_acts for select to ep_rights using (true);
create policy rights_insert on cases.member_acts for insert to ep_rights with check (true);
grant select, delete on cases.absences to ep_rights;
create policy rights_all on cases.absences to ep_rights using (true);
grant select, update (person_id) on cases.filters to ep_rights;
create policy rights_read on cases.filters for select to ep_rights using (true);
create policy rights_pass_on on cases.filters for update to ep_rights using (true) with check (office is not null);

grant create on schema cases to ep_rights;
set local role ep_rights;

update cases.members m set said_by = '{invitation}'
  where exists (select 1 from cases.invitations i where i.person_id = m.person_id and i.office = m.office and i.state = 'accepted');

-- Takes everything from somebody that an office gave them. Called by the functions below, which know who may. False: they do not work there.
create function cases.leave_office(leaver uuid, left_office text, because text, moment timestamptz, words text, by_person uuid, blocks boolean) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare
      was cases.members;
      who text;
      begun uuid;
    begin
      delete from cases.members m where m.person_id = leaver and m.office = left_office returning m.* into was;
      if was.person_id is null then return false; end if;
      if by_person is not null then
        select p.first_name || ' ' || p.official_name into who from cases.persons p where p.person_id = by_person;
      end if;
      update cases.invitations i set state = 'ended', ended_at = moment, ended_by = 'person:' || by_person::text, ended_name = who
        where i.person_id = leaver and i.office = left_office and i.state = 'accepted';
      -- What lets them open cases or repair those of others goes too, unless another office gives it; the next sign-in says it anew.
      update cases.sessions s set
          principals = array(select p from unnest(s.principals) p where p <> left_office and p not like left_office || '#%'
            and (p not like 'supports:%' or not 'support' = any (was.roles))
            and (p not like 'emergency:%' or exists (select 1 from jsonb_array_elements(s.memberships) m
              where m ->> 'office' <> left_office and m -> 'roles' ?| array['emergency', 'support']))),
          memberships = (select coalesce(jsonb_agg(m), '[]') from jsonb_array_elements(s.memberships) m where m ->> 'office' <> left_office)
        where s.person_id = leaver and s.app = 'workplace';
      -- What they were capturing for somebody at the counter is given up.
      for begun in select k.capture_id from cases.captures k where k.by_person = leaver and k.office = left_office and k.sent_at is null and k.dropped_at is null loop
        delete from cases.sessions s where s.acting_for = begun;
        perform cases.forget_capture(begun, moment);
        perform cases.note_mandate_act(begun, leaver, 'laid-down', moment);
      end loop;
      -- Nobody stands in for somebody with whom they share no office.
      delete from cases.absences a where leaver in (a.person_id, a.deputy_id) and a.last_day >= moment::date
        and not exists (select 1 from cases.members one join cases.members other on other.office = one.office
          where one.person_id = a.person_id and other.person_id = a.deputy_id);
      update cases.filters f set person_id = null where f.person_id = leaver and f.office = left_office;
      insert into cases.member_acts (act_id, at, person_id, authority, office, name, roles, what, cause, reason, actor, actor_name)
        values (gen_random_uuid(), moment, leaver, split_part(substr(left_office, 8), '/', 1), left_office, was.name, was.roles,
          case when blocks then 'blocked' else 'ended' end, because, words, 'person:' || by_person::text, who);
      return true;
    end
  $$;

-- Whether the organisation of an office keeps somebody out.
create function cases.is_blocked(asked uuid, from_office text) returns boolean
  language sql stable security definer set search_path = cases, pg_catalog
  as $$
    select coalesce((select a.what = 'blocked' from cases.member_acts a
      where a.person_id = asked and a.office = from_office and a.what in ('blocked', 'lifted') order by a.act_no desc limit 1), false)
  $$;

-- The organisation of the authority ends what somebody does for one of its offices. Nobody ends their own: somebody must be left who can undo it.
create function cases.end_membership(from_office text, leaver uuid, words text, blocks boolean, moment timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    begin
      if not split_part(substr(from_office, 8), '/', 1) = any (cases.organised()) or leaver = cases.current_person() then return false; end if;
      return cases.leave_office(leaver, from_office, 'office', moment, words, cases.current_person(), blocks);
    end
  $$;

create function cases.lift_block(from_office text, blocked uuid, moment timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    begin
      if not split_part(substr(from_office, 8), '/', 1) = any (cases.organised()) or blocked = cases.current_person() then return false; end if;
      -- Two who lift at once: the second waits, and finds it lifted.
      perform pg_advisory_xact_lock(hashtextextended('cases.member ' || blocked || from_office, 0));
      if not cases.is_blocked(blocked, from_office) then return false; end if;
      insert into cases.member_acts (act_id, at, person_id, authority, office, name, roles, what, cause, actor, actor_name)
        select gen_random_uuid(), moment, blocked, a.authority, from_office, a.name, a.roles, 'lifted', 'office', 'person:' || p.person_id::text,
          p.first_name || ' ' || p.official_name
        from cases.persons p, (select l.authority, l.name, l.roles from cases.member_acts l
          where l.person_id = blocked and l.office = from_office and l.what = 'blocked' order by l.act_no desc limit 1) a
        where p.person_id = cases.current_person();
      return true;
    end
  $$;

-- At a sign-in: offices that no longer say so are left, and no older session keeps more than the new one gets.
create function cases.follow_login(who uuid, kept text[], granted text[]) returns void
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare gone text;
    begin
      for gone in select m.office from cases.members m where m.person_id = who and m.office <> all (kept) order by m.office loop
        perform cases.leave_office(who, gone, 'login', now(), null, null, false);
      end loop;
      update cases.sessions s set
          principals = array(select p from unnest(s.principals) p where p = any (granted)),
          memberships = (select coalesce(jsonb_agg(jsonb_set(m, '{roles}', (select coalesce(jsonb_agg(role), '[]') from jsonb_array_elements_text(m -> 'roles') role
              where (m ->> 'office') || '#' || role = any (granted)))), '[]')
            from jsonb_array_elements(s.memberships) m where m ->> 'office' = any (granted))
        where s.person_id = who and s.app = 'workplace' and not s.principals <@ granted;
    end
  $$;

-- What no sign-in will end: invitations that are over, and people who have not come for a year. Gives how many left.
create function cases.end_unused_memberships(moment timestamptz, today date) returns integer
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare
      gone record;
      ended integer := 0;
    begin
      for gone in
        select m.person_id, m.office, case when m.seen_at < now() - interval '1 year' then 'unused' else 'invitation' end as because from cases.members m
          where m.seen_at < now() - interval '1 year' or m.said_by = '{invitation}' and not exists (select 1 from cases.invitations i
            where i.person_id = m.person_id and i.office = m.office and i.state = 'accepted' and (i.ends_on is null or i.ends_on >= today))
          order by m.office, m.person_id limit 500
      loop
        if cases.leave_office(gone.person_id, gone.office, gone.because, moment, null, null, false) then ended := ended + 1; end if;
      end loop;
      return ended;
    end
  $$;

create or replace function cases.end_invitation(asked uuid, at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare
      found cases.invitations;
      who text;
    begin
      select p.first_name || ' ' || p.official_name into who from cases.persons p where p.person_id = cases.current_person();
      update cases.invitations i set state = 'ended', ended_at = at, ended_by = 'person:' || cases.current_person()::text, ended_name = who
        where i.invitation_id = asked and i.state = 'accepted' and i.authority = any (cases.organised()) returning i.* into found;
      if found.invitation_id is null then return false; end if;
      perform cases.leave_office(found.person_id, found.office, 'office', at, null, cases.current_person(), false);
      return true;
    end
  $$;

-- As before, for nobody whom the office keeps out.
create or replace function cases.accept_invitation(code text, at timestamptz) returns text
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare
      mine cases.sessions := cases.current_session();
      found cases.invitations;
    begin
      if mine.person_id is null or mine.app <> 'workplace' then return null; end if;
      update cases.invitations i set state = 'accepted', person_id = mine.person_id, accepted_at = at, code_hash = null, email = null
        where i.state = 'sent' and i.code_hash = sha256(convert_to(code, 'UTF8')) and i.code_ends_at > at and (i.ends_on is null or i.ends_on >= at::date)
          and i.prepared_by <> 'person:' || mine.person_id::text and i.decided_by <> 'person:' || mine.person_id::text
          and not cases.is_blocked(mine.person_id, i.office)
        returning i.* into found;
      if found.invitation_id is null then return null; end if;
      update cases.sessions s set
          principals = array(select distinct p from unnest(s.principals || found.office || array(select found.office || '#' || role from unnest(found.roles) role)) p order by p),
          memberships = s.memberships || jsonb_build_array(jsonb_build_object('authority', found.authority, 'office', found.office, 'roles', found.roles))
        where s.secret_hash = mine.secret_hash;
      insert into cases.members (office, person_id, name, roles, said_by)
        select found.office, p.person_id, p.first_name || ' ' || p.official_name, found.roles, '{invitation}' from cases.persons p where p.person_id = mine.person_id
        on conflict (office, person_id) do update set seen_at = now(), name = excluded.name,
          roles = array(select distinct r from unnest(cases.members.roles || excluded.roles) r),
          said_by = array(select distinct s from unnest(cases.members.said_by || excluded.said_by) s);
      return found.office;
    end
  $$;

-- Who left stands in the chain of the authority.
create or replace function cases.audit_content(format integer, source text, key text) returns text
  language plpgsql stable security definer set search_path = cases, pg_catalog set timezone = 'UTC'
  as $$
    declare part text[] := string_to_array(key, ' ');
    begin
      if format <> 1 then return null; end if;
      case source
        when 'access' then
          return (select jsonb_build_array(r.case_id, r.record_id, r.at, r.actor, r.actor_name, r.office, r.purpose, r.element, r.reason)::text
            from cases.access_records r where r.case_id = part[1]::uuid and r.record_id = part[2]::bigint);
        when 'task' then
          return (select jsonb_build_array(n.case_id, n.token, n.at, n.element, n.actor, n.actor_name, n.what)::text
            from cases.task_notes n where n.case_id = part[1]::uuid and n.token = part[2]::integer and n.what = part[3]
              and n.at = part[4]::timestamptz);
        when 'intervention' then
          return (select jsonb_build_array(i.case_id, i.intervention_id, i.decided_at, i.authority, i.kind, i.state, i.prepared_by,
              i.prepared_name, i.decided_by, i.decided_name, i.reason, i.refusal, i.message, i.command, i.changes)::text
            from cases.interventions i where i.case_id = part[1]::uuid and i.intervention_id = part[2]::uuid);
        when 'mandate' then
          return (select jsonb_build_array(a.mandate_id, a.act_no, a.at, a.actor, a.actor_name, a.what)::text
            from cases.mandate_acts a where a.mandate_id = part[1]::uuid and a.act_no = part[2]::integer);
        when 'member' then
          return (select jsonb_build_array(a.act_id, a.at, a.person_id, a.office, a.name, a.roles, a.what, a.cause, a.reason, a.actor, a.actor_name)::text
            from cases.member_acts a where a.act_id = part[1]::uuid);
        else return null;
      end case;
    end
  $$;
create or replace function cases.audit_keys() returns table (source text, key text)
  language sql stable security definer set search_path = cases, pg_catalog set timezone = 'UTC'
  as $$
    select 'access', r.case_id || ' ' || r.record_id from cases.access_records r
    union all
    select 'task', n.case_id || ' ' || n.token || ' ' || n.what || ' ' || to_char(n.at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') from cases.task_notes n
    union all
    select 'intervention', i.case_id || ' ' || i.intervention_id from cases.interventions i where i.state in ('released', 'refused', 'withdrawn')
    union all
    select 'mandate', a.mandate_id || ' ' || a.act_no from cases.mandate_acts a
    union all
    select 'member', a.act_id::text from cases.member_acts a
  $$;
create function cases.note_member_act_for_audit() returns trigger
  language plpgsql security definer set search_path = cases, pg_catalog
  as $$ begin insert into cases.audit_pending (authority, source, key) values (new.authority, 'member', new.act_id::text); return null; end $$;

revoke all on function cases.leave_office(uuid, text, text, timestamptz, text, uuid, boolean), cases.is_blocked(uuid, text),
  cases.end_membership(text, uuid, text, boolean, timestamptz), cases.lift_block(text, uuid, timestamptz), cases.follow_login(uuid, text[], text[]),
  cases.end_unused_memberships(timestamptz, date), cases.note_member_act_for_audit() from public;
grant execute on function cases.end_membership(text, uuid, text, boolean, timestamptz), cases.lift_block(text, uuid, timestamptz) to ep_workplace;
grant execute on function cases.follow_login(uuid, text[], text[]), cases.is_blocked(uuid, text) to ep_sign_in;
grant execute on function cases.end_unused_memberships(timestamptz, date) to ep_engine;
grant execute on function cases.note_member_act_for_audit() to session_user;
reset role;
revoke create on schema cases from ep_rights;

create trigger note_for_audit after insert on cases.member_acts for each row execute function cases.note_member_act_for_audit();
create trigger append_only before update or delete on cases.member_acts for each row execute function cases.refuse_change('never');
create trigger no_truncate before truncate on cases.member_acts for each statement execute function cases.refuse_change('never');
