-- Operators of an authority: what they see of the machine, what they may order, and that others approve it.
-- They keep cases running without reading them: no names, answers or documents, unless they give a reason that the person reads too.
set local lock_timeout = '5s';

-- Authorities for whose operation the session's person works: the role `operator` of one of their offices.
create function cases.operated() returns text[]
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      return (select coalesce(array_agg(distinct split_part(substr(p, 8), '/', 1)), '{}') from unnest(cases.principals()) p
        where p like 'office:%#operator');
    end
  $$;

-- A case concerns the operators of every authority that takes part in it; parties hold no names.
create index parties_authority on cases.parties (authority, case_id);
create policy operator on cases.parties for select to ep_workplace using (authority = any ((select cases.operated())::text[]));

do $$
declare
  t text;
begin
  foreach t in array array['instance', 'token', 'job', 'timer', 'incident', 'event'] loop
    execute format('create policy operator on engine.%1$I for select to ep_workplace using (exists (
      select 1 from cases.parties p where p.case_id = %1$I.case_id and p.authority = any ((select cases.operated())::text[])))', t);
  end loop;
end
$$;
grant select (definition_id, step) on engine.instance to ep_workplace;
grant select (case_id, instance_no, token_no, parent_no, definition_id, element, state, part, path, party, visit, entered_at) on engine.token to ep_workplace;
grant select (lease_until, holder, retries) on engine.job to ep_workplace;
grant select (case_id, instance_no, token_no, element, due_at, queued, cycle, rounds) on engine.timer to ep_workplace;
grant select (phase) on engine.incident to ep_workplace;
grant select (elements, deployed_at) on engine.definition to ep_workplace;

-- Why somebody looked, in their own words, where a step of the process does not say it.
alter table cases.access_records add column reason text;

-- Changes of running cases that two people make together: one prepares, the machine tries it out, another one of the same right releases.
create table cases.interventions (
  case_id uuid not null references cases.cases,
  intervention_id uuid not null,
  group_id uuid,
  created_at timestamptz not null default now(),
  proposed_at timestamptz,
  decided_at timestamptz,
  step bigint,
  token integer,
  authority text not null,
  kind text not null check (kind in ('skip-incident', 'set-variables', 'cancel', 'modify', 'migrate')),
  state text not null default 'draft' check (state in ('draft', 'proposed', 'released', 'refused', 'withdrawn')),
  prepared_by text not null,
  prepared_name text not null,
  decided_by text,
  decided_name text,
  reason text not null check (length(trim(reason)) between 10 and 1000),
  refusal text check (length(refusal) <= 1000),
  message text check (length(message) <= 4000),
  command jsonb not null check (command ->> 'type' = kind),
  changes jsonb not null default '[]',
  preview jsonb,
  primary key (case_id, intervention_id),
  check (decided_by is null or decided_by <> prepared_by),
  check (kind <> 'cancel' or length(trim(message)) >= 10)
);
create index interventions_open on cases.interventions (created_at) where state in ('draft', 'proposed');
create index interventions_untried on cases.interventions (created_at) where preview is null and state in ('draft', 'proposed');
create index interventions_group on cases.interventions (group_id) where group_id is not null;
comment on table cases.interventions is 'Changes of running cases by operators, with four eyes. Never deleted while the case is kept.';
comment on column cases.interventions.group_id is 'The same change of several cases, prepared and released together.';
comment on column cases.interventions.changes is 'Name, value before and after, for set-variables and skip-incident. Read only through open_intervention.';
comment on column cases.interventions.step is 'Step of the instance at which the machine tried it out.';
comment on column cases.interventions.preview is 'What the machine found when it tried it out: result, code, path; null: to be tried. No names of the case.';
comment on column cases.interventions.message is 'For cancel: what the person reads.';
alter table cases.interventions enable row level security;
alter table cases.interventions force row level security;
create policy engine_all on cases.interventions to ep_engine using (true) with check (true);
grant select, update (preview, step) on cases.interventions to ep_engine;

