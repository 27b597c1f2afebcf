-- The counter: a caseworker captures an application for somebody at the desk or on the phone. The capture is a mandate of its own kind
-- (docs/decisions/0018): a session of the portal acts under it, sees nothing but this one draft and is nobody's as soon as it is sent.
set local lock_timeout = '5s';

alter table cases.mandates drop constraint mandates_kind_check, add constraint mandates_kind_check check (kind in ('mandate', 'counter'));
comment on column cases.mandates.kind is 'counter: nobody gave it in writing; a caseworker captures for somebody who is there or on the phone, until it is sent.';

create table cases.captures (
  capture_id uuid primary key references cases.mandates,
  person_id uuid not null references cases.persons,
  by_person uuid not null references cases.persons,
  case_id uuid references cases.cases,
  begun_at timestamptz not null,
  until timestamptz not null,
  sent_at timestamptz,
  dropped_at timestamptz,
  enter_until timestamptz,
  level integer not null,
  authority text not null,
  office text not null,
  service text not null,
  channel text not null check (channel in ('counter', 'phone')),
  language text not null,
  identity text check (length(identity) <= 40),
  by_name text not null,
  person_name text,
  address jsonb not null default '{}',
  enter_hash bytea,
  check (sent_at is null or dropped_at is null),
  check (case_id is null or sent_at is not null),
  check (channel = 'counter' or identity is null)
);
create index captures_by on cases.captures (by_person, begun_at);
create index captures_case on cases.captures (case_id) where case_id is not null;
create index captures_person on cases.captures (person_id);
create unique index captures_enter on cases.captures (enter_hash) where enter_hash is not null;
create index captures_open on cases.captures (until) where sent_at is null and dropped_at is null;
comment on table cases.captures is 'Applications captured at the counter or on the phone. person_id: made for this capture (issuer `counter`). office: where who captures works. level: of assurance, by the identity paper that was shown. address: names below `address.` as they were told.';
comment on column cases.captures.enter_hash is 'SHA-256 of the code that leads from the workplace into the form; works once and for a minute.';

alter table cases.captures enable row level security;
alter table cases.captures force row level security;
create policy engine_all on cases.captures to ep_engine using (true) with check (true);
grant select, update, delete on cases.captures to ep_engine;
grant select, insert, update on cases.captures to ep_rights;
create policy rights_all on cases.captures to ep_rights using (true) with check (true);
grant insert, update (official_name, first_name) on cases.persons to ep_rights;
create policy rights_insert on cases.persons for insert to ep_rights with check (issuer = 'counter');

-- Until it is sent a capture is who captures it; then it is seen by whoever sees the case.
grant select (capture_id, by_person, case_id, begun_at, until, sent_at, dropped_at, level, authority, office, service, channel, language, identity, by_name, person_name)
  on cases.captures to ep_workplace;
create policy own_or_case on cases.captures for select to ep_workplace
  using (by_person = (select cases.current_person()) or exists (select 1 from cases.access a where a.case_id = captures.case_id));
-- The person is told by which office and when, not by whom: nobody at an office is named to the portal.
grant select (case_id, begun_at, sent_at, office, channel) on cases.captures to ep_portal;
create policy of_case on cases.captures for select to ep_portal
  using (exists (select 1 from cases.access a where a.case_id = captures.case_id and a.party = 'applicant'));

create constraint trigger note_change_of_case after update on cases.captures deferrable initially deferred for each row
  when (new.case_id is not null) execute function cases.note_case();
create constraint trigger note_change_of_end after delete on cases.captures deferrable initially deferred for each row
  when (old.case_id is not null) execute function cases.note_case();

alter policy own on cases.mandates using (kind = 'mandate' and (principal_id = (select cases.current_person()) or representative_id = (select cases.current_person())));

grant create on schema cases to ep_rights;
set local role ep_rights;

