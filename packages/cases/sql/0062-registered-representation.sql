-- Whom somebody represents by law, by a decision or as an organ of a company, as a register says it: the answer is kept as a mandate of its
-- own kind, with source and time, and stands only until it must be asked for anew (docs/decisions/0019).
set local lock_timeout = '5s';

alter table cases.persons add column kind text not null default 'person' check (kind in ('person', 'company'));
comment on column cases.persons.kind is 'Company: official_name is its name, first_name empty, subject its key in the register that issuer names (register:‹connector›).';

do $$
declare
  each record;
begin
  for each in select c.conname from pg_constraint c where c.contype = 'c'
      and (c.conrelid = 'cases.mandates'::regclass and (pg_get_constraintdef(c.oid) like '%1830%' or pg_get_constraintdef(c.oid) like '%(kind =%')
        ) loop
    execute format('alter table cases.mandates drop constraint %I', each.conname);
  end loop;
  for each in select c.conname from pg_constraint c where c.contype = 'c' and c.conrelid = 'cases.mandate_acts'::regclass and pg_get_constraintdef(c.oid) like '%what%' loop
    execute format('alter table cases.mandate_acts drop constraint %I', each.conname);
  end loop;
end
$$;
alter table cases.mandates
  alter column code_hash drop not null,
  add column source text,
  add column checked_at timestamptz,
  add column check_until timestamptz,
  add column signature text not null default 'sole' check (signature in ('sole', 'joint')),
  add column decision text,
  add column facts jsonb,
  add check (kind in ('mandate', 'paper', 'counter', 'parent', 'guardian', 'organ')),
  add check (valid_until > valid_from and last_day >= first_day and (kind in ('parent', 'guardian', 'organ') or last_day < first_day + 1830)),
  add check ((kind in ('parent', 'guardian', 'organ')) = (source is not null and checked_at is not null and check_until is not null and code_hash is null));
create unique index mandates_registered on cases.mandates (principal_id, representative_id, kind) where state = 'taken' and kind in ('parent', 'guardian', 'organ');
comment on column cases.mandates.source is 'Connector whose register said it; checked_at: when it said so last, check_until: until when that may be used. Null: a person gave it.';
comment on column cases.mandates.last_day is '9999-12-31: open.';
comment on column cases.mandates.facts is 'What the register said of a company: uid, name, legalForm, seat, address.';
alter table cases.mandate_acts add check (what in ('given', 'code', 'taken', 'refused', 'used', 'ended', 'laid-down', 'recorded', 'found', 'checked', 'lapsed'));
comment on table cases.mandate_acts is 'used: a session began that acts under it. found, checked, lapsed: the register named it first, again, no more. Append-only.';
alter table cases.cases add column representation_kind text;
comment on column cases.cases.representation_kind is 'As what representative_id sent it: kind of the mandate.';
alter policy own on cases.mandates using (kind <> 'counter' and (principal_id = (select cases.current_person()) or representative_id = (select cases.current_person())));
grant select (source, checked_at, check_until, signature, decision, facts) on cases.mandates to ep_portal;

grant insert, update (official_name, first_name, date_of_birth, municipality) on cases.persons to ep_rights;
create policy rights_register on cases.persons for insert to ep_rights with check (issuer like 'register:%');
create policy rights_register_update on cases.persons for update to ep_rights using (issuer like 'register:%') with check (issuer like 'register:%');

grant create on schema cases to ep_rights;
set local role ep_rights;
create or replace function cases.mandate_principals(asked uuid, holder uuid) returns text[]
  language plpgsql stable security definer cost 1 set search_path = cases, pg_catalog
  as $$
    begin
      return (select case when m.scopes is null then array['person:' || m.principal_id] else array(select 'person:' || m.principal_id || '~' || s from unnest(m.scopes) s) end
        from cases.mandates m where m.mandate_id = asked and m.representative_id = holder and m.state = 'taken'
          and m.valid_from <= cases.clock() and m.valid_until > cases.clock() and (m.check_until is null or m.check_until > cases.clock()));
    end
  $$;