-- May the session's person operate this case: all of it (its competent authority), or this token (the authority whose step it is).
create function cases.may_operate(asked uuid, asked_kind text, asked_token integer) returns boolean
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    declare own text[] := cases.operated();
    begin
      if cardinality(own) = 0 then return false; end if;
      if exists (select 1 from cases.cases c where c.case_id = asked and c.authority = any (own)) then return true; end if;
      return asked_kind in ('resolve-incident', 'retry-job', 'skip-incident') and exists (
        select 1 from engine.token t join cases.parties p on p.case_id = t.case_id and p.party = t.party
        where t.case_id = asked and t.token_no = asked_token and p.authority = any (own));
    end
  $$;

-- What an operator must know of a case to find it in a conversation: no person.
create function cases.operated_cases(asked uuid[], asked_reference text default null)
  returns table (case_id uuid, reference text, service text, service_hash text, authority text, office text, language text,
    submitted_at timestamptz, closed_at timestamptz, outcome text, competent boolean)
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    declare own text[] := cases.operated();
    begin
      if cardinality(own) = 0 then return; end if;
      return query
        select c.case_id, c.reference, c.service, c.service_hash, c.authority, c.office, c.language, c.submitted_at, c.closed_at, c.outcome,
          c.authority = any (own)
        from cases.cases c
        where (c.case_id = any (asked) or c.reference = asked_reference)
          and exists (select 1 from cases.parties p where p.case_id = c.case_id and p.authority = any (own));
    end
  $$;

-- Who looks into a case for operating it, and why; the person reads the purpose.
create function cases.record_operation(asked uuid, purpose text, why text) returns void
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    begin
      insert into cases.access_records (case_id, actor, actor_name, office, purpose, reason)
      select asked, 'person:' || p.person_id, p.first_name || ' ' || p.official_name,
        (select substring(each from '^[^#]+') from unnest(cases.principals()) each where each like 'office:%#operator'
          order by (split_part(substr(each, 8), '/', 1) <> (select c.authority from cases.cases c where c.case_id = asked)), each limit 1),
        purpose, why
      from cases.persons p where p.person_id = cases.current_person();
    end
  $$;

-- The names of a case, at the price of saying why: root, and where asked those of one token. Nothing for who may not operate it.
create function cases.read_names(asked uuid, asked_token integer, why text) returns table (scope_no integer, data jsonb)
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    begin
      if not cases.may_operate(asked, 'set-variables', asked_token) then return; end if;
      if length(trim(coalesce(why, ''))) < 10 then raise exception 'expected a reason to read the names of a case, got none' using errcode = 'check_violation'; end if;
      perform cases.record_operation(asked, 'operations.purpose.read', why);
      return query select v.scope_no, v.data from engine.variable v
        where v.case_id = asked and (v.scope_no = 0 or v.scope_no = asked_token);
    end
  $$;

-- An intervention in full, for whoever may carry it out. Where it shows values of the case the look is recorded.
create function cases.open_intervention(asked uuid, asked_id uuid) returns setof cases.interventions
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare found cases.interventions;
    begin
      select i.* into found from cases.interventions i where i.case_id = asked and i.intervention_id = asked_id;
      if found.case_id is null or not cases.may_operate(asked, found.kind, found.token) then return; end if;
      if found.changes <> '[]' then
        perform cases.record_operation(asked, 'operations.purpose.read', found.reason);
      end if;
      return next found;
    end
  $$;

-- A command that somebody may order: trying again alone; everything else only as released by a second person, word for word.
create function cases.may_order(asked uuid, id text, ordered jsonb) returns boolean
  language plpgsql stable security definer set search_path = cases, pg_catalog
  as $$
    begin
      if ordered ->> 'type' in ('resolve-incident', 'retry-job') then
        return ordered ->> 'actor' = 'person:' || cases.current_person()::text
          and cases.may_operate(asked, ordered ->> 'type', (ordered ->> 'token')::integer);
      end if;
      return exists (select 1 from cases.interventions i
        where i.case_id = asked and id = 'intervention:' || i.intervention_id::text and i.state = 'released' and i.command = ordered
          and i.decided_by = 'person:' || cases.current_person()::text and cases.may_operate(asked, i.kind, i.token));
    end
  $$;