-- Begins a capture: the person, the mandate of this kind and what is known of both. Only for who has the role `counter` in the office.
create function cases.begin_capture(made uuid, at_office text, wanted_service text, at_authority text, by_channel text, paper text, aq integer, family text, given text,
    birth text, place integer, lang text, told jsonb, moment timestamptz, days integer) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare me cases.persons; whom uuid := gen_random_uuid();
    begin
      select p.* into me from cases.persons p where p.person_id = cases.current_person();
      if me.person_id is null or not (at_office || '#counter') = any (cases.principals()) then return false; end if;
      if exists (select 1 from cases.captures k where k.capture_id = made) then return exists (select 1 from cases.captures k where k.capture_id = made and k.by_person = me.person_id); end if;
      insert into cases.persons (person_id, issuer, subject, official_name, first_name, date_of_birth, language, municipality)
        values (whom, 'counter', made::text, family, given, birth, lang, place);
      insert into cases.mandates (mandate_id, principal_id, representative_id, offered_at, answered_at, code_expires_at, valid_from, valid_until, first_day, last_day, level, kind, state,
          scopes, may_act, alerts, principal_name, representative_name, code_hash)
        values (made, whom, me.person_id, moment, moment, moment, cases.clock() - interval '1 minute', cases.clock() + make_interval(days => days), moment::date, moment::date + days, aq, 'counter', 'taken',
          null, true, false, '', '', sha256(convert_to(gen_random_uuid()::text, 'UTF8')));
      insert into cases.captures (capture_id, person_id, by_person, begun_at, until, level, authority, office, service, channel, language, identity, by_name, person_name, address)
        values (made, whom, me.person_id, moment, moment + make_interval(days => days), aq, at_authority, at_office, wanted_service, by_channel, lang, paper,
          me.first_name || ' ' || me.official_name, given || ' ' || family, told);
      perform cases.note_mandate_act(made, me.person_id, 'given', moment);
      return true;
    end
  $$;

-- A way into the form of an own open capture; an older one is worth nothing from now on.
create function cases.open_capture(asked uuid, hashed bytea) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    begin
      update cases.captures k set enter_hash = hashed, enter_until = cases.clock() + interval '1 minute'
        where k.capture_id = asked and k.by_person = cases.current_person() and k.sent_at is null and k.dropped_at is null
          and (k.office || '#counter') = any (cases.principals()) and cases.mandate_principals(k.capture_id, k.by_person) is not null;
      return found;
    end
  $$;
-- Takes the code; where sessions are made, and once.
create function cases.enter_capture(hashed bytea, moment timestamptz) returns table (capture_id uuid, person_id uuid, level integer, service text)
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare found_one cases.captures;
    begin
      update cases.captures k set enter_hash = null, enter_until = null
        where k.enter_hash = hashed and k.enter_until > cases.clock() and k.sent_at is null and k.dropped_at is null
          and cases.mandate_principals(k.capture_id, k.by_person) is not null
        returning k.* into found_one;
      if found_one.capture_id is null then return; end if;
      perform cases.note_mandate_act(found_one.capture_id, found_one.by_person, 'used', moment);
      return query select found_one.capture_id, found_one.by_person, found_one.level, found_one.service;
    end
  $$;
create function cases.is_capture(asked uuid) returns boolean
  language sql stable security definer set search_path = cases, pg_catalog
  as $$ select exists (select 1 from cases.captures k where k.capture_id = asked) $$;
-- The capture behind a secret, also of a session that is over: only to lead whoever holds it back to the workplace.
create function cases.capture_of(secret text) returns uuid
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return (select k.capture_id from cases.sessions s join cases.captures k on k.capture_id = s.acting_for
        where s.secret_hash = sha256(convert_to(secret, 'UTF8')) and s.ends_at > now());
    end
  $$;