-- True while nothing but the time of asking anew is over: enough to tell somebody that there is something to read.
create function cases.mandate_stands(asked uuid, holder uuid) returns boolean
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return exists (select 1 from cases.mandates m where m.mandate_id = asked and m.representative_id = holder and m.state = 'taken'
        and m.valid_from <= cases.clock() and m.valid_until > cases.clock());
    end
  $$;
-- Keeps what a register said to the person of this secret: new ones are found, known ones checked, what it no longer names has lapsed. Only
-- where sessions are made; null: nobody who is sure enough who they are, or who acts for somebody else.
create function cases.keep_representations(secret text, asked text, moment timestamptz, fresh_until timestamptz, told jsonb) returns integer
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare s cases.sessions; each record; principal uuid; kept uuid; seen uuid[] := '{}';
    begin
      select x.* into s from cases.sessions x where x.secret_hash = sha256(convert_to(secret, 'UTF8')) and x.expires_at > now() and x.ends_at > now()
        and x.app = 'portal' and x.acting_for is null and x.level >= 300;
      if s.person_id is null then return null; end if;
      -- Two answers for one person come one after the other.
      perform pg_advisory_xact_lock(hashtextextended('representations ' || s.person_id, 0));
      for each in select * from jsonb_to_recordset(told) as r(kind text, key text, official_name text, first_name text, date_of_birth text, municipality integer,
          scopes text[], signature text, decision text, facts jsonb, first_day date, last_day date, since timestamptz, until timestamptz) loop
        insert into cases.persons (person_id, issuer, subject, kind, official_name, first_name, date_of_birth, municipality, language)
          select gen_random_uuid(), 'register:' || asked, each.key, case when each.kind = 'organ' then 'company' else 'person' end, each.official_name, each.first_name,
            each.date_of_birth, each.municipality, p.language from cases.persons p where p.person_id = s.person_id
          on conflict (issuer, subject) do update set official_name = excluded.official_name, first_name = excluded.first_name,
            date_of_birth = excluded.date_of_birth, municipality = excluded.municipality
          returning person_id into principal;
        update cases.mandates m set checked_at = moment, check_until = fresh_until, scopes = each.scopes, signature = each.signature, decision = each.decision, facts = each.facts,
            first_day = each.first_day, last_day = each.last_day, valid_from = each.since, valid_until = each.until, principal_name = trim(each.first_name || ' ' || each.official_name)
          where m.principal_id = principal and m.representative_id = s.person_id and m.kind = each.kind and m.state = 'taken' and m.source = asked
          returning m.mandate_id into kept;
        if kept is not null then
          perform cases.note_mandate_act(kept, s.person_id, 'checked', moment);
        else
          kept := gen_random_uuid();
          insert into cases.mandates (mandate_id, principal_id, representative_id, offered_at, answered_at, code_expires_at, valid_from, valid_until, first_day, last_day, level, kind,
              state, scopes, may_act, alerts, principal_name, representative_name, source, checked_at, check_until, signature, decision, facts)
            select kept, principal, s.person_id, moment, moment, moment, each.since, each.until, each.first_day, each.last_day, s.level, each.kind, 'taken', each.scopes, true, true,
              trim(each.first_name || ' ' || each.official_name), p.first_name || ' ' || p.official_name, asked, moment, fresh_until, each.signature, each.decision, each.facts
            from cases.persons p where p.person_id = s.person_id;
          perform cases.note_mandate_act(kept, s.person_id, 'found', moment);
        end if;
        seen := seen || kept;
      end loop;
      for kept in update cases.mandates m set state = 'ended', ended_at = moment
          where m.representative_id = s.person_id and m.source = asked and m.state = 'taken' and not m.mandate_id = any (seen) returning m.mandate_id loop
        perform cases.note_mandate_act(kept, s.person_id, 'lapsed', moment);
      end loop;
      return cardinality(seen);
    end
  $$;
