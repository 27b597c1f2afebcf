-- Finished instances and the history lie in months of their case ids (a UUIDv7 begins with its instant), so that what is old goes by
-- dropping whole partitions. Open instances have partitions of their own, which stay small; a step that ends an instance moves its two
-- rows. Partitions have a schema that no application may enter: whoever reads goes through the tables with their rights.
set local lock_timeout = '5s';

create schema engine_months;
comment on schema engine_months is 'Partitions of the tables of schema engine, opened, thinned and dropped by month.';

create function engine.month_bound(month date) returns uuid
  language sql immutable set search_path = pg_catalog
  return (lpad(to_hex((extract(epoch from month::timestamp at time zone 'utc') * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
comment on function engine.month_bound is 'Lowest UUIDv7 of an instant (RFC 9562, section 5.7): midnight UTC of a day.';

-- A table that holds rows cannot become partitioned: a new one takes its place, its rights, policies and triggers.
create function engine_months.replace_by_partitioned(old text, partitioning text, key text) returns void language plpgsql as $$
declare
  t text := 'engine.' || old;
  statements text[];
  each text;
begin
  select array_agg(line) into statements from (
    select format('grant %s on %s to %s', privilege_type, t, coalesce(quote_ident(r.rolname), 'public')) as line
      from pg_class c, aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee
      where c.oid = t::regclass and a.grantee <> c.relowner
    union all
    select format('grant %s (%I) on %s to %s', privilege_type, attname, t, coalesce(quote_ident(r.rolname), 'public'))
      from pg_attribute, aclexplode(attacl) a left join pg_roles r on r.oid = a.grantee
      where attrelid = t::regclass and attnum > 0 and not attisdropped
    union all
    select format('create policy %I on %s as %s for %s to %s', policyname, t, permissive, cmd, array_to_string(roles, ', '))
      || coalesce(' using (' || qual || ')', '') || coalesce(' with check (' || with_check || ')', '')
      from pg_policies where schemaname = 'engine' and tablename = old
    union all
    select pg_get_triggerdef(oid) from pg_trigger where tgrelid = t::regclass and not tgisinternal
    union all
    select format('alter table %s enable row level security', t) from pg_class where oid = t::regclass and relrowsecurity
    union all
    select format('alter table %s force row level security', t) from pg_class where oid = t::regclass and relforcerowsecurity
  ) as lines;
  execute format('alter table %s rename to %I', t, old || '_before');
  execute format('create table %s (like %1$s_before including defaults including constraints including comments, primary key (%s)) partition by %s',
    t, key, partitioning);
  foreach each in array coalesce(statements, '{}') loop execute each; end loop;
end
$$;

alter table engine.variable add column closed boolean not null default false;
comment on column engine.variable.closed is 'The instance has ended.';
update engine.variable v set closed = true from engine.instance i
  where i.case_id = v.case_id and i.instance_no = v.instance_no and i.state <> 'active';
alter table engine.instance add column hold text;
comment on column engine.instance.hold is 'Why nothing of this case may be dropped (legal hold); null: nothing speaks against it.';

select engine_months.replace_by_partitioned('instance', 'list (state)', 'case_id, instance_no, state');
select engine_months.replace_by_partitioned('variable', 'list (closed)', 'case_id, instance_no, scope_no, closed');
select engine_months.replace_by_partitioned('event', 'range (case_id)', 'case_id, command_id');
drop function engine_months.replace_by_partitioned;
comment on table engine.instance is 'The row that a step locks: one running or finished process of a case. Open ones have one partition, ended ones one for each month.';
comment on table engine.variable is 'One jsonb per scope: 0 the names of the case, otherwise the local scope of that token (of a call activity: the called process).';
comment on table engine.event is 'History, append-only: one row per command, its key makes every command idempotent; partitioned by the month of the case id.';

create table engine_months.instance_open partition of engine.instance for values in ('active') with (fillfactor = 80);
create table engine_months.instance_closed partition of engine.instance default partition by range (case_id);
create table engine_months.instance_rest partition of engine_months.instance_closed default;
create table engine_months.variable_open partition of engine.variable for values in (false) with (fillfactor = 80);
create table engine_months.variable_closed partition of engine.variable default partition by range (case_id);
create table engine_months.variable_rest partition of engine_months.variable_closed default;
create table engine_months.event_rest partition of engine.event default;

-- The months of a table: its partitioned part and the partition of whatever no month was opened for.
create function engine.open_months(since date, until date) returns integer
  language plpgsql set search_path = pg_catalog as $$
declare
  month date;
  part text;
  opened integer := 0;
  low uuid;
  high uuid;
begin
  for month in select generate_series(date_trunc('month', since), date_trunc('month', until), interval '1 month')::date loop
    foreach part in array array['instance', 'variable', 'event'] loop
      continue when to_regclass(format('engine_months.%I', part || to_char(month, '_YYYY_MM'))) is not null;
      low := engine.month_bound(month);
      high := engine.month_bound((month + interval '1 month')::date);
      -- Rows that came before their month was opened move there; without any this costs an index lookup.
      execute format('create table engine_months.%1$I (like engine_months.%2$I including defaults including constraints including indexes)',
        part || to_char(month, '_YYYY_MM'), part || '_rest');
      execute format('with moved as (delete from engine_months.%2$I where case_id >= %3$L and case_id < %4$L returning *)
        insert into engine_months.%1$I select * from moved', part || to_char(month, '_YYYY_MM'), part || '_rest', low, high);
      execute format('alter table %s attach partition engine_months.%I for values from (%L) to (%L)',
        case part when 'event' then 'engine.event' else 'engine_months.' || part || '_closed' end, part || to_char(month, '_YYYY_MM'), low, high);
      opened := opened + 1;
    end loop;
  end loop;
  return opened;
end
$$;
comment on function engine.open_months is 'Opens the months from one day to another that are not open yet; needs the owner of the tables. Returns how many partitions.';
revoke execute on function engine.open_months from public;

select engine.open_months(coalesce((select least(min(started_at), now()) from engine.instance_before), now())::date, (now() + interval '12 months')::date);
insert into engine.instance select * from engine.instance_before;
insert into engine.variable select * from engine.variable_before;
insert into engine.event select * from engine.event_before;
drop table engine.instance_before, engine.variable_before, engine.event_before;

-- What happened to commands and cases of any age. Planned for the cases that are asked for: a plan for all would open every month.
create function engine.find_past(cases uuid[], commands text[])
returns table (case_id uuid, command_id text, result text, code text, state text, header json)
language plpgsql set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
begin
  return query
  select c.case_id, c.command_id, e.result, e.code, e.state, row_to_json(i)
  from unnest(cases, commands) as c(case_id, command_id)
  left join (select v.* from engine.event v where v.case_id = any(cases) and v.command_id = any(commands)) e
    on e.case_id = c.case_id and e.command_id = c.command_id
  left join (select x.case_id, x.definition_id, x.state, x.outcome, x.started_at, x.ended_at, x.step::integer as step, x.next_token, x.activations
    from engine.instance x where x.case_id = any(cases) and x.instance_no = 1 and x.state <> 'active') i
    on i.case_id = c.case_id;
end
$$;
comment on function engine.find_past is 'Of each command its outcome, when it was executed before, and the instance of its case, when that has ended.';
