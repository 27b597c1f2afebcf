-- What was done with people's data is written once and sealed: each authority has a chain of seals over batches of records, whose
-- heads are also kept outside of this database. A record that is changed, removed, added or put elsewhere afterwards no longer fits.
set local lock_timeout = '5s';

do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'ep_audit') then
    begin
      create role ep_audit login noinherit;
    exception when duplicate_object or unique_violation then null;
    end;
  end if;
end
$$;
grant usage on schema cases to ep_audit;

-- Records not sealed yet. Written in the transaction of the record: nothing committed late is passed over.
create table cases.audit_pending (
  pending_id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  authority text not null,
  source text not null,
  key text not null
);
comment on table cases.audit_pending is 'source: access, task, intervention. key: its primary key, parts joined by a blank.';

create table cases.audit_seals (
  number bigint not null,
  sealed_at timestamptz not null,
  format integer not null,
  entries integer not null check (entries > 0),
  authority text not null,
  root bytea not null,
  previous bytea not null,
  hash bytea not null,
  primary key (authority, number)
);
comment on table cases.audit_seals is 'Chain per authority. root: SHA-256 over the digests of its records; hash: over this row and the hash before.';

create table cases.audit_leaves (
  seal bigint not null,
  position integer not null,
  authority text not null,
  source text not null,
  key text not null,
  digest bytea not null,
  primary key (authority, seal, position),
  foreign key (authority, seal) references cases.audit_seals (authority, number)
);
create index audit_leaves_key on cases.audit_leaves (source, key);
comment on table cases.audit_leaves is 'digest: SHA-256 of what cases.audit_content gives for the record.';

-- What a record says, in one spelling for ever. A new format gets a new number; old seals keep theirs.
create function cases.audit_content(format integer, source text, key text) returns text
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
        else return null;
      end case;
    end
  $$;