-- Why a session that acted acts no more: `unchecked`, the register must be asked anew; `ended`, the mandate is over; null: it still acts, or never did.
create function cases.acting_over(secret text) returns text
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return (select case when cases.mandate_stands(s.acting_for, s.person_id) then 'unchecked' else 'ended' end from cases.sessions s
        where s.secret_hash = sha256(convert_to(secret, 'UTF8')) and s.expires_at > now() and s.ends_at > now()
          and s.acting_for is not null and cases.mandate_principals(s.acting_for, s.person_id) is null);
    end
  $$;
drop function cases.acting_ended(text);
drop function cases.acting();
create function cases.acting() returns table (mandate_id uuid, person_id uuid, official_name text, first_name text, date_of_birth text, municipality integer,
    last_day text, may_act boolean, scopes text[], capture jsonb, kind text, signature text, facts jsonb)
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return query select m.mandate_id, p.person_id, p.official_name, p.first_name, p.date_of_birth, p.municipality, m.last_day::text, m.may_act, m.scopes,
          case when m.kind = 'counter' then (select jsonb_build_object('channel', k.channel, 'service', k.service, 'authority', k.authority, 'office', k.office, 'language', k.language,
            'address', k.address, 'until', k.until) from cases.captures k where k.capture_id = m.mandate_id) end, m.kind, m.signature, m.facts
        from cases.current_session() s join cases.mandates m on m.mandate_id = s.acting_for join cases.persons p on p.person_id = m.principal_id;
    end
  $$;
-- Whom a register names has no address and looks nowhere: who represents them is told, also between two answers of the register.
create or replace function cases.queue_alert(concerned uuid, moment timestamptz, due timestamptz, told text, what text, step text) returns void
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    begin
      if session_user = 'ep_portal' and not (what = 'received' and cases.submitting(concerned)) then return; end if;
      insert into cases.alerts (alert_id, case_id, created_at, due_at, recipient, kind, step_key, state, address, channel, language)
        select gen_random_uuid(), c.case_id, moment, due, case when p.person_id is not distinct from c.representative_id then 'person:' || p.person_id else told end, what, step,
          case when a.address is null then 'failed' else 'queued' end, a.address, a.channel, case when p.person_id is not distinct from c.representative_id then p.language else c.language end
        from cases.cases c
          cross join lateral (select case when told like 'person:%' then substr(told, 8)::uuid else c.applicant_id end as person_id) wanted
          join cases.persons p on p.person_id = wanted.person_id or (wanted.person_id = c.applicant_id and p.person_id = c.representative_id
            and exists (select 1 from cases.mandates m where m.mandate_id = c.mandate_id and m.alerts and cases.mandate_stands(m.mandate_id, p.person_id)))
          left join cases.profiles f on f.person_id = p.person_id
          cross join lateral (select coalesce(f.alerts = 'sms' and f.phone_proven_at is not null, false) as sms) s
          cross join lateral (select case when s.sms then 'sms' else 'email' end as channel, case when s.sms then f.phone else coalesce(
            -- An address that a representative wrote down says nothing of where the person wants to be told.
            (select n.value #>> '{}' from cases.answers n where n.case_id = c.case_id and n.name = 'contact.email' and p.person_id = coalesce(c.representative_id, c.applicant_id)),
            f.email, p.email) end as address) a
        where c.case_id = concerned and coalesce(f.alerts, 'email') <> 'none' and (a.address is not null or p.issuer not like 'register:%')
        on conflict (case_id, recipient, step_key, kind) do nothing;
    end
  $$;
revoke all on function cases.mandate_stands(uuid, uuid), cases.keep_representations(text, text, timestamptz, timestamptz, jsonb), cases.acting_over(text), cases.acting() from public;
grant execute on function cases.keep_representations(text, text, timestamptz, timestamptz, jsonb) to ep_sign_in;
grant execute on function cases.acting_over(text), cases.acting() to ep_portal, ep_workplace;
reset role;
revoke create on schema cases from ep_rights;
