-- A captured case comes into the account of its person: with a code that was printed for them at the counter. The code is kept as its hash,
-- works once and for a time, and only for a sign-in that says who it is and whose day of birth is the one that was told at the counter.
set local lock_timeout = '5s';

alter table cases.captures
  add column code_until timestamptz,
  add column linked_at timestamptz,
  add column moved_at timestamptz,
  add column linked_to uuid references cases.persons,
  add column code_hash bytea;
create unique index captures_code on cases.captures (code_hash) where code_hash is not null;
create index captures_linked on cases.captures (linked_at) where linked_at is not null and moved_at is null;
comment on column cases.captures.code_hash is 'SHA-256 of the code printed for the person; the code itself is kept nowhere. moved_at: when the machine had given the case to linked_to.';
grant select (code_until, linked_at) on cases.captures to ep_workplace;

create table cases.link_attempts (
  attempt_id uuid primary key default gen_random_uuid(),
  person_id uuid not null,
  at timestamptz not null default now()
);
create index link_attempts_person on cases.link_attempts (person_id, at);
comment on table cases.link_attempts is 'Codes that did not fit, to stop who guesses; gone after a day.';
alter table cases.link_attempts enable row level security;
alter table cases.link_attempts force row level security;
grant select, insert, delete on cases.link_attempts to ep_rights;
create policy rights_all on cases.link_attempts to ep_rights using (true) with check (true);

grant create on schema cases to ep_rights;
set local role ep_rights;
-- Another code for an own capture that is sent and in no account yet; an older one is worth nothing from now on.
create function cases.give_capture_code(asked uuid, hashed bytea, days integer) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    begin
      update cases.captures k set code_hash = hashed, code_until = cases.clock() + make_interval(days => days)
        where k.capture_id = asked and k.by_person = cases.current_person() and (k.office || '#counter') = any (cases.principals()) and k.case_id is not null and k.linked_to is null;
      return found;
    end
  $$;
-- Gives the captured case to the person of this session; the machine carries it over. All reasons why not have one answer.
create function cases.link_capture(hashed bytea, moment timestamptz) returns text
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare me cases.persons; k cases.captures;
    begin
      select p.* into me from cases.persons p where p.person_id = cases.mandate_person();
      if me.person_id is null then return 'not-found'; end if;
      perform pg_advisory_xact_lock(hashtextextended('link ' || me.person_id, 0));
      delete from cases.link_attempts a where a.at < now() - interval '1 day';
      if (select count(*) from cases.link_attempts a where a.person_id = me.person_id and a.at > now() - interval '1 hour') >= 5 then return 'too-often'; end if;
      update cases.captures c set code_hash = null, linked_to = me.person_id, linked_at = moment
        from cases.persons p
        where c.code_hash = hashed and c.code_until > cases.clock() and c.linked_to is null and c.case_id is not null
          and p.person_id = c.person_id and (p.date_of_birth is null or me.date_of_birth is null or left(p.date_of_birth, length(me.date_of_birth)) = me.date_of_birth
            or left(me.date_of_birth, length(p.date_of_birth)) = p.date_of_birth)
        returning c.* into k;
      if k.capture_id is null then
        insert into cases.link_attempts (person_id) values (me.person_id);
        return 'not-found';
      end if;
      perform cases.note_mandate_act(k.capture_id, me.person_id, 'taken', moment);
      return 'linked';
    end
  $$;
revoke all on function cases.give_capture_code(uuid, bytea, integer), cases.link_capture(bytea, timestamptz) from public;
grant execute on function cases.give_capture_code(uuid, bytea, integer) to ep_workplace;
grant execute on function cases.link_capture(bytea, timestamptz) to ep_portal;
reset role;
revoke create on schema cases from ep_rights;