-- The case is made: the session ends with it, and who captured stands in the record of looks.
create function cases.send_capture(made uuid, moment timestamptz) returns void
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare k cases.captures;
    begin
      select c.* into k from cases.captures c where c.capture_id = (cases.current_session()).acting_for and c.sent_at is null and c.dropped_at is null for update;
      if k.capture_id is null or not cases.submitting(made) then return; end if;
      update cases.captures c set case_id = made, sent_at = moment, address = '{}' where c.capture_id = k.capture_id;
      insert into cases.access_records (at, case_id, actor, actor_name, office, purpose) values (k.begun_at, made, 'person:' || k.by_person, k.by_name, k.office, 'counter.purpose.' || k.channel);
      if moment > k.begun_at then
        insert into cases.access_records (at, case_id, actor, actor_name, office, purpose) values (moment, made, 'person:' || k.by_person, k.by_name, k.office, 'counter.purpose.' || k.channel);
      end if;
      perform cases.note_mandate_act(k.capture_id, k.by_person, 'ended', moment);
      update cases.mandates m set state = 'ended', ended_at = moment, ended_by = k.by_person where m.mandate_id = k.capture_id;
    end
  $$;

-- Gives a capture up: nothing of the person stays.
create function cases.drop_capture(asked uuid, moment timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare k cases.captures;
    begin
      select c.* into k from cases.captures c where c.capture_id = asked and c.by_person = cases.current_person() and c.sent_at is null and c.dropped_at is null for update;
      if k.capture_id is null then return false; end if;
      perform cases.forget_capture(k.capture_id, moment);
      perform cases.note_mandate_act(k.capture_id, k.by_person, 'laid-down', moment);
      return true;
    end
  $$;
create function cases.forget_capture(asked uuid, moment timestamptz) returns void
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare k cases.captures;
    begin
      update cases.captures c set dropped_at = moment, person_name = null, address = '{}', enter_hash = null, enter_until = null
        where c.capture_id = asked and c.sent_at is null and c.dropped_at is null returning c.* into k;
      if k.capture_id is null then return; end if;
      delete from cases.drafts d where d.person_id = k.person_id and d.case_id is null;
      update cases.mandates m set state = 'ended', ended_at = moment, ended_by = k.by_person where m.mandate_id = k.capture_id and m.state <> 'ended';
      update cases.persons p set official_name = '–', first_name = '–', date_of_birth = null, municipality = null, email = null where p.person_id = k.person_id;
    end
  $$;
revoke all on function cases.begin_capture(uuid, text, text, text, text, text, integer, text, text, text, integer, text, jsonb, timestamptz, integer), cases.open_capture(uuid, bytea),
  cases.enter_capture(bytea, timestamptz), cases.is_capture(uuid), cases.capture_of(text), cases.send_capture(uuid, timestamptz), cases.drop_capture(uuid, timestamptz), cases.forget_capture(uuid, timestamptz) from public;
grant execute on function cases.begin_capture(uuid, text, text, text, text, text, integer, text, text, text, integer, text, jsonb, timestamptz, integer), cases.open_capture(uuid, bytea),
  cases.drop_capture(uuid, timestamptz) to ep_workplace;
grant execute on function cases.enter_capture(bytea, timestamptz), cases.is_capture(uuid) to ep_sign_in;
grant execute on function cases.capture_of(text), cases.send_capture(uuid, timestamptz) to ep_portal;
grant execute on function cases.forget_capture(uuid, timestamptz) to ep_engine;

-- Whom a session acts for also tells of a capture: how, for which service and where.
drop function cases.acting();
create function cases.acting() returns table (mandate_id uuid, person_id uuid, official_name text, first_name text, date_of_birth text, municipality integer,
    last_day text, may_act boolean, scopes text[], capture jsonb)
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return query select m.mandate_id, p.person_id, p.official_name, p.first_name, p.date_of_birth, p.municipality, m.last_day::text, m.may_act, m.scopes,
          case when m.kind = 'counter' then (select jsonb_build_object('channel', k.channel, 'service', k.service, 'authority', k.authority, 'office', k.office, 'language', k.language,
            'address', k.address, 'until', k.until) from cases.captures k where k.capture_id = m.mandate_id) end
        from cases.current_session() s join cases.mandates m on m.mandate_id = s.acting_for join cases.persons p on p.person_id = m.principal_id;
    end
  $$;
revoke all on function cases.acting() from public;
grant execute on function cases.acting() to ep_portal, ep_workplace;
reset role;
revoke create on schema cases from ep_rights;
