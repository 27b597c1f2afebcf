-- Every table with rows of a case may be emptied by the function that destroys cases, tables of later migrations too: run by the
-- migration after it applied something (after_migrations), so that nobody has to remember it.
set local lock_timeout = '5s';

create function cases.after_migrations() returns void
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
    end
  $$;
revoke all on function cases.after_migrations() from public;
