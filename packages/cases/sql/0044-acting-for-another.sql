-- What is done with mandates, what a session that acts for another sees and may change, and who is here.
set local lock_timeout = '5s';

grant create on schema cases to ep_rights;
-- Giving, taking, ending: the only ways to write a mandate. Never in a session that acts for somebody else, and giving and taking only with a
-- sign-in that says who it is.
set local role ep_rights;
create function cases.note_mandate_act(concerned uuid, actor uuid, what text, moment timestamptz) returns void
  language sql volatile security definer set search_path = cases, pg_catalog
  as $$
    insert into cases.mandate_acts (mandate_id, act_no, at, actor, actor_name, what)
      select concerned, coalesce((select max(a.act_no) from cases.mandate_acts a where a.mandate_id = concerned), 0) + 1, moment, actor, p.first_name || ' ' || p.official_name, what
      from cases.persons p where p.person_id = actor
  $$;
create function cases.mandate_person() returns uuid
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$ declare s cases.sessions := cases.current_session(); begin return case when s.acting_for is null and s.level >= 300 then s.person_id end; end $$;
-- False: not allowed now, or made already.
create function cases.offer_mandate(made uuid, hashed bytea, moment timestamptz, code_until timestamptz, since timestamptz, until timestamptz,
    day_one date, day_last date, for_scopes text[], acts boolean, with_alerts boolean) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare me uuid := cases.mandate_person();
    begin
      if me is null then return false; end if;
      insert into cases.mandates (mandate_id, principal_id, offered_at, code_expires_at, valid_from, valid_until, first_day, last_day, level, kind, state,
          scopes, may_act, alerts, principal_name, code_hash)
        select made, me, moment, code_until, since, until, day_one, day_last, (cases.current_session()).level, 'mandate', 'offered',
          for_scopes, acts, with_alerts, p.first_name || ' ' || p.official_name, hashed
        from cases.persons p where p.person_id = me
        on conflict do nothing;
      if not found then return false; end if;
      perform cases.note_mandate_act(made, me, 'given', moment);
      return true;
    end
  $$;
