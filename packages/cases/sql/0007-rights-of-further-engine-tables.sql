-- The machine's tables that came after 0005: closed to everybody but the machine.
set local lock_timeout = '5s';

do $$
declare
  t text;
begin
  for t in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'engine' and c.relkind in ('r', 'p') and not c.relrowsecurity and c.relname not in ('definition', 'migration') loop
    execute format('alter table engine.%I enable row level security', t);
    execute format('alter table engine.%I force row level security', t);
    execute format('create policy engine_all on engine.%I to ep_engine using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on engine.%I to ep_engine', t);
  end loop;
end
$$;
grant usage on all sequences in schema engine to ep_engine;