revoke all on function cases.operated(), cases.may_operate(uuid, text, integer), cases.operated_cases(uuid[], text),
  cases.record_operation(uuid, text, text), cases.read_names(uuid, integer, text), cases.open_intervention(uuid, uuid),
  cases.may_order(uuid, text, jsonb) from public;
grant execute on function cases.operated(), cases.may_operate(uuid, text, integer), cases.operated_cases(uuid[], text),
  cases.read_names(uuid, integer, text), cases.open_intervention(uuid, uuid), cases.may_order(uuid, text, jsonb) to ep_workplace;
grant create on schema cases to ep_rights;
do $$
declare
  f text;
begin
  foreach f in array array['operated()', 'may_operate(uuid, text, integer)', 'operated_cases(uuid[], text)', 'record_operation(uuid, text, text)',
    'read_names(uuid, integer, text)', 'open_intervention(uuid, uuid)', 'may_order(uuid, text, jsonb)'] loop
    execute format('alter function cases.%s owner to ep_rights', f);
  end loop;
end
$$;
revoke create on schema cases from ep_rights;
grant usage on schema engine to ep_rights;
grant select on cases.parties, cases.interventions, engine.token, engine.variable, cases.persons to ep_rights;
grant insert on cases.access_records to ep_rights;
do $$
declare
  t text;
begin
  foreach t in array array['cases.parties', 'cases.interventions', 'engine.token', 'engine.variable', 'cases.persons'] loop
    execute format('create policy rights_read on %s for select to ep_rights using (true)', t);
  end loop;
end
$$;
create policy rights_insert on cases.access_records for insert to ep_rights with check (true);

-- What is written there is seen without the values; command and changes are read through the function above.
grant select (case_id, intervention_id, group_id, created_at, proposed_at, decided_at, step, token, authority, kind, state, prepared_by, prepared_name,
  decided_by, decided_name, reason, refusal, message, preview), insert on cases.interventions to ep_workplace;
grant update (state, proposed_at, decided_at, decided_by, decided_name, refusal, preview) on cases.interventions to ep_workplace;
create policy operator on cases.interventions for select to ep_workplace using (cases.may_operate(case_id, kind, token));
create policy prepare on cases.interventions for insert to ep_workplace
  with check (state = 'draft' and decided_by is null and preview is null and prepared_by = 'person:' || (select cases.current_person())::text
    and authority = any ((select cases.operated())::text[]) and command ->> 'actor' = prepared_by and command ->> 'reason' <> ''
    and cases.may_operate(case_id, kind, token));
create policy change_state on cases.interventions for update to ep_workplace
  using (state in ('draft', 'proposed') and cases.may_operate(case_id, kind, token))
  with check (cases.may_operate(case_id, kind, token) and (
    (prepared_by = 'person:' || (select cases.current_person())::text and state in ('draft', 'proposed', 'withdrawn') and decided_by is null)
    or (state = 'proposed' and decided_by is null and preview is null)
    or (state in ('released', 'refused') and decided_by = 'person:' || (select cases.current_person())::text)));

-- Which state follows which; a policy sees the new row only.
create function cases.guard_intervention() returns trigger
  language plpgsql security invoker set search_path = cases, pg_catalog
  as $$
    begin
      if old.state = new.state or (old.state, new.state) in (('draft', 'proposed'), ('draft', 'withdrawn'), ('proposed', 'withdrawn'), ('proposed', 'refused'))
        or ((old.state, new.state) = ('proposed', 'released') and old.preview ->> 'result' = 'done') then
        return new;
      end if;
      raise exception 'expected a state that follows %, got %', old.state, new.state using errcode = 'check_violation';
    end
  $$;
revoke all on function cases.guard_intervention() from public;
create trigger guard before update on cases.interventions for each row execute function cases.guard_intervention();

-- What an operator orders goes through the queue like everything else.
create policy order_operator_command on engine.work for insert to ep_workplace
  with check (actor = 'person:' || (select cases.current_person())::text and cases.may_order(case_id, command_id, command));