-- Another code for an offer that nobody has taken; the old one is worth nothing from now on.
create function cases.renew_mandate_code(asked uuid, hashed bytea, moment timestamptz, code_until timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare me uuid := cases.mandate_person();
    begin
      update cases.mandates m set code_hash = hashed, code_expires_at = code_until
        where m.mandate_id = asked and m.principal_id = me and m.state = 'offered' and m.valid_until > cases.clock();
      if not found then return false; end if;
      perform cases.note_mandate_act(asked, me, 'code', moment);
      return true;
    end
  $$;
-- The offer behind a code, for whoever was given it; never one's own.
create function cases.find_offer(hashed bytea) returns table (mandate_id uuid, principal_name text, scopes text[], may_act boolean, first_day text, last_day text)
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return query select m.mandate_id, m.principal_name, m.scopes, m.may_act, m.first_day::text, m.last_day::text from cases.mandates m
        where m.code_hash = hashed and m.state = 'offered' and m.code_expires_at > cases.clock() and m.valid_until > cases.clock()
          and m.principal_id <> cases.mandate_person();
    end
  $$;
create function cases.answer_offer(hashed bytea, accepted boolean, moment timestamptz) returns uuid
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare me uuid := cases.mandate_person(); found_id uuid;
    begin
      update cases.mandates m set state = case when accepted then 'taken' else 'refused' end, representative_id = me, answered_at = moment,
          representative_name = (select p.first_name || ' ' || p.official_name from cases.persons p where p.person_id = me)
        where m.code_hash = hashed and m.state = 'offered' and m.code_expires_at > cases.clock() and m.valid_until > cases.clock() and m.principal_id <> me
        returning m.mandate_id into found_id;
      if found_id is null then return null; end if;
      perform cases.note_mandate_act(found_id, me, case when accepted then 'taken' else 'refused' end, moment);
      return found_id;
    end
  $$;
-- Either of the two ends it; a weaker sign-in is enough to take power away.
create function cases.end_mandate(asked uuid, moment timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare s cases.sessions := cases.current_session(); by_principal boolean;
    begin
      if s.acting_for is not null then return false; end if;
      update cases.mandates m set state = 'ended', ended_at = moment, ended_by = s.person_id
        where m.mandate_id = asked and m.state in ('offered', 'taken') and s.person_id in (m.principal_id, m.representative_id)
        returning m.principal_id = s.person_id into by_principal;
      if by_principal is null then return false; end if;
      perform cases.note_mandate_act(asked, s.person_id, case when by_principal then 'ended' else 'laid-down' end, moment);
      return true;
    end
  $$;
-- Cases of those whom the person of this session may represent, to choose from before acting: nothing but what they are called by.
create function cases.represented_cases() returns table (mandate_id uuid, reference text, service text, service_hash text, submitted_on text, closed boolean)
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    declare s cases.sessions := cases.current_session();
    begin
      if s.acting_for is not null then return; end if;
      return query select m.mandate_id, c.reference, c.service, c.service_hash, c.submitted_on::text, c.closed_at is not null
        from cases.mandates m join cases.access a on a.principal = any (cases.mandate_principals(m.mandate_id, s.person_id)) join cases.cases c on c.case_id = a.case_id
        where m.representative_id = s.person_id and m.state = 'taken' order by c.closed_at is not null, c.submitted_at desc limit 50;
    end
  $$;
-- Who looked at a case for somebody else: once for each session, with the name, for the person whose case it is.
create function cases.note_represented_look(asked uuid, moment timestamptz) returns void
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare s cases.sessions := cases.current_session();
    begin
      if s.acting_for is null or not exists (select 1 from cases.access a where a.case_id = asked and a.principal = any (cases.principals())) then return; end if;
      if exists (select 1 from cases.access_records r where r.case_id = asked and r.actor = 'person:' || s.person_id and r.element = 'session ' || md5(s.csrf)) then return; end if;
      insert into cases.access_records (at, case_id, actor, actor_name, purpose, element)
        select moment, asked, 'person:' || s.person_id, p.first_name || ' ' || p.official_name, 'representation', 'session ' || md5(s.csrf)
        from cases.persons p where p.person_id = s.person_id;
    end
  $$;
-- One alert to a person, where and how they want it, and one to who sent the case for them, as long as that mandate stands and says so. A page
-- may order the first one only, of the case it is just making: it cannot see where a represented person is told.
create function cases.queue_alert(concerned uuid, moment timestamptz, due timestamptz, told text, what text, step text) returns void
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
            and exists (select 1 from cases.mandates m where m.mandate_id = c.mandate_id and m.alerts and cases.mandate_principals(m.mandate_id, p.person_id) is not null))
          left join cases.profiles f on f.person_id = p.person_id
          cross join lateral (select coalesce(f.alerts = 'sms' and f.phone_proven_at is not null, false) as sms) s
          cross join lateral (select case when s.sms then 'sms' else 'email' end as channel, case when s.sms then f.phone else coalesce(
            -- An address that a representative wrote down says nothing of where the person wants to be told.
            (select n.value #>> '{}' from cases.answers n where n.case_id = c.case_id and n.name = 'contact.email' and p.person_id = coalesce(c.representative_id, c.applicant_id)),
            f.email, p.email) end as address) a
        where c.case_id = concerned and coalesce(f.alerts, 'email') <> 'none'
        on conflict (case_id, recipient, step_key, kind) do nothing;
    end
  $$;
create or replace function cases.forget_me() returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare me uuid := cases.current_person(); each uuid;
    begin
      if me is null or cases.acting_person() is not null then return false; end if;
      for each in select m.mandate_id from cases.mandates m where me in (m.principal_id, m.representative_id) and m.state in ('offered', 'taken') loop
        perform cases.end_mandate(each, now());
      end loop;
      delete from cases.drafts d where (d.person_id = me or d.representative_id = me) and d.case_id is null;
      delete from cases.held_inputs h where h.person_id = me;
      delete from cases.personal_exports e where e.person_id = me;
      delete from cases.profile_changes p where p.person_id = me;
      delete from cases.profiles p where p.person_id = me;
      delete from cases.sessions s where s.person_id = me;
      if not exists (select 1 from cases.cases c where c.applicant_id = me)
        and not exists (select 1 from cases.access a where a.principal = 'person:' || me) then
        begin
          delete from cases.persons p where p.person_id = me;
          return true;
        exception when foreign_key_violation then null; -- an office knows the person, a file of a case does, or a mandate
        end;
      end if;
      update cases.persons p set email = null, date_of_birth = null, municipality = null where p.person_id = me;
      return false;
    end
  $$;
-- In place of a refused file: whoever sees the case as its applicant may send another one, also for the other who sent the first.
create or replace function cases.replace_file(refused uuid, made uuid, moment timestamptz, new_size bigint, new_filename text, new_media_type text, new_hash text,
    new_scan text) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare
      old cases.files;
      new_state text := case new_scan when 'pending' then 'checking' else 'uploaded' end;
    begin
      if not cases.may_act() then return false; end if;
      select f.* into old from cases.files f join cases.cases c on c.case_id = f.case_id and c.closed_at is null
        where f.file_id = refused and f.state = 'refused' and f.replaced_by is null
          and (f.person_id = cases.current_person() or c.applicant_id = cases.subject())
          and exists (select 1 from cases.access a where a.case_id = f.case_id and a.party = 'applicant' and a.principal = any (cases.principals()))
        for update of f;
      if old.file_id is null then return false; end if;
      insert into cases.files (file_id, person_id, case_id, created_at, size, name, filename, media_type, content_hash, state, scan, readers)
        values (made, cases.current_person(), old.case_id, moment, new_size, old.name, new_filename, new_media_type, new_hash, new_state, new_scan, old.readers);
      update cases.files f set replaced_by = made where f.file_id = refused;
      update cases.answers a set value = (
          select jsonb_agg(case when e ->> 'ref' = refused::text
            then jsonb_build_object('ref', made, 'name', new_filename, 'size', new_size, 'mediaType', new_media_type, 'state', new_state) else e end)
          from jsonb_array_elements(a.value) e)
        where a.case_id = old.case_id and a.name = old.name and jsonb_typeof(a.value) = 'array';
      return true;
    end
  $$;

-- What an office asked the person, their representative may answer.
create or replace function cases.asked_since(asked uuid, task integer, wanted text) returns timestamptz
  language sql stable security definer set search_path = cases, pg_catalog
  as $$
    select t.created_at from engine.user_task t join cases.cases c on c.case_id = t.case_id and c.closed_at is null
    where t.case_id = asked and t.token_no = task and t.group_id = 'person:' || cases.subject()::text
      and exists (select 1 from cases.access a where a.case_id = asked and a.principal = any (cases.principals()))
      and case when t.properties ->> 'only' like '[%' then (t.properties ->> 'only')::jsonb ? wanted else false end
  $$;
create or replace function cases.add_asked_file(asked uuid, task integer, wanted text, made uuid, moment timestamptz, new_size bigint, new_filename text,
    new_media_type text, new_hash text, new_scan text, new_readers text[], single boolean) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    begin
      if not cases.may_act() or cases.asked_since(asked, task, wanted) is null or not 'applicant' = any (new_readers) then return false; end if;
      -- The same content once more (a reloaded page) changes nothing.
      if exists (select 1 from cases.files f where f.case_id = asked and f.name = wanted and f.content_hash = new_hash and f.person_id = cases.current_person()
        and f.replaced_by is null and f.created_at >= cases.asked_since(asked, task, wanted)) then return true; end if;
      insert into cases.files (file_id, person_id, case_id, created_at, size, name, filename, media_type, content_hash, state, scan, readers, title)
        values (made, cases.current_person(), asked, moment, new_size, wanted, new_filename, new_media_type, new_hash,
          case new_scan when 'pending' then 'checking' else 'uploaded' end, new_scan, new_readers,
          (select d ->> 'title' from engine.user_task t, jsonb_array_elements(case jsonb_typeof(t.inputs -> 'documents') when 'array' then t.inputs -> 'documents' else '[]' end) d
            where t.case_id = asked and t.token_no = task and d ->> 'name' = wanted limit 1));
      update cases.files f set replaced_by = made where single and f.case_id = asked and f.name = wanted and f.file_id <> made and f.replaced_by is null;
      return true;
    end
  $$;
create or replace function cases.drop_asked_file(asked uuid, task integer, dropped uuid) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare
      gone cases.files;
    begin
      if not cases.may_act() then return false; end if;
      select f.* into gone from cases.files f where f.file_id = dropped and f.case_id = asked and f.person_id = cases.current_person()
        and f.replaced_by is null and f.created_at >= cases.asked_since(asked, task, f.name) for update;
      if gone.file_id is null then return false; end if;
      update cases.files f set replaced_by = null where f.replaced_by = dropped and f.case_id = asked;
      delete from cases.files f where f.file_id = dropped;
      return true;
    end
  $$;

-- Acts of mandates stand in the chain of the canton's own records.
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
  $$;
-- What is named by a sealed record and must still be there: its case, or its mandate.
create or replace function cases.audit_case_kept(asked uuid) returns boolean
  language sql stable security definer set search_path = cases, pg_catalog
  as $$ select exists (select 1 from cases.cases c where c.case_id = asked) or exists (select 1 from cases.mandates m where m.mandate_id = asked) $$;
create function cases.note_act_for_audit() returns trigger
  language plpgsql security definer set search_path = cases, pg_catalog
  as $$ begin insert into cases.audit_pending (authority, source, key) values ('-', 'mandate', new.mandate_id || ' ' || new.act_no); return null; end $$;

revoke all on function cases.note_mandate_act(uuid, uuid, text, timestamptz), cases.mandate_person(), cases.offer_mandate(uuid, bytea, timestamptz, timestamptz, timestamptz, timestamptz, date, date, text[], boolean, boolean),
  cases.renew_mandate_code(uuid, bytea, timestamptz, timestamptz), cases.find_offer(bytea), cases.answer_offer(bytea, boolean, timestamptz), cases.end_mandate(uuid, timestamptz),
  cases.represented_cases(), cases.note_represented_look(uuid, timestamptz), cases.note_act_for_audit(),
  cases.queue_alert(uuid, timestamptz, timestamptz, text, text, text) from public;
grant execute on function cases.offer_mandate(uuid, bytea, timestamptz, timestamptz, timestamptz, timestamptz, date, date, text[], boolean, boolean),
  cases.renew_mandate_code(uuid, bytea, timestamptz, timestamptz), cases.find_offer(bytea), cases.answer_offer(bytea, boolean, timestamptz), cases.end_mandate(uuid, timestamptz),
  cases.represented_cases(), cases.note_represented_look(uuid, timestamptz) to ep_portal;
grant execute on function cases.queue_alert(uuid, timestamptz, timestamptz, text, text, text) to ep_portal, ep_engine;
-- Only where sessions are made: that one begins which acts.
grant execute on function cases.note_mandate_act(uuid, uuid, text, timestamptz) to ep_sign_in;
grant execute on function cases.note_act_for_audit() to session_user;
reset role;
revoke create on schema cases from ep_rights;

create trigger mirror_scope after insert on cases.access for each row
  when (new.principal like 'person:%' and new.principal not like '%~%') execute function cases.mirror_scope();
create trigger mirror_scope_of_end after delete on cases.access for each row
  when (old.principal like 'person:%' and old.principal not like '%~%') execute function cases.mirror_scope();
create constraint trigger note_change after insert or update on cases.mandates deferrable initially deferred for each row execute function cases.note_mandate();
create trigger note_for_audit after insert on cases.mandate_acts for each row execute function cases.note_act_for_audit();
create trigger append_only before update or delete on cases.mandate_acts for each row execute function cases.refuse_change('never');
create trigger no_truncate before truncate on cases.mandate_acts for each statement execute function cases.refuse_change('never');

grant update on cases.mandates to ep_rights;
grant execute on function cases.submitting(uuid) to ep_rights;
grant insert on cases.alerts to ep_rights;
create policy rights_insert on cases.alerts for insert to ep_rights with check (true);
do $$
declare
  t text;
begin
  foreach t in array array['profiles', 'answers', 'alerts'] loop
    execute format('grant select on cases.%I to ep_rights', t);
    if not exists (select 1 from pg_policy p where p.polrelid = ('cases.' || t)::regclass and p.polname in ('rights_forget', 'rights_erase', 'rights_read')) then
      execute format('create policy rights_read on cases.%I for select to ep_rights using (true)', t);
    end if;
  end loop;
end
$$;
create policy rights_update on cases.mandates for update to ep_rights using (true) with check (true);
grant insert on cases.access to ep_rights;
create policy rights_insert on cases.access for insert to ep_rights with check (true);
-- Both sides see the mandate and what was done with it.
revoke select on cases.mandates from ep_portal;
grant select (mandate_id, principal_id, representative_id, offered_at, answered_at, ended_at, code_expires_at, valid_from, valid_until, first_day, last_day,
  ended_by, kind, state, scopes, may_act, alerts, principal_name, representative_name) on cases.mandates to ep_portal;
create policy own on cases.mandates for select to ep_portal
  using (principal_id = (select cases.current_person()) or representative_id = (select cases.current_person()));
create policy own on cases.mandate_acts for select to ep_portal
  using (exists (select 1 from cases.mandates m where m.mandate_id = mandate_acts.mandate_id));

-- Matters of the subject: drafts of whoever writes, cases by access, tasks and messages of cases that the mandate covers.
drop policy own_draft on cases.drafts;
create policy own_draft on cases.drafts to ep_portal
  using (person_id = (select cases.subject()) and representative_id is not distinct from (select cases.acting_person()) and cases.covers(scope))
  with check (person_id = (select cases.subject()) and representative_id is not distinct from (select cases.acting_person()) and cases.covers(scope));
drop policy own_draft on cases.files;
create policy own_draft on cases.files to ep_portal
  using (draft_id is not null and person_id = (select cases.current_person()) and exists (select 1 from cases.drafts d where d.draft_id = files.draft_id))
  with check (person_id = (select cases.current_person())
    and (exists (select 1 from cases.drafts d where d.draft_id = files.draft_id and d.case_id is null) or cases.submitting(case_id)));
drop policy case_access on cases.cases;
create policy case_access on cases.cases for select to ep_portal, ep_workplace
  using (exists (select 1 from cases.access a where a.case_id = cases.case_id)
    -- Right after the insert of a submission the access rows are not there yet.
    or (applicant_id = (select cases.subject()) and cases.covers(scope)));
drop policy submit on cases.cases;
create policy submit on cases.cases for insert to ep_portal
  with check (applicant_id = (select cases.subject()) and closed_at is null and representative_id is not distinct from (select cases.acting_person())
    and (mandate_id is null) = (representative_id is null) and cases.covers(scope));
-- A number of the vault is held for whose matters it is given.
drop policy own on cases.vault;
create policy own on cases.vault for select to ep_portal using (holder_id = (select cases.subject()));
drop policy own_draft on cases.vault;
create policy own_draft on cases.vault for insert to ep_portal with check (holder_id = (select cases.subject())
  and exists (select 1 from cases.drafts d where d.draft_id = vault.draft_id and d.case_id is null));
drop policy drop_of_draft on cases.vault;
create policy drop_of_draft on cases.vault for delete to ep_portal
  using (draft_id is not null and holder_id = (select cases.subject()) and exists (select 1 from cases.drafts d where d.draft_id = vault.draft_id));
drop policy submit on cases.vault;
create policy submit on cases.vault for update to ep_portal
  using (draft_id is not null and holder_id = (select cases.subject()) and exists (select 1 from cases.drafts d where d.draft_id = vault.draft_id))
  with check (holder_id = (select cases.subject()) and draft_id is null and cases.submitting(case_id));
create policy represented on engine.user_task for select to ep_portal
  using (group_id = (select cases.represented()) and exists (select 1 from cases.access a where a.case_id = user_task.case_id));
create policy represented on cases.messages for select to ep_portal
  using ((recipient = (select cases.represented()) or sender = (select cases.represented()))
    and exists (select 1 from cases.access a where a.case_id = messages.case_id));
drop policy write on cases.messages;
create policy write on cases.messages for insert to ep_portal
  with check (kind = 'written' and read_at is null and told_at is null and sender = 'person:' || (select cases.subject())::text
    and author = 'person:' || (select cases.current_person())::text
    and exists (select 1 from cases.cases c where c.case_id = messages.case_id and c.office = recipient and c.applicant_id = (select cases.subject())));
grant select (author_name) on cases.messages to ep_portal;

-- Whoever may only read changes nothing, and what was done bears the name of who did it, whatever the policies of a table allow besides.
create function cases.bar_readers() returns void
  language plpgsql security invoker set search_path = cases, pg_catalog
  as $$
    declare
      t record;
      condition text;
    begin
      for t in
        select c.oid, format('%I.%I', n.nspname, c.relname) as name, what.verb from pg_class c join pg_namespace n on n.oid = c.relnamespace
          cross join (values ('insert'), ('update'), ('delete')) as what (verb)
        where n.nspname in ('cases', 'engine') and c.relkind in ('r', 'p') and not c.relispartition
          -- What belongs to the person of the session, or to nobody.
          and c.oid not in (select unnest(array['cases.sessions', 'cases.held_inputs', 'cases.feedback', 'cases.barrier_reports', 'cases.payment_hints']::regclass[]))
          and (has_table_privilege('ep_portal', c.oid, what.verb) or (what.verb <> 'delete' and has_any_column_privilege('ep_portal', c.oid, what.verb)))
          and not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'acting_may_' || what.verb)
      loop
        -- A person's own settings, requests and marks are never a representative's.
        condition := case when t.name in ('cases.persons', 'cases.profiles', 'cases.profile_changes', 'cases.personal_exports', 'cases.deletion_requests')
          or (t.name = 'cases.messages' and t.verb = 'update') then '(select cases.acting_person()) is null'
          when t.name = 'engine.work' then '(select cases.may_act()) and ((select cases.acting_person()) is null or actor = ''person:'' || (select cases.acting_person()))'
          else '(select cases.may_act())' end;
        execute format('create policy acting_may_%1$s on %2$s as restrictive for %1$s to ep_portal %3$s (%4$s)', t.verb, t.name,
          case t.verb when 'insert' then 'with check' else 'using' end, condition);
      end loop;
    end
  $$;
revoke all on function cases.bar_readers() from public;
select cases.bar_readers();
create or replace function cases.after_migrations() returns void
  language plpgsql security invoker set search_path = cases, pg_catalog
  as $$
    declare t text;
    begin
      for t in
        select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
        where n.nspname in ('cases', 'engine') and c.relkind in ('r', 'p') and not c.relispartition and a.attname = 'case_id' and not a.attisdropped
          and not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'rights_erase')
      loop
        execute format('grant select, delete on %s to ep_rights', t);
        execute format('create policy rights_erase on %s to ep_rights using (true)', t);
      end loop;
      perform cases.bar_readers();
    end
  $$;

-- Who is here, and for whom.
drop function cases.enter(text);
create function cases.enter(secret text)
  returns table (at timestamptz, stamp text, person_id uuid, level integer, csrf text, expires_at timestamptz, memberships jsonb,
    official_name text, first_name text, email text, language text, municipality integer, acting jsonb)
  language plpgsql volatile security invoker
  as $$
    begin
      perform set_config('ep.session', secret, true);
      return query
        select now(), cases.current_stamp(null), s.person_id, s.level, s.csrf, s.expires_at, s.memberships,
          p.official_name, p.first_name, p.email, p.language, p.municipality,
          case when s.acting_for is not null then (select to_jsonb(a) from cases.acting() a) end
        from cases.current_session() s left join cases.persons p on p.person_id = s.person_id;
    end
  $$;
revoke all on function cases.enter(text) from public;
grant execute on function cases.enter(text) to ep_portal, ep_workplace;
