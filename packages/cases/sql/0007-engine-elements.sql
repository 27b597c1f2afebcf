-- The machine's further tables: only the machine reads and writes them.
set local lock_timeout = '5s';

do $$
declare
  t text;
begin
  foreach t in array array['compensation', 'start_event', 'start_record'] loop
    execute format('alter table engine.%I enable row level security', t);
    execute format('alter table engine.%I force row level security', t);
    execute format('create policy engine_all on engine.%I to ep_engine using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on engine.%I to ep_engine', t);
  end loop;
end
$$;
