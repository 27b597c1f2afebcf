-- Opening a case without taking part in it: for a reason, for a short time, seen by the person at once.
set local lock_timeout = '5s';

alter table cases.access add column until timestamptz;
comment on column cases.access.until is 'Null: as long as the case is kept. Else the row counts for nothing from then on, whoever asks.';
create index access_until on cases.access (until) where until is not null;
-- The one table that all policies ask: what is over is not there, for applications and for functions with rights of their own.
create policy not_over on cases.access as restrictive for select to ep_portal, ep_workplace using (until is null or until > now());
create policy not_over_rights on cases.access as restrictive for select to ep_rights
  using (until is null or until > now() or current_setting('cases.removing', true) = case_id::text);

create table cases.openings (
  case_id uuid not null references cases.cases,
  opening_id uuid not null,
  person_id uuid not null,
  opened_at timestamptz not null default now(),
  until timestamptz not null,
  ended_at timestamptz,
  told_at timestamptz,
  authority text not null,
  office text not null,
  person_name text not null,
  kind text not null check (kind in ('danger', 'nobody-there', 'person-asks', 'fault')),
  reason text not null check (length(trim(reason)) between 10 and 1000),
  primary key (case_id, opening_id),
  check (until <= opened_at + interval '60 minutes')
);
create index openings_untold on cases.openings (opened_at) where told_at is null;
create index openings_person on cases.openings (person_id, opened_at);
create index openings_authority on cases.openings (authority, opened_at);
comment on table cases.openings is 'Cases that somebody opened without taking part. authority: whose case it is; office: where who opened it works. told_at: when person and lead were told.';
alter table cases.openings enable row level security;
alter table cases.openings force row level security;
create policy engine_all on cases.openings to ep_engine using (true) with check (true);
grant select, update (told_at), delete on cases.openings to ep_engine;
grant select, insert, update (ended_at) on cases.openings to ep_rights;
create policy rights_all on cases.openings to ep_rights using (true) with check (true);
grant insert, delete on cases.access to ep_rights;
create policy rights_open on cases.access for insert to ep_rights with check (until is not null and principal like 'emergency:%');

-- Authorities that the session's person leads: the role `lead` of one of their offices.
create function cases.led() returns text[]
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return (select coalesce(array_agg(distinct split_part(substr(p, 8), '/', 1)), '{}') from unnest(cases.principals()) p where p like 'office:%#lead');
    end
  $$;

-- Opens a case by its reference. Only for who has the role `emergency` in an office of the case's authority; or, to repair a fault and for
-- half the time, the role `support` in an office that this authority lists. Everybody else is told nothing, not even that there is such a case.
create function cases.open_in_emergency(asked_reference text, asked_kind text, why text) returns table (refused text, opened uuid)
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare
      own text[] := cases.principals();
      me cases.persons;
      found cases.cases;
      working text;
      least_until timestamptz;
      there cases.openings;
    begin
      select p.* into me from cases.persons p where p.person_id = cases.current_person();
      select c.* into found from cases.cases c where c.reference = asked_reference;
      if me.person_id is null or found.case_id is null then return query select 'not-found', null::uuid; return; end if;
      select split_part(p, '#', 1), now() + interval '60 minutes' into working, least_until
        from unnest(own) p where p like 'office:' || found.authority || '/%#emergency' order by p limit 1;
      if working is null and asked_kind = 'fault' and 'supports:' || found.authority = any (own) then
        select split_part(p, '#', 1), now() + interval '30 minutes' into working, least_until
          from unnest(own) p where p like 'office:%#support' order by p limit 1;
      end if;
      if working is null then return query select 'not-found', null::uuid; return; end if;
      if asked_kind not in ('danger', 'nobody-there', 'person-asks', 'fault') or length(trim(coalesce(why, ''))) not between 10 and 1000 then
        return query select 'reason', null::uuid; return;
      end if;
      perform pg_advisory_xact_lock(hashtextextended('openings ' || me.person_id, 0));
      select o.* into there from cases.openings o
        where o.case_id = found.case_id and o.person_id = me.person_id and o.ended_at is null and o.until > now() limit 1;
      if there.case_id is not null then return query select null::text, found.case_id; return; end if;
      if (select count(*) from cases.openings o where o.person_id = me.person_id and o.opened_at > now() - interval '1 hour') >= 5 then
        return query select 'too-often', null::uuid; return;
      end if;
      delete from cases.access a where a.case_id = found.case_id and a.principal = 'emergency:' || me.person_id and a.until <= now();
      insert into cases.openings (case_id, opening_id, person_id, until, authority, office, person_name, kind, reason)
        values (found.case_id, gen_random_uuid(), me.person_id, least_until, found.authority, working, me.first_name || ' ' || me.official_name, asked_kind, trim(why));
      insert into cases.access (case_id, principal, party, until) values (found.case_id, 'emergency:' || me.person_id, found.competent, least_until)
        on conflict (principal, case_id, party) do nothing;
      insert into cases.access_records (case_id, actor, actor_name, office, purpose, reason)
        values (found.case_id, 'person:' || me.person_id, me.first_name || ' ' || me.official_name, working, 'emergency.purpose.' || asked_kind, trim(why));
      return query select null::text, found.case_id;
    end
  $$;

-- Gives the access back before its time.
create function cases.end_opening(asked uuid) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    begin
      update cases.openings o set ended_at = now() where o.case_id = asked and o.person_id = cases.current_person() and o.ended_at is null and o.until > now();
      if not found then return false; end if;
      delete from cases.access a where a.case_id = asked and a.principal = 'emergency:' || cases.current_person();
      return true;
    end
  $$;

revoke all on function cases.led(), cases.open_in_emergency(text, text, text), cases.end_opening(uuid) from public;
grant execute on function cases.led(), cases.open_in_emergency(text, text, text), cases.end_opening(uuid) to ep_workplace;
grant create on schema cases to ep_rights;
alter function cases.led() owner to ep_rights;
alter function cases.open_in_emergency(text, text, text) owner to ep_rights;
alter function cases.end_opening(uuid) owner to ep_rights;
revoke create on schema cases from ep_rights;

grant select on cases.openings to ep_workplace;
create policy own_or_led on cases.openings for select to ep_workplace
  using (person_id = (select cases.current_person()) or authority = any ((select cases.led())::text[]));

-- Looking is all that such an access allows; operators order by a right of their own.
create policy only_looking on engine.work as restrictive for insert to ep_workplace
  with check (command ->> 'type' <> 'resolve-incident' or cases.may_order(case_id, command_id, command)
    or exists (select 1 from cases.access a where a.case_id = work.case_id and a.until is null));