-- The records that must be sealed, by their keys only, and whether a case is still kept: for the check.
create function cases.audit_keys() returns table (source text, key text)
  language sql stable security definer set search_path = cases, pg_catalog set timezone = 'UTC'
  as $$
    select 'access', r.case_id || ' ' || r.record_id from cases.access_records r
    union all
    select 'task', n.case_id || ' ' || n.token || ' ' || n.what || ' ' || to_char(n.at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') from cases.task_notes n
    union all
    select 'intervention', i.case_id || ' ' || i.intervention_id from cases.interventions i where i.state in ('released', 'refused', 'withdrawn')
  $$;
create function cases.audit_case_kept(asked uuid) returns boolean
  language sql stable security definer set search_path = cases, pg_catalog
  as $$ select exists (select 1 from cases.cases c where c.case_id = asked) $$;

create function cases.note_for_audit() returns trigger
  language plpgsql security definer set search_path = cases, pg_catalog set timezone = 'UTC'
  as $$
    declare key text;
    begin
      case tg_argv[0]
        when 'access' then key := new.case_id || ' ' || new.record_id;
        when 'task' then key := new.case_id || ' ' || new.token || ' ' || new.what || ' ' || to_char(new.at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
        else key := new.case_id || ' ' || new.intervention_id;
      end case;
      insert into cases.audit_pending (authority, source, key)
        values (coalesce((select c.authority from cases.cases c where c.case_id = new.case_id), '-'), tg_argv[0], key);
      return null;
    end
  $$;
create trigger note_for_audit after insert on cases.access_records for each row execute function cases.note_for_audit('access');
create trigger note_for_audit after insert on cases.task_notes for each row execute function cases.note_for_audit('task');
create trigger note_for_audit after update on cases.interventions for each row
  when (new.state in ('released', 'refused', 'withdrawn') and old.state is distinct from new.state)
  execute function cases.note_for_audit('intervention');

-- Append-only: nobody changes what is written, the owner of the tables neither. Removing whole cases at the end of their retention
-- says which case it removes, in its own transaction.
create function cases.refuse_change() returns trigger
  language plpgsql set search_path = cases, pg_catalog
  as $$
    begin
      if tg_op = 'DELETE' and tg_argv[0] = 'of-case' then
        if current_setting('cases.removing', true) = old.case_id::text then return old; end if;
      end if;
      raise exception 'expected additions only to %, got %', tg_table_name, lower(tg_op) using errcode = 'EP010';
    end
  $$;
create trigger append_only before update or delete on cases.access_records for each row execute function cases.refuse_change('of-case');
create trigger append_only before update or delete on cases.task_notes for each row execute function cases.refuse_change('of-case');
create trigger append_only before update or delete on cases.audit_seals for each row execute function cases.refuse_change('never');
create trigger append_only before update or delete on cases.audit_leaves for each row execute function cases.refuse_change('never');
create trigger no_truncate before truncate on cases.access_records for each statement execute function cases.refuse_change('never');
create trigger no_truncate before truncate on cases.task_notes for each statement execute function cases.refuse_change('never');
create trigger no_truncate before truncate on cases.audit_seals for each statement execute function cases.refuse_change('never');
create trigger no_truncate before truncate on cases.audit_leaves for each statement execute function cases.refuse_change('never');
revoke update, delete on cases.task_notes from ep_engine;

do $$
declare
  t text;
begin
  foreach t in array array['audit_pending', 'audit_seals', 'audit_leaves'] loop
    execute format('alter table cases.%I enable row level security', t);
    execute format('alter table cases.%I force row level security', t);
    execute format('create policy engine_all on cases.%I to ep_engine using (true) with check (true)', t);
    execute format('create policy audit_read on cases.%I for select to ep_audit using (true)', t);
    execute format('grant select on cases.%I to ep_engine, ep_audit', t);
  end loop;
  foreach t in array array['access_records', 'task_notes'] loop
    execute format('create policy rights_read on cases.%I for select to ep_rights using (true)', t);
    execute format('grant select on cases.%I to ep_rights', t);
  end loop;
end
$$;
grant delete on cases.audit_pending to ep_engine;
grant insert on cases.audit_seals, cases.audit_leaves to ep_engine;
grant insert on cases.audit_pending to ep_rights;
create policy rights_insert on cases.audit_pending for insert to ep_rights with check (true);

revoke all on function cases.audit_content(integer, text, text), cases.audit_keys(), cases.audit_case_kept(uuid), cases.note_for_audit() from public;
grant execute on function cases.audit_content(integer, text, text) to ep_engine, ep_audit;
grant execute on function cases.audit_keys(), cases.audit_case_kept(uuid) to ep_audit;
grant create on schema cases to ep_rights;
alter function cases.audit_content(integer, text, text) owner to ep_rights;
alter function cases.audit_keys() owner to ep_rights;
alter function cases.audit_case_kept(uuid) owner to ep_rights;
alter function cases.note_for_audit() owner to ep_rights;
revoke create on schema cases from ep_rights;

-- What was written before there was a chain is sealed first. An owner without special rights is let in for this statement only.
do $$
declare
  t text;
begin
  foreach t in array array['access_records', 'task_notes', 'interventions', 'cases', 'audit_pending'] loop
    execute format('create policy audit_backfill on cases.%I to %I using (true) with check (true)', t, current_user);
  end loop;
  insert into cases.audit_pending (at, authority, source, key)
    select r.at, coalesce(c.authority, '-'), 'access', r.case_id || ' ' || r.record_id
    from cases.access_records r left join cases.cases c using (case_id) order by r.at;
  insert into cases.audit_pending (at, authority, source, key)
    select n.at, c.authority, 'task',
      n.case_id || ' ' || n.token || ' ' || n.what || ' ' || to_char(n.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    from cases.task_notes n join cases.cases c using (case_id) order by n.at;
  insert into cases.audit_pending (at, authority, source, key)
    select i.decided_at, c.authority, 'intervention', i.case_id || ' ' || i.intervention_id
    from cases.interventions i join cases.cases c using (case_id)
    where i.state in ('released', 'refused', 'withdrawn') order by i.decided_at;
  foreach t in array array['access_records', 'task_notes', 'interventions', 'cases', 'audit_pending'] loop
    execute format('drop policy audit_backfill on cases.%I', t);
  end loop;
end
$$;
